/** Browser surface: a page whose storage is gone goes on by the cookie, and nobody else reads a list so. */
import { HEADERS } from '@privacykit/contract'
import { deviceIdOf, newDeviceSecret } from '../bytes.ts'
import { choiceRecord } from '../fixture-records.ts'
import { type BrowserContext, browserTarget, choose, signIn } from './browser-context.ts'
import { ask, refused, send, type Target } from './call.ts'
import type { Case } from './case.ts'
import { expectEqual, expectThat } from './expectation.ts'
import { idsOf, newAccount } from './service-context.ts'

export const browserReadBackCases: readonly Case<BrowserContext>[] = [
  {
    title: 'reads a device’s list to a page that has only the cookie, and lets it go on by that',
    async run(context) {
      const target = browserTarget(context)
      const { device, cookie, record } = await cookieOf(target)
      const id = await deviceIdOf(device)

      const read = await send(target, 'browserState', { headers: { cookie, [HEADERS.expect]: 'device' } })
      const text = await read.text()
      const state = JSON.parse(text)
      expectEqual([state.device, idsOf(state)], [{ id, by: 'cookie' }, [record.id]], 'the list by cookie')
      expectThat(!text.includes(device), 'the answer tells the secret, which the cookie keeps from scripts')

      const later = choiceRecord({ choice: 'withdrawn', replaces: [record.id] })
      await choose(target, { headers: { cookie, [HEADERS.expect]: `device:${id}` } }, [later])
      const byHeader = await ask(target, 'browserState', { device })
      expectEqual([byHeader.device, idsOf(byHeader)], [{ id, by: 'header' }, [record.id, later.id]], 'the list after')
    },
  },
  {
    title: 'sets a hint for scripts beside the device’s cookie, and nothing that names the device',
    async run(context) {
      const target = browserTarget(context)
      const { device, hint } = await cookieOf(target)

      expectThat(/^(__Host-)?has-privacy-device=1;/.test(hint), 'scripts cannot know that there is a list to read')
      expectThat(!/;\s*HttpOnly/i.test(hint) && !hint.includes(device), 'the hint is hidden, or tells too much')
    },
  },
  {
    title: 'takes nothing for the device that was meant for another one',
    async run(context) {
      const target = browserTarget(context)
      const { device, cookie, record } = await cookieOf(target)
      const headers = { cookie, [HEADERS.expect]: `device:${await deviceIdOf(newDeviceSecret())}` }
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }

      await refused(target, 'browserAppend', { headers, body, codes: ['foreign-subject'] })
      await refused(target, 'browserState', { headers, codes: ['foreign-subject'] })
      await refused(target, 'browserState', {
        headers: { [HEADERS.expect]: 'device' },
        codes: ['missing-credential'],
      })

      expectEqual(idsOf(await ask(target, 'browserState', { device })), [record.id], 'the list after')
    },
  },
  {
    title: 'reads no list to a page of another site',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const { cookie } = await cookieOf(target)
      const session = await signIn(context, newAccount())
      const foreign = [
        { 'sec-fetch-site': 'cross-site', origin: null },
        { 'sec-fetch-site': 'same-site', origin: null },
        { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
        { 'sec-fetch-site': null, origin: null },
      ]

      for (const headers of foreign) {
        await refused(target, 'browserState', { headers: { ...headers, cookie }, codes: ['foreign-origin'] })
      }
      const headers = { ...session, 'sec-fetch-site': 'cross-site', origin: null }
      await refused(target, 'browserState', { headers, codes: ['foreign-origin'] })
      await refused(target, 'browserPreview', { headers, codes: ['foreign-origin'] })
    },
  },
  {
    title: 'speaks for the device that is meant, whoever is signed in, and lets its cookies go once it is linked',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const { cookie, record } = await cookieOf(target)
      const session = await signIn(context, newAccount())

      const own = await ask(target, 'browserState', { headers: { ...session, cookie, [HEADERS.expect]: 'device' } })
      expectEqual([own.kind, idsOf(own)], ['device', [record.id]], 'the device’s list beside a session')

      const linked = await send(target, 'browserLink', { headers: { ...session, cookie }, body: { mode: 'adopt' } })
      expectEqual(linked.status, 200, 'a link by cookie')
      const gone = linked.headers.getSetCookie().filter((each) => /Max-Age=0/i.test(each))
      expectEqual(gone.length, 2, 'cookies taken away')
      const account = await ask(target, 'browserState', { headers: session })
      expectThat(idsOf(account).includes(record.id), 'the device’s choices did not come along')
      expectThat(account.device === undefined, 'an account is no device')
    },
  },
  {
    title: 'stores the signal of a page that only reads, and keeps the hash of the text that was shown',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const record = choiceRecord({ textHash: 'A'.repeat(43) })
      await choose(target, { device }, [record])
      await ask(target, 'browserState', { device, headers: { 'sec-gpc': '1' } })

      const { records } = await ask(target, 'browserState', { device })

      expectEqual(records[0]?.record, record, 'the record with its hash')
      expectEqual(records.filter((listed) => listed.record.type === 'signal').length, 1, 'signals stored by a read')
    },
  },
]

/** A device after its first choice, with what its browser keeps. */
async function cookieOf(target: Target) {
  const device = newDeviceSecret()
  const record = choiceRecord()
  const body = { records: [record], sentAt: new Date().toISOString() }
  const first = await send(target, 'browserAppend', { device, body })
  const [secret = '', hint = ''] = first.headers.getSetCookie()
  const cookie = [secret, hint].map((each) => each.split(';')[0]).join('; ')
  return { device, record, cookie, hint }
}
