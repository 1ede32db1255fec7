/** Whose choices these are: the visitor's device, or the signed-in account. Nothing is stored before the first choice. */
import type { Persistence } from './persistence.ts'
import { randomToken } from './token.ts'

/** How a device's records came along when its person signed in. */
export interface Carried {
  /** Tag of the device's records. */
  tag: string
  /** `deny-only` when the person has not confirmed that the grants are theirs. */
  mode: 'adopt' | 'deny-only'
  /** Whether the backend knows. */
  linked: boolean
}

/** The subject that a record is bound to when the person clicks. The client knows no account id; a tag tells queues apart. */
export interface Subject {
  kind: 'device' | 'account'
  /** `d0`, `a1`, or `a:…` when the app named the account. Its records carry it. */
  tag: string
  /** Counts sign-ins and sign-outs in this browser. */
  epoch: number
  carried?: Carried
}

/** The subject of this browser, and the secrets of its devices. */
export interface Subjects {
  /** As stored: another tab may have switched it. A browser without anything stored is device `d0`. */
  current(): Subject
  switchTo(subject: Subject): void
  /** The subject that a stored text stands for; false: the present one. */
  parse(text: string | null | false): Subject
  /** The next subject after a sign-in or sign-out. `account`: the app's own id of the account, kept only as a short hash. */
  next(kind: Subject['kind'], account?: string): Subject
  /** Null before the device's first choice. */
  secretOf(tag: string): string | null
  /** Mints the secret at the first choice or age answer, and only then: 256 random bits. */
  mintSecret(tag: string): string
  forgetSecret(tag: string): void
  /** Public id of a device whose secret only a cookie holds that scripts cannot read; null: none. */
  cookieDevice(tag: string): string | null
  /** Notes it; null takes it away. */
  setCookieDevice(tag: string, id: string | null): void
  /** Tags of all devices that this browser can prove, retired ones included. */
  devices(): string[]
}

const FIRST: Subject = { kind: 'device', tag: 'd0', epoch: 0 }

/** Subjects kept under `prefix`. `beforeSwitch` runs before another subject is stored. */
export function createSubjects(
  persistence: Persistence,
  prefix: string,
  beforeSwitch: () => void = () => {},
): Subjects {
  const key = `${prefix}subject`
  const secretKey = (tag: string) => `${prefix}secret:${tag}`
  const deviceKey = (tag: string) => `${prefix}device:${tag}`
  const subjects: Subjects = {
    current: () => parseSubject(persistence.read(key)) ?? FIRST,
    parse: (text) => (text === false ? subjects.current() : (parseSubject(text) ?? FIRST)),
    switchTo(subject) {
      beforeSwitch()
      persistence.write(key, JSON.stringify(subject))
    },
    next(kind, account) {
      const epoch = subjects.current().epoch + 1
      const tag = account === undefined ? `${kind === 'device' ? 'd' : 'a'}${epoch}` : accountTag(account)
      return { kind, tag, epoch }
    },
    secretOf: (tag) => persistence.read(secretKey(tag)),
    mintSecret(tag) {
      const known = subjects.secretOf(tag)
      if (known !== null) return known
      const secret = randomToken(32)
      persistence.write(secretKey(tag), secret)
      return secret
    },
    forgetSecret(tag) {
      persistence.remove(secretKey(tag))
      persistence.remove(deviceKey(tag))
    },
    cookieDevice: (tag) => persistence.read(deviceKey(tag)),
    setCookieDevice(tag, id) {
      if (id === null) persistence.remove(deviceKey(tag))
      else persistence.write(deviceKey(tag), id)
    },
    devices() {
      const tagsUnder = (start: string) => persistence.keys(start).map((name) => name.slice(start.length))
      return [...new Set([...tagsUnder(secretKey('')), ...tagsUnder(deviceKey(''))])]
    },
  }
  return subjects
}

/** Tag under which an account that the app named keeps its queue; the id itself is not stored on the device. */
export function accountTag(account: string): string {
  let high = 0x811c9dc5
  let low = 0x01000193
  for (let index = 0; index < account.length; index++) {
    const code = account.charCodeAt(index)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ (code + index), 0x85ebca6b)
  }
  return `a:${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`
}

/** True when the app named the account, so that the tag tells people apart by itself. */
export function isNamed(tag: string): boolean {
  return tag.startsWith('a:')
}

function parseSubject(text: string | null): Subject | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<Subject> | null // as: the members are checked in the next line
    const whole = value !== null && typeof value.tag === 'string' && typeof value.epoch === 'number'
    return whole && (value.kind === 'device' || value.kind === 'account') ? (value as Subject) : null // as: checked just now
  } catch {
    return null
  }
}
