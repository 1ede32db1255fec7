/** Words that are no data by themselves but change what the word beside them means. */
import { wordSet } from './words.ts'

/** The value itself was hashed, sealed or replaced; it is personal still. */
export const SEALED = wordSet(
  'hash hashed hashes digest sha md hmac enc encrypted encrypt cipher ciphertext crypt sealed tokenized tokenised bidx blind pseudonymized pseudonymised anonymized anonymised masked truncated redacted',
)

/** Leaves a word what it is: `email_primary`, `work_phone`, `address_text`. */
export const QUALIFIERS = wordSet(
  `number no nr num value text raw normalized normalised lower lowercase canonical new old current previous former primary secondary main alt alternate alternative other
   home work office business private personal mobile line full first second third one two three extra additional backup recovery contact official legal public my your own default
   original formatted url uri link src cm kg meters e en in de da di du des del la le el to from via domicile rumah kantor utama lama baru privat geschaeftlich prive bureau casa trabajo principal residencial comercial thuis zakelijk ufficio`,
)

/** Makes of a word something said about it: `email_verified`, `phone_type`, `password_reset_at`. */
export const ABOUT = wordSet(
  `verified verification confirmed confirmation valid validated invalid template type kind status state count total enabled disabled required optional sent send delivered
   opened clicked bounced format length limit size subject domain provider label prefix suffix notification alert setting config policy rule attempt attempts retry reset changed
   change expires expired expiry expiration queue list group role permission error hint column field key regex pattern index order version source method frequency visible hidden
   show display allow allowed deliverable score rank check checked exists missing locked schema input placeholder at on date time timestamp last available is has can`,
)

/** Ends a name that points to a row. */
export const ID_WORDS = wordSet(
  'id ids uuid guid key ref reference fk pk oid ulid identifier number no nr num nummer numero numer nomor kode code',
)

const MOMENT_ENDS = wordSet('at on date time timestamp datetime ts since until datum zeit heure hora')
const MOMENT_STARTS = wordSet('date data fecha tanggal tgl waktu')

/** True for a name that ends (`created_at`), or in Romance languages and Indonesian starts (`fecha_alta`), like a moment. */
export function namesMoment(words: readonly string[]): boolean {
  return words.length > 1 && (MOMENT_ENDS.has(words.at(-1) ?? '') || MOMENT_STARTS.has(words[0] ?? ''))
}

/** Starts a name that asks or orders something: `is_email_public`, `verify_email`. */
export const VERBS = wordSet(
  'is are has have had can should must may will was verify require requires send show hide allow enable disable use uses need needs skip notify receive wants accept check sync update force ignore',
)

/** Who did something is said with `by`; these are not done by a person. */
export const IMPERSONAL_BY = wordSet(
  'order ordered sort sorted group grouped replaced superseded triggered caused powered divided followed preceded filter filtered partition limited indexed search searched',
)

/** Ids of these point to a person in some schemas, and up a tree or to a program in others. */
export const AMBIGUOUS_TARGETS = wordSet('parent child children lead subject agent operator responsible owner-entity')

/** Names of rows' own bookkeeping: by themselves about nobody. */
export const TECHNICAL = wordSet(
  `version revision status state type kind price cost quantity qty amount total subtotal currency sku slug sort order position rank priority weight width height depth length size color colour
   unit enabled disabled active inactive archived deleted published visible featured count counter max min limit offset page rate percent percentage discount tax stock rating score level
   mime mimetype extension checksum etag hash format encoding locale timezone theme icon stage step flag is has default required readonly sequence seq index no config settings options
   description title name label summary caption tag tags category milliseconds duration bytes filesize width hits retries attempt attempts progress threshold weight`,
)

/** The generic word for a name. */
export const NAME_WORDS = wordSet('name nm nama nom nome nombre naam names')
