/** Texts that a person will be shown. */
import { error, type Finding, warning } from './finding.ts'
import type { PolicyInput } from './policy.ts'

type Text = Readonly<Record<string, string>>

/** Every text exists in every locale; what the person is asked to agree to must. */
export function missingTexts({ locales, purposes, retention }: PolicyInput): Finding[] {
  const ofPurposes = Object.entries(purposes).flatMap(([name, purpose]) => {
    const report = purpose.basis === 'consent' ? error : warning
    const at = `/purposes/${name}`
    const losses = (purpose.optional ?? []).map(({ without }, index): [string, Text] => [
      `${at}/optional/${index}/without`,
      without,
    ])
    const stores = (purpose.stores ?? []).flatMap(({ text }, index): [string, Text][] =>
      text === undefined ? [] : [[`${at}/stores/${index}/text`, text]],
    )
    const texts: [string, Text][] = [
      [`${at}/title`, purpose.title],
      [`${at}/summary`, purpose.summary],
      ...losses,
      ...stores,
    ]
    return texts.flatMap(([pointer, text]) =>
      missing(locales, text).map((locale) => report(`${pointer}/${locale}`, ADVICE)),
    )
  })
  const ofRules = Object.entries(retention).flatMap(([name, { reason }]) =>
    missing(locales, reason).map((locale) => warning(`/retention/${name}/reason/${locale}`, ADVICE)),
  )
  return [...ofPurposes, ...ofRules]
}

const ADVICE = 'Write this text in that language too, or take the language out of locales.'

function missing(locales: readonly string[], text: Text): string[] {
  return locales.filter((locale) => !Object.hasOwn(text, locale))
}
