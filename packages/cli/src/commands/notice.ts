/** `privacykit notice`: the cookies notice, made from the policy. */
import { storageNoticeHtml, storageNoticeMarkdown } from '@privacykit/policy/storage-notice'
import { type Command, parse, UsageError } from '../command.ts'
import { readPolicyFile } from '../policy-file.ts'

const FORMATS = { md: storageNoticeMarkdown, html: storageNoticeHtml }

export const notice: Command = {
  summary: 'print the cookies notice: all that the policy keeps on a device',
  usage: `privacykit notice [--policy <file>] [--language <tag>] [--format md|html]

  --policy    the policy (default: privacy.policy.ts)
  --language  BCP 47 (default: the policy's first locale)
  --format    md (default), or html: a section for a page of yours`,
  async run(args, io) {
    const { values } = parse(args, {
      policy: { type: 'string' },
      language: { type: 'string' },
      format: { type: 'string', default: 'md' },
    })
    const write = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format as keyof typeof FORMATS] : undefined // as: hasOwn has just checked it
    if (write === undefined) throw new UsageError(`There is no format "${values.format}". Use md or html.`)
    const { policy } = await readPolicyFile(values.policy, io.cwd)
    io.out(write(policy, values.language === undefined ? {} : { language: values.language }).trimEnd())
    return 0
  },
}
