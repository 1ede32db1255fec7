import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IdRule } from '../id-rule.ts'
import { ISSUED_NUMBERS } from './index.ts'

const named = ISSUED_NUMBERS.map((rule) => [`${rule.type} ${rule.pattern.source} ${rule.stands}`, rule] as const)

/** Texts in the rule's form, always the same ones; what `drawn` matches is drawn again, so that checks are met by chance only. */
function samplesOf({ pattern }: IdRule, count: number, drawn = /[\dA-Z]/g): string[] {
  const forms = fc.sample(fc.stringMatching(pattern), { numRuns: 60, seed: 4 })
  let state = 20261126
  const draw = (limit: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
  return Array.from({ length: count }, (_, index) =>
    (forms[index % forms.length] ?? '').replaceAll(drawn, (sign) =>
      sign < 'A' ? String(draw(10)) : String.fromCharCode(65 + draw(26)),
    ),
  )
}

const counts = ({ pattern, valid }: IdRule, normal: string) => pattern.test(normal) && (valid?.(normal) ?? true)

/** Names of the rules for which something does not hold. */
const without = (holds: (rule: IdRule) => boolean) => named.filter(([, rule]) => !holds(rule)).map(([name]) => name)

describe('every rule', () => {
  test('has a pattern that is anchored, and linear because nothing in it repeats without end', () => {
    const unsafe = without(
      ({ pattern: { source, flags } }) =>
        flags === '' && /^\^(?:[^|()]|\(.*\))*\$$/.test(source) && !/[+*]|\{\d*,\}|\\\d|\(\?[=!<]/.test(source),
    )

    expect(unsafe).toEqual([])
  })

  test('has the lengths that its pattern has', () => {
    const wrong = without(({ pattern, lengths }) => {
      const texts = fc.sample(fc.stringMatching(pattern), { numRuns: 300, seed: 9 })
      const seen = [...new Set(texts.map((text) => text.length))].sort((one, other) => one - other)
      return seen.join() === lengths.join()
    })

    expect(wrong).toEqual([])
  })

  test('is named by words in lower case, each once, and by one at least where nothing else tells', () => {
    const wrong = without(
      ({ context, stands }) =>
        context.every((word) => word !== '' && word === word.toLowerCase() && word === word.trim()) &&
        new Set(context).size === context.length &&
        (stands !== 'never' || context.length > 0),
    )

    expect(wrong).toEqual([])
  })

  test('says how it is written where that makes it stand', () => {
    const wrong = without(({ stands, standsAlone, written }) =>
      stands === 'written' ? written !== undefined : standsAlone === undefined,
    )

    expect(wrong).toEqual([])
    expect(without(({ written }) => written === undefined || /^\^.*\$$/.test(written.source))).toEqual([])
  })

  test('names a category of government, health or money', () => {
    const pattern = /^user\.(?:government_id|health_and_medical|financial)\.[a-z_]+$/

    expect(without(({ category }) => pattern.test(category))).toEqual([])
  })

  test('lets about as much through by chance as it says', () => {
    const count = 2000
    const wrong = without((rule) => {
      const { chance = rule.valid === undefined ? 1 : 0.1 } = rule
      const share = samplesOf(rule, count).filter((text) => counts(rule, text)).length / count
      return share <= chance * 2 + 4 / count && share >= chance / 2.5 - 4 / count
    })

    expect(wrong).toEqual([])
  })
})

test('no check throws, whatever it is given', () => {
  const texts = ['', ...fc.sample(fc.string({ unit: 'grapheme', maxLength: 24 }), 100)]

  const answers = ISSUED_NUMBERS.flatMap(({ valid }) => (valid === undefined ? [] : texts.map((text) => valid(text))))

  expect(new Set(answers.map((answer) => typeof answer))).toEqual(new Set(['boolean']))
})

test('no rule stands twice', () => {
  const keys = ISSUED_NUMBERS.map(({ type, pattern, written, stands }) => `${type} ${pattern} ${written} ${stands}`)

  expect(new Set(keys).size).toBe(keys.length)
})

test('one type has one category, but for persons who have a number as companies do', () => {
  const categories = new Map<string, Set<string>>()
  for (const { type, category } of ISSUED_NUMBERS)
    categories.set(type, (categories.get(type) ?? new Set<string>()).add(category))
  const mixed = [...categories].filter(([, seen]) => seen.size > 1)

  expect(mixed.map(([type]) => type)).toEqual(['ES_NIF'])
})

// these check digits are promised to catch any one wrong digit
const EXACT = new Set(
  `US_ROUTING US_NPI UK_NHS IE_PPS IN_AADHAAR IN_VID AR_CBU ES_NIE IT_VAT_CODE DE_TAX_ID DE_SOCIAL_SECURITY DE_HEALTH_INSURANCE DE_VAT_ID FR_NIF
  FR_SIREN NL_BSN NL_ONDERWIJSNUMMER BE_VAT LU_TVA PL_PESEL PL_NIP HU_TAJ SE_ORGANISATIONSNUMMER FI_PERSONAL_IDENTITY_CODE FI_YTUNNUS
  NO_FODSELSNUMMER NO_ORGNR NO_KONTONR DK_CVR EE_KMKR HR_OIB SI_DDV RS_PIB BG_PNF GR_AMKA MT_VAT MD_IDNO AT_UID AT_TIN CH_SSN CH_UID
  TR_NATIONAL_ID TR_VKN IL_IDNR AE_EMIRATES_ID ZA_ID_NUMBER NG_NIN GH_TIN MA_ICE CN_USCC HK_HKID KR_BRN SG_NRIC_FIN AU_TFN AU_ABN CA_SIN
  CA_BC_BHN MX_CLABE DO_CEDULA EC_CI CL_RUT`.split(/\s+/),
)

test.each(named.filter(([, { type, valid }]) => EXACT.has(type) && valid !== undefined))(
  '%s: a valid number with one digit changed is refused',
  (_, rule) => {
    const valid = samplesOf(rule, 20_000, /(?<=^.{5,})\d/g)
      .filter((text) => counts(rule, text))
      .slice(0, 25)

    expect(valid.length).toBeGreaterThan(5)
    for (const number of valid)
      for (let at = 0; at < number.length; at += 1)
        for (let by = 1; by < 10 && /\d/.test(number.charAt(at)); by += 1) {
          const changed = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1)
          expect(counts(rule, changed), `${number} as ${changed}`).toBe(false)
        }
  },
)
