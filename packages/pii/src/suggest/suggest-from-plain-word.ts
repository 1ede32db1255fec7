/** Fields with everyday names (`name`, `title`, `body`, `created_at`): only what is around them can say what they hold. */
import type { Category } from '@privacykit/contract'
import type { TagKind } from '../tag.ts'
import { BESIDE, type Context, settingOf } from './context.ts'
import { NEAR_PEOPLE, THINGS } from './context-words.ts'
import { NAME_WORDS, namesMoment, QUALIFIERS, TECHNICAL } from './name-words.ts'
import type { Reading } from './reading.ts'
import { nonPersonalGuess, personalGuess, type Suggestion } from './suggestion.ts'
import { hasWord, wordSet, wordsOf } from './words.ts'

interface PlainWord {
  words: ReadonlySet<string>
  category: Category
  kind: TagKind
  what: string
  /** In a table of people, and in one that goes with people. */
  sure: readonly [person: number, near: number]
}

const PLAIN: readonly PlainWord[] = [
  {
    words: wordSet('title position titel titre titulo titolo'),
    category: 'user.job_title',
    kind: 'quasi',
    what: 'a job or a form of address',
    sure: [0.62, 0],
  },
  {
    words: wordSet('photo picture image pic img foto gambar bild imagen imagem avatar'),
    category: 'user.content.self_image',
    kind: 'direct',
    what: 'a picture',
    sure: [0.65, 0.3],
  },
  {
    words: wordSet(
      'note notes remark remarks catatan keterangan notiz bemerkung observaciones observacoes notitie description about',
    ),
    category: 'user.content.private',
    kind: 'direct',
    what: 'text about a person',
    sure: [0.62, 0.4],
  },
  {
    words: wordSet('login handle alias nick'),
    category: 'user.account.username',
    kind: 'direct',
    what: 'a user name',
    sure: [0.68, 0.3],
  },
  {
    words: wordSet('amount total subtotal balance saldo jumlah betrag montant importe valor bedrag importo'),
    category: 'user.financial',
    kind: 'quasi',
    what: 'money of a person',
    sure: [0.62, 0.5],
  },
  {
    words: wordSet('contact kontak kontakt contacto contato contatto'),
    category: 'user.contact.phone_number',
    kind: 'direct',
    what: 'a way to reach a person',
    sure: [0.62, 0.5],
  },
]
const TEXT = wordSet('body text content message subject transcript isi teks inhalt texte texto testo')
const MESSAGES = wordSet(
  'message chat comment conversation mail email sms inbox reply feedback review survey complaint ticket pesan komentar ulasan nachricht kommentar commentaire mensaje comentario mensagem bericht messaggio',
)

/** Null: the word says nothing here. */
export function suggestFromPlainWord(reading: Reading): Suggestion | null {
  return suggestName(reading) ?? suggestPlain(reading) ?? suggestText(reading)
}

function suggestName({ words, context, shape }: Reading): Suggestion | null {
  if (!words.some((word) => NAME_WORDS.has(word)) || shape === 'boolean' || shape === 'moment') return null
  const others = words.filter((word) => !NAME_WORDS.has(word) && !QUALIFIERS.has(word))
  const factor = shape === 'number' ? 0.4 : shape === 'json' ? 0.6 : 1
  const guess = (confidence: number, because: string) =>
    personalGuess({ category: 'user.name', kind: 'direct', confidence: confidence * factor, because })
  if (others.length > 0) {
    const setting = settingOf(others)
    if (setting === 'person') return guess(0.88, 'the name of a person')
    return setting === 'thing' ? nonPersonalGuess(0.75, 'the name of a thing') : null
  }
  switch (context.setting) {
    case 'person':
      return guess(0.9, `a name, and "${context.by}" is about people`)
    case 'near':
      return guess(isNamed(context) ? 0.6 : 0.5, `a name, and "${context.by}" goes with people`)
    case 'thing':
      return nonPersonalGuess(0.75, `a name, and "${context.by}" is about things`)
    case 'unknown':
      return null
  }
}

