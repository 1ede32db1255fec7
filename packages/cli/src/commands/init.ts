/** `privacykit init`: a policy to start from. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PrivacyError } from '@privacykit/contract'
import { type Command, parse } from '../command.ts'
import { starterPolicy } from '../starter-policy.ts'

const FILE = 'privacy.policy.ts'

export const init: Command = {
  summary: 'write a privacy.policy.ts to start from',
  usage: 'privacykit init [--app <name>]\n\n  --app  name of the app: letters, digits, - and _ (default: my-app)',
  async run(args, io) {
    const { values } = parse(args, { app: { type: 'string', default: 'my-app' } })
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(values.app))
      throw new PrivacyError(
        'invalid-option',
        'The name of an app is a letter, then letters, digits, - or _. Choose another --app.',
      )
    const day = new Date().toISOString().slice(0, 10)
    try {
      // `wx` fails on a file that is there, without a gap between looking and writing
      await writeFile(resolve(io.cwd, FILE), starterPolicy({ app: values.app, day }), { flag: 'wx' })
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
      throw new PrivacyError('invalid-option', `${FILE} is here already, and was left as it is.`, { cause })
    }
    io.out(`Wrote ${FILE}. Next:`)
    io.out('  1. Say in it who you are and what you do with data; each line explains itself.')
    io.out('  2. privacykit check    tells what is missing')
    io.out('  3. privacykit build    records this version, so that later changes are seen')
    io.out('  4. privacykit dev      runs a privacy backend on this machine')
    return 0
  },
}
