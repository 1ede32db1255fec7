/** Words that are no data by themselves but change what the word beside them means. */
import { wordSet } from './words.ts'

/** The value itself was hashed, sealed or replaced; it is personal still. */
export const SEALED = wordSet('hash hashed hashes digest sha md hmac enc encrypted encrypt cipher ciphertext crypt sealed tokenized tokenised bidx blind pseudonymized')

/** Leaves a word what it is: `email_primary`, `work_phone`, `address_text`. */
export const QUALIFIERS = wordSet(
  `number no nr num value text raw normalized normalised lower lowercase canonical new old current previous former primary secondary main alt alternate alternative other
   home work office business private personal mobile line full first second third one two three extra additional backup recovery contact official legal public my your own default
   original formatted e en id in de da di du des del la le el to from via domicile rumah kantor utama lama baru privat geschaeftlich prive bureau casa trabajo principal residencial comercial thuis zakelijk ufficio`,
)

/** Makes of a word something said about it: `email_verified`, `phone_type`, `password_reset_at`. */
export const ABOUT = wordSet(
  `verified verification confirmed confirmation valid validated invalid template type kind status state count total enabled disabled required optional sent send delivered
   opened clicked bounced format length limit size subject domain provider label prefix suffix notification alert setting config policy rule attempt attempts retry reset changed
   change expires expired expiry expiration queue list group role permission error hint column field key regex pattern index order version source method frequency visible hidden
   show display allow allowed deliverable score rank check checked exists missing locked schema input placeholder at on date time timestamp last available is has can`,
)

/** Ends a name that points to a row. */
export const ID_WORDS = wordSet('id ids uuid guid key ref reference fk pk oid ulid identifier number no nr num nummer numero numer nomor kode code')

/** Ends a name that holds a moment. */
export const MOMENT_WORDS = wordSet('at on date time timestamp datetime ts since until tanggal tgl waktu datum fecha data zeit heure hora')

/** Names of rows' own bookkeeping: by themselves about nobody. */
export const TECHNICAL = wordSet(
  `version revision status state type kind price cost quantity qty amount total subtotal currency sku slug sort order position rank priority weight width height depth length size color colour
   unit enabled disabled active inactive archived deleted published visible featured count counter max min limit offset page rate percent percentage discount tax stock rating score level
   mime mimetype extension checksum etag hash format encoding locale timezone theme icon stage step flag is has default required readonly sequence seq index no config settings options
   description title name label summary caption tag tags category milliseconds duration bytes filesize width hits retries attempt attempts progress threshold weight`,
)

/** The generic word for a name. */
export const NAME_WORDS = wordSet('name nm nama nom nome nombre naam names')
