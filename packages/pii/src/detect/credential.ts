/** Passwords, tokens and keys: by the word that announces them, or by the form that their issuer gave them. */
import { type Finder, type Kind, RANK } from './detection.ts'
import type { Dictionary } from './dictionary.ts'
import { findKeys } from './key-form.ts'
import { type Announced, announcedAt, eachTrigger } from './trigger.ts'

const CREDENTIAL: Kind = { type: 'CREDENTIAL', category: 'user.authorization.password' }
const PASSWORDS = (
  'password|passwd|passwort|passphrase|passcode|pwd|kata sandi|sandi|kennwort|mot de passe|contraseña|senha|wachtwoord|parola|hasło|пароль|パスワード|' +
  '密码|비밀번호|mật khẩu'
).split('|')
const SECRETS =
  'secret|token|api key|apikey|access key|secret key|secretkey|private key|client secret|auth key|accesskey|accesstoken|authtoken|otp'.split(
    '|',
  )
const SCHEMES = ['bearer', 'basic']
/** Before lists of stolen passwords. */
const LISTS = 'credential|login|combo|account|leaked'.split('|')
const EMPTY =
  /^(?:null|undefined|none|true|false|nil|redacted|hidden|required|optional|string|x{3,}|\*+|\.+|-+|•+|changeme|todo)$/i

/** Makes the finder of what follows such a word, unless it is an ordinary word itself or stands for a value (`***`, `${PASSWORD}`). */
export function createCredentialFinder(dictionary: Dictionary): Finder {
  const passwords = dictionary.addTriggers(PASSWORDS)
  const secrets = dictionary.addTriggers(SECRETS)
  const schemes = dictionary.addTriggers(SCHEMES)
  const lists = dictionary.addTriggers(LISTS)
  return {
    kinds: [CREDENTIAL],
    find(scan, emit) {
      const { text } = scan
      const take = (isSecret: (value: string, announced: Announced) => boolean) => (from: number) => {
        const announced = announcedAt(text, from)
        if (announced === null) return
        const value = text.slice(announced.start, announced.end)
        if (!isPlaceholder(value) && isSecret(value, announced))
          emit(CREDENTIAL, announced.start, announced.end, RANK.checkedNamed, 1)
      }
      if (scan.hasKeyLength) findKeys(scan, (start, end) => emit(CREDENTIAL, start, end, RANK.checkedNamed))
      if (!scan.hasTrigger) return
      eachTrigger(scan, passwords, take(isPassword))
      eachTrigger(scan, secrets, take(isToken))
      eachTrigger(scan, schemes, take(isBearer))
      if (scan.signs.length > 0)
        eachTrigger(scan, lists, (from) =>
          afterAddress(text, from, (start, end) => emit(CREDENTIAL, start, end, RANK.named, 1)),
        )
    },
  }
}

function isBearer(value: string): boolean {
  return value.length >= 16 && /^[\w.~+/=-]+$/.test(value) && hasMix(value)
}

function isPlaceholder(value: string): boolean {
  return EMPTY.test(value) || /^(?:[[<{$%(]|process\.env|os\.environ|env\.)/.test(value)
}

function isPassword(value: string, { isQuoted, isAssigned, isSaid }: Announced): boolean {
  if (value.length < 4 || value.length > 128 || /\s/.test(value)) return false
  if (isAssigned) return isQuoted || hasMix(value) || value.length >= 6
  if (isQuoted) return isSaid || hasMix(value)
  return hasMix(value) && !/^\d+$/.test(value)
}

function isToken(value: string, { isAssigned }: Announced): boolean {
  return isAssigned && value.length >= 6 && !/\s/.test(value) && hasMix(value)
}

/** Not a word of a language: letters with digits or signs, or capitals inside. */
function hasMix(value: string): boolean {
  if (/^[([]?[\p{L}'’-]+[)\]]?$/u.test(value)) return /\p{Ll}\p{Lu}/u.test(value)
  return /\d/.test(value) || /[!@#$%^&*?+=~]/.test(value)
}

/** `jane@example.org:secret`, `jane@example.org / secret`: how lists of stolen passwords are written. */
function afterAddress(text: string, from: number, take: (start: number, end: number) => void): void {
  const window = text.slice(from, from + 160)
  const match = /^[^\n@]{0,60}@[\w.-]{3,64}(?: [/|] |[:;|])/.exec(window)
  if (match === null) return
  const value = /^[^\s"'<>,;|]{4,64}/.exec(window.slice(match[0].length))?.[0].replace(/[.)]+$/, '') ?? ''
  const start = from + match[0].length
  if (hasMix(value) && !value.includes('/')) take(start, start + value.length)
}
