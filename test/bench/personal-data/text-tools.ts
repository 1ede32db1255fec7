/** The detectors of free text behind one interface: what each found, and the call that an app makes. */
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { detect } from '@privacykit/pii/detect'
import type { Span } from './corpus.ts'
import { placesReplaced } from './replaced.ts'

type Maybe<T> = T | Promise<T>

export interface TextTool {
  name: string
  /** The call that an app makes; what it answers is not looked at. */
  run(text: string): unknown
  /** Places with canonical types; null when they could not be told from the replaced text. */
  find(text: string): Maybe<readonly Span[] | null>
}

type Import = (name: string) => Promise<unknown>

/** Opens one tool; the peers come from the folder that they are installed in. */
export type OpenTool = (peersFolder: string) => Promise<TextTool>

/** Every tool, ours first. */
export const TEXT_TOOLS: Readonly<Record<string, OpenTool>> = {
  '@privacykit/pii': async () => ({
    name: '@privacykit/pii',
    run: (text) => detect(text),
    // where no country can be named, our name is for the class
    find: (text) => detect(text).map((span) => (span.type === 'NATIONAL_ID' ? { ...span, type: 'GOV_ID' } : span)),
  }),
  openredaction: async (folder) => {
    const { OpenRedaction } = (await importer(folder)('openredaction')) as OpenRedactionModule // as: no types installed here
    const redaction = new OpenRedaction({})
    const find = async (text: string) => {
      const { detections } = await redaction.detect(text)
      return detections.map(({ type, position: [start, end] }) => ({ start, end, type: canonical(type) }))
    }
    return { name: 'openredaction', run: (text) => redaction.detect(text), find }
  },
  'redact-pii': async (folder) => {
    const { SyncRedactor } = (await importer(folder)('redact-pii')) as { SyncRedactor: new () => Redactor } // as: see above
    const redactor = new SyncRedactor()
    return replacing('redact-pii', (text) => redactor.redact(text), UPPER)
  },
  '@redactpii/node': async (folder) => {
    const { Redactor } = (await importer(folder)('@redactpii/node')) as { Redactor: new () => Redactor } // as: see above
    const redactor = new Redactor()
    return replacing('@redactpii/node', (text) => redactor.redact(text), UPPER)
  },
  '@arcjet/redact': async (folder) => {
    const { redact } = (await importer(folder)('@arcjet/redact')) as ArcjetModule // as: see above
    const entities = ['credit-card-number', 'email', 'ip-address', 'phone-number']
    const run = async (text: string) => (await redact(text, { entities }))[0]
    return replacing('@arcjet/redact', run, /<Redacted [a-zA-Z ]+ #\d+>/g)
  },
  '@cdssnc/sanitize-pii': async (folder) => {
    const { PiiSanitizer } = (await importer(folder)('@cdssnc/sanitize-pii')) as CdssncModule // as: see above
    const sanitizer = new PiiSanitizer()
    return replacing('@cdssnc/sanitize-pii', (text) => sanitizer.sanitize(text), /\[Redacted: \w+\]/g)
  },
  '@coffeeandfun/remove-pii': async (folder) => {
    const { detectPII } = (await importer(folder)('@coffeeandfun/remove-pii')) as CoffeeModule // as: see above
    const find = (text: string) =>
      detectPII(text).detectedItems.flatMap(({ type, positions }) =>
        positions.map(({ start, end }) => ({ start, end, type: canonical(type) })),
      )
    return { name: '@coffeeandfun/remove-pii', run: (text) => detectPII(text), find }
  },
}

interface Redactor {
  redact(text: string): string
}
interface OpenRedactionModule {
  OpenRedaction: new (
    options: object,
  ) => { detect(text: string): Promise<{ detections: { type: string; position: [number, number] }[] }> }
}
interface ArcjetModule {
  redact(text: string, options: { entities: string[] }): Promise<[string]>
}
interface CdssncModule {
  PiiSanitizer: new () => { sanitize(text: string): string }
}
interface CoffeeModule {
  detectPII(text: string): { detectedItems: { type: string; positions: { start: number; end: number }[] }[] }
}

const UPPER =
  /PERSON_NAME|EMAIL_ADDRESS|PHONE_NUMBER|CREDIT_CARD_NUMBER|US_SOCIAL_SECURITY_NUMBER|IP_ADDRESS|STREET_ADDRESS|USERNAME|PASSWORD|CREDENTIALS|ZIPCODE|DIGITS|URL/g

function replacing(name: string, run: (text: string) => Maybe<string>, placeholder: RegExp): TextTool {
  const find = (text: string) => {
    const replaced = run(text)
    if (typeof replaced === 'string') return placesReplaced(text, replaced, placeholder, canonical)
    return replaced.then((answer) => placesReplaced(text, answer, placeholder, canonical))
  }
  return { name, run, find }
}

/** Packages are resolved from where the peers are installed, as ES modules where they are. */
function importer(folder: string): Import {
  const require = createRequire(resolve(folder, 'package.json'))
  return async (name) => {
    try {
      return require(name)
    } catch {
      return import(pathToFileURL(require.resolve(name)).href)
    }
  }
}

/** What peers call things, in the words of the corpus; the first that fits. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/i, 'EMAIL'],
  [/phone|mobile|fax/i, 'PHONE'],
  [/credit|^card/i, 'CREDIT_CARD'],
  [/iban/i, 'IBAN'],
  [/^<?redacted ip|ip.?addr|ipv?[46]|^ip$/i, 'IP'],
  [/\bmac\b|mac_addr/i, 'MAC'],
  [/url|domain/i, 'URL'],
  [/itin/i, 'US_ITIN'],
  [/ssn|us.?social|social.?security/i, 'US_SSN'],
  [/aadhaar/i, 'IN_AADHAAR'],
  [/pan_card|pan_india|india_pan|indian_pan/i, 'IN_PAN'],
  [/nino|national.?insurance/i, 'UK_NINO'],
  [/nhs/i, 'UK_NHS'],
  [/utr/i, 'UK_UTR'],
  [/pesel/i, 'PL_PESEL'],
  [/\bnik\b|indonesia/i, 'ID_NIK'],
  [/\bsin\b|social.?insurance/i, 'CA_SIN'],
  [/personnummer/i, 'SE_PERSONNUMMER'],
  [/hetu/i, 'FI_PERSONAL_IDENTITY_CODE'],
  [/passport/i, 'PASSPORT'],
  [/driv/i, 'DRIVER_LICENSE'],
  [/bank|account|sort.?code|routing|swift|bic/i, 'BANK_ACCOUNT'],
  [/btc|bitcoin|ethereum|crypto|wallet|litecoin|monero|ripple|solana|cardano|dogecoin/i, 'CRYPTO'],
  [/jwt|api.?key|token|secret|password|credential|private_key|bearer/i, 'CREDENTIAL'],
  [/user.?name/i, 'USERNAME'],
  [/health|medicare|medical|npi|patient|insurance/i, 'HEALTH_ID'],
  [/plate|\bvin\b|vehicle/i, 'VEHICLE'],
  [/vat|company|\bein\b|abn|acn|gst/i, 'COMPANY_ID'],
  [/imei/i, 'IMEI'],
  [/name|person/i, 'PERSON'],
  [/street|address/i, 'ADDRESS'],
  [/zip|postal|postcode/i, 'ZIP'],
  [/date/i, 'DATE'],
  [/tax|tfn|cpf|curp|rfc|hkid|nric|national|identity|id_card|resident|bsn|dni|nie|codice/i, 'GOV_ID'],
]

function canonical(type: string): string {
  return NAMES.find(([pattern]) => pattern.test(type))?.[1] ?? `OTHER:${type}`
}
