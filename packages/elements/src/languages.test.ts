import { describe, expect, it } from 'vitest'
import { firstStrings, loadFirst, servedLanguage } from './language.ts'
import { FIRST_FILES, MORE_FILES } from './language-files.ts'
import { loadMore } from './language-more.ts'
import type { MoreStrings, PrivacyStrings } from './strings.ts'

const tags = Object.keys(MORE_FILES).toSorted()

/** What an element says, by its place in the language: `panel.title`. Sentences get marks for what an app puts in. */
function sayings(value: object, path = ''): [place: string, text: string][] {
  return Object.entries(value).flatMap(([key, part]) => {
    const place = `${path}${key}`
    if (typeof part === 'string') return [[place, part] as [string, string]]
    if (Array.isArray(part)) return part.map((text, at) => [`${place}[${at}]`, text] as [string, string])
    if (typeof part === 'object') return sayings(part, `${place}.`)
    const marks = place === 'deletion.kept' ? [5, '⟦1⟧', '⟦2⟧'] : ['⟦0⟧', '⟦1⟧', '⟦2⟧'].slice(0, part.length)
    return sayings({ [key]: part(...marks) }, path)
  })
}

async function speak(tag: string): Promise<PrivacyStrings> {
  const more = new Map<string, MoreStrings>()
  await Promise.all([loadFirst(tag), loadMore(tag, more)])
  const [first, rest] = [firstStrings(tag), more.get(tag)]
  if (first === undefined || rest === undefined) throw new Error(`${tag} does not load`)
  return { ...first, ...rest }
}

const marksIn = (text: string) => (text.match(/⟦\d⟧|\{date\}/g) ?? []).toSorted().join()
const english = sayings(await speak('en'))

it('has twelve languages, each behind the tag of its file', () => {
  expect(tags).toEqual(['ar', 'de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'nl', 'pl', 'pt', 'zh'])
  expect(['en', ...Object.keys(FIRST_FILES)].toSorted()).toEqual(tags)
  expect(tags.map(servedLanguage)).toEqual(tags)
})

describe.each(tags.filter((tag) => tag !== 'en'))('%s', async (tag) => {
  const said = sayings(await speak(tag))
  const texts = new Map(said)

  it('says everything that English says, and nothing else', () => {
    expect(said.map(([place]) => place).toSorted()).toEqual(english.map(([place]) => place).toSorted())
    expect(said.filter(([place, text]) => text === '' && !place.endsWith('[1]'))).toEqual([])
  })

  it('puts in what English puts in', () => {
    // the two halves of a sentence may share it differently
    const marks = (all: [string, string][]) =>
      all.map(([place, text]) => `${place} ${marksIn(text)}`).filter((line) => !/\[[01]\] /.test(line))

    expect(marks(said).toSorted()).toEqual(marks(english).toSorted())
    expect(marksIn(`${texts.get('banner.ask[0]')}${texts.get('banner.ask[1]')}`)).toBe('⟦0⟧')
  })

  it('has left nothing in English', () => {
    const isSentence = (text: string) => text.split(' ').length > 2

    expect(english.filter(([place, text]) => isSentence(text) && texts.get(place) === text)).toEqual([])
  })

  it('has no stray space', () => {
    const isHalf = (place: string) => /\[[01]\]$/.test(place)
    const stray = said.filter(([place, text]) => / {2}/.test(text) || (!isHalf(place) && text !== text.trim()))

    expect(stray).toEqual([])
  })

  it('tells yes, no and choosing apart', () => {
    const words = ['accept', 'reject', 'acceptAll', 'rejectAll', 'choose'].map((key) => texts.get(`banner.${key}`))

    expect(new Set(words).size).toBe(words.length)
    expect([texts.get('panel.acceptAll'), texts.get('panel.rejectAll')]).toEqual(words.slice(2, 4))
  })
})

describe('counts', () => {
  const kept = async (tag: string, counts: number[]) => {
    const { deletion } = await speak(tag)
    return counts.map((count) => deletion.kept(count, String(count), '').trim())
  }

  it('in the forms of each language', async () => {
    expect(await kept('en', [1, 2])).toEqual(['1 entry stays.', '2 entries stay.'])
    expect(await kept('fr', [0, 1, 2])).toEqual(['0 entrée reste.', '1 entrée reste.', '2 entrées restent.'])
    expect(await kept('pl', [1, 3, 5, 22])).toEqual([
      '1 wpis zostaje.',
      '3 wpisy zostają.',
      '5 wpisów zostaje.',
      '22 wpisy zostają.',
    ])
    expect(new Set((await kept('ar', [0, 1, 2, 3, 11, 100])).map((text) => text.replace(/\d+/, ''))).size).toBe(6)
  })
})

it.each([
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ar', /\p{Script=Arabic}/u],
])('%s is written in its own letters', async (tag, letters) => {
  const foreign = sayings(await speak(tag)).filter(([place, text]) => !letters.test(text) && !place.endsWith('[1]'))

  expect(foreign.map(([, text]) => text).filter((text) => text !== 'Cookie')).toEqual([])
})
