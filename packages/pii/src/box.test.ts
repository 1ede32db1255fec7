import { format, inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { box, combine, isBox, Personal } from './box.ts'
import { joinLabels, labelWith } from './label.ts'

const SECRET = 'jane@example.test'
const email = () =>
  box(SECRET, { categories: ['user.contact.email'], subjects: ['u_1'], purposes: ['orders', 'letters'] })
const granted = { allowed: true, reason: 'granted' }

/** What somebody might do to see what is in there, without opening it. */
function renderings(value: unknown): unknown[] {
  const boxed = value as string // as: what a careless caller would do
  return [
    `${boxed}`,
    `${boxed}`,
    // biome-ignore lint/style/useTemplate: concatenation is the case under test
    '' + boxed,
    [boxed].join(),
    JSON.stringify({ boxed }),
    JSON.stringify({ ...(value as object) }), // as: spread is the case under test
    inspect(value, { showHidden: true, depth: 9, getters: true }),
    inspect({ value }, { showHidden: true, depth: 9, customInspect: false }),
    format('%o %O %s %j %d', value, value, value, value, value),
    Object.values(value as object).join(), // as: the same
    JSON.stringify(Object.getOwnPropertyDescriptors(value)),
    JSON.stringify(structuredClone({ value: { ...(value as object) } })), // as: the same
    inspect(new Error('failed', { cause: value })),
    String(Reflect.ownKeys(value as object)), // as: the same
    new URLSearchParams({ boxed }).toString(),
    encodeURIComponent(boxed),
    new Intl.ListFormat('en').format([`${boxed}`]),
  ]
}

describe('a box', () => {
  test('shows its label and never its value, however it is printed', () => {
    for (const shown of renderings(email())) expect(String(shown)).not.toMatch(/jane|example\.test/)
    expect(String(email())).toBe('[personal: user.contact.email]')
    expect(JSON.stringify({ email: email() })).toBe('{"email":"[personal: user.contact.email]"}')
  })

  test('shows nothing of what is made of it either', () => {
    const made = email().map((text) => ({ upper: text.toUpperCase() }))

    for (const shown of renderings(made)) expect(String(shown)).not.toMatch(/JANE/)
    expect(made.label).toEqual(email().label)
  })

  test('counts as no number', () => {
    const age = box(17, { categories: ['user.demographic.age_range'] })

    expect(Number(age)).toBeNaN()
    expect((age as unknown as number) < 18).toBe(false) // as: a careless comparison is the case under test
  })

  test('cannot be changed', () => {
    const boxed = email()

    expect(() => Object.assign(boxed, { label: labelWith({}) })).toThrow(TypeError)
    expect(() => Object.defineProperty(boxed, 'toString', { value: () => SECRET })).toThrow(TypeError)
  })

  test('is told apart from anything else', () => {
    expect(isBox(email())).toBe(true)
    expect([null, undefined, SECRET, {}, Personal].map(isBox)).toEqual([false, false, false, false, false])
  })

  test('needs a category', () => {
    expect(() => box(SECRET, {})).toThrow(/at least one category/)
  })
})

describe('reveal', () => {
  function opened(grounds: Partial<Parameters<Personal<string>['reveal']>[0]>) {
    const entries: AuditEntry[] = []
    const all = {
      purpose: 'orders',
      decision: granted,
      subjects: ['u_1'],
      audit: (entry: AuditEntry) => entries.push(entry),
    }
    let value: string | null = null
    let thrown: unknown = null
    try {
      value = email().reveal({ ...all, ...grounds })
    } catch (error) {
      thrown = error
    }
    return { value, thrown, entries }
  }

  test('hands the value out on an allowing decision, and writes it down', () => {
    const { value, entries } = opened({})

    expect(value).toBe(SECRET)
    expect(entries).toEqual([
      {
        action: 'reveal',
        done: true,
        categories: ['user.contact.email'],
        subjects: ['u_1'],
        purpose: 'orders',
        reason: 'granted',
      },
    ])
  })

  test.each([
    ['the decision denies', { decision: { allowed: false, reason: 'withdrawn' } }, 'withdrawn'],
    ['the label does not allow the purpose', { purpose: 'analytics' }, 'purpose-not-in-label'],
    ['the decision was about somebody else', { subjects: ['u_2'] }, 'decided-for-another-person'],
    ['the decision names nobody', { subjects: [] }, 'decided-for-another-person'],
  ])('stays shut when %s, and writes that down', (_title, grounds, reason) => {
    const { value, thrown, entries } = opened(grounds)

    expect(value).toBeNull()
    expect(thrown).toMatchObject({ code: 'not-allowed', message: expect.stringContaining(reason) })
    expect(entries).toMatchObject([{ action: 'reveal', done: false, reason }])
    expect(JSON.stringify(entries) + String(thrown)).not.toContain('jane')
  })

  test('hands nothing out when it cannot be written down', () => {
    const { value, thrown } = opened({
      audit() {
        throw new Error('disk full')
      },
    })

    expect(value).toBeNull()
    expect(thrown).toMatchObject({ message: 'disk full' })
  })
})

describe('combine', () => {
  test('boxes the whole record for one boxed field, with the joined label', () => {
    const born = box('2001-02-03', { quasi: ['user.demographic.date_of_birth'], purposes: ['orders'] })
    const together = combine({ email: email(), born, screen: 'home' })

    expect(isBox(together)).toBe(true)
    expect(together.label).toEqual(joinLabels(email().label, born.label))
    expect(together.label.purposes).toEqual(['orders'])
    expect(JSON.stringify(together)).not.toMatch(/home|jane|2001/)
  })

  test('gives the very record back when nothing in it is boxed', () => {
    const record = { screen: 'home' }

    expect(combine(record)).toBe(record)
  })

  test('keeps a key that means something to JavaScript as a key', () => {
    const together = combine(JSON.parse('{"__proto__": "x", "constructor": "y"}'))
    const boxed = combine({ ...JSON.parse('{"__proto__": "x"}'), email: email() })

    expect(Object.keys(together as object)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(isBox(boxed)).toBe(true)
  })

  test('is personal exactly when a part is, whatever the parts', () => {
    const field = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant(email()))
    fc.assert(
      fc.property(fc.dictionary(fc.string(), field), (record) => {
        expect(isBox(combine(record))).toBe(Object.values(record).some(isBox))
      }),
    )
  })
})