/** Rows that go with people and are called after them: orders, invoices, cards; not sessions or plans. */
function isNamed({ by }: Context): boolean {
  const head = wordsOf(by).at(-1) ?? ''
  return by === BESIDE || (hasWord(NEAR_PEOPLE, head) && !hasWord(NAMELESS, head))
}

const NAMELESS = wordSet(
  'subscription session login account consent preference newsletter payroll checkout identity credential',
)

function suggestPlain({ words, context, shape }: Reading): Suggestion | null {
  const [word = '', ...more] = words
  if (more.some((other) => !QUALIFIERS.has(other) && other !== 'url') || shape === 'boolean' || shape === 'moment')
    return null
  const plain = PLAIN.find((each) => hasWord(each.words, word))
  if (plain === undefined || (context.setting !== 'person' && context.setting !== 'near')) return null
  const { category, kind, what, sure } = plain
  const because = `may be ${what}; "${context.by}" ${context.setting === 'person' ? 'is about' : 'goes with'} people`
  return personalGuess({ category, kind, because, confidence: sure[context.setting === 'person' ? 0 : 1] })
}

function suggestText({ field, words, shape }: Reading): Suggestion | null {
  if (
    words.length > 2 ||
    !hasWord(TEXT, words.at(-1) ?? '') ||
    shape === 'boolean' ||
    shape === 'number' ||
    shape === 'moment'
  )
    return null
  const place = [...(field.path ?? '').split('.').slice(0, -1), field.table ?? ''].find((name) =>
    wordsOf(name).some((word) => hasWord(MESSAGES, word)),
  )
  if (place === undefined) return null
  return personalGuess({
    category: 'user.content.private',
    kind: 'direct',
    confidence: 0.7,
    because: `text in "${place}": people write what they like there`,
  })
}

/** The bookkeeping of rows, and what describes a thing. Null: the name is not one of those. */
export function suggestTechnical({ field, words, context, shape }: Reading): Suggestion | null {
  const isMoment = shape === 'moment' || (shape === null && namesMoment(words))
  if (isMoment) {
    // of a person, a date may be a hiring or a divorce; only the row's own bookkeeping is about nobody
    const isOfPeople = context.setting === 'person' || context.setting === 'near'
    return nonPersonalGuess(
      STAMPS.test(field.name) ? 0.85 : isOfPeople ? 0.5 : 0.65,
      'a moment, about nobody by itself',
    )
  }
  const isFree = shape === 'json' || shape === 'bytes'
  const isTelling = (word: string) => hasWord(TECHNICAL, word) || hasWord(THINGS, word)
  const isPlain = words.some(isTelling) && words.every((word) => isTelling(word) || QUALIFIERS.has(word))
  if (isPlain && !isFree) {
    if (context.setting === 'thing') return nonPersonalGuess(0.75, `describes a thing; "${context.by}" is about things`)
    if (words.some((word) => hasWord(TEXTUAL, word))) return null
    return context.setting === 'unknown'
      ? nonPersonalGuess(0.62, 'bookkeeping of the row')
      : nonPersonalGuess(0.5, `bookkeeping of the row, though "${context.by}" has to do with people`)
  }
  return shape === 'boolean'
    ? nonPersonalGuess(
        context.setting === 'person' || context.setting === 'near' ? 0.5 : 0.62,
        'a boolean names nobody',
      )
    : null
}

const STAMPS =
  /^(?:created|updated|modified|deleted|inserted|changed|archived|published|expires|expired|started|ended|finished|completed|scheduled|dibuat|diubah|erstellt|geaendert|cree|modifie|creado|criado|actualizado|atualizado|aangemaakt|bijgewerkt|creato)/i
const TEXTUAL = wordSet(
  'description title name label summary caption amount total subtotal cost price rating score level tag tags weight height',
)
