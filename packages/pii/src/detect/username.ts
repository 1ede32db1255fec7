/** User names, where a word announces one. */
import { type Finder, type Kind, RANK } from './detection.ts'
import type { Dictionary } from './dictionary.ts'
import { announcedAt, eachTrigger } from './trigger.ts'

const USERNAME: Kind = { type: 'USERNAME', category: 'user.account.username' }
const NAMES = (
  "username|user name|userid|user id|login|login id|screen name|nama pengguna|benutzername|nom d’utilisateur|nom d'utilisateur|nombre de usuario|usuario|" +
  'gebruikersnaam'
).split('|')
const FORM = /^[\p{L}\d][\p{L}\d._@-]{2,63}$/u

/** Makes the finder of what is assigned or quoted after such a word, and in running text only what is no ordinary word: `username jsmith_84`. */
export function createUsernameFinder(dictionary: Dictionary): Finder {
  const names = dictionary.addTriggers(NAMES)
  return {
    kinds: [USERNAME],
    find(scan, emit) {
      eachTrigger(scan, names, (from) => {
        const announced = announcedAt(scan.text, from)
        if (announced === null) return
        const { start, end, isQuoted, isAssigned, isSaid } = announced
        const value = scan.text.slice(start, end)
        // `login: Jane …` goes on with a name
        if (!isQuoted && /^\p{Lu}\p{Ll}+$/u.test(value)) return
        if (!FORM.test(value) || /^(?:null|undefined|none|true|false|required|string)$/i.test(value)) return
        const isName = /[\d_]/.test(value) && /\p{L}/u.test(value)
        if (isQuoted || isAssigned || isName || (isSaid && isName)) emit(USERNAME, start, end, RANK.named, 1)
      })
    },
  }
}
