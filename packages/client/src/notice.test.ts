import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'

const noticesIn = (browser: ReturnType<typeof createBrowser>) =>
  browser.server.all().filter(({ type }) => type === 'notice-shown')

test('stores nothing because somebody only looked, and notes it with their first choice', async () => {
  const browser = createBrowser()
  const client = browser.open()

  await client.noticed(['chat'])
  expect(browser.localStorage.keys()).toEqual([])
  expect(browser.server.seen).toEqual([])
  await client.choose({ analytics: 'refused' }, { surface: 'banner' }).saved

  await until(() => noticesIn(browser).length > 0)
  expect(noticesIn(browser)).toMatchObject([
    { purposes: ['chat'], policyVersion: '1', noticeId: 'notice:1', language: 'en', channel: 'page' },
  ])
})

test('takes a notice of the sign-up form along into the new account', async () => {
  const browser = createBrowser()
  const client = browser.open()
  await client.noticed(['chat', 'ranking'], { noticeId: 'sign-up' })

  browser.server.session = 'ada'
  await client.signedIn({ account: 'ada' })

  await until(() => noticesIn(browser).length > 0)
  expect(browser.server.lists.get('ada')?.map(({ record }) => record.type)).toContain('notice-shown')
})

test('notes a version once', async () => {
  const browser = createBrowser()
  const client = browser.open()
  browser.server.session = 'ada'
  await client.signedIn({ account: 'ada' })

  await client.noticed(['chat', 'ranking'])
  await client.noticed(['chat'])
  await until(() => client.status().pending === 0)

  expect(noticesIn(browser)).toHaveLength(1)
})

test('notes nothing of a purpose that the policy does not have', async () => {
  const browser = createBrowser()
  const client = browser.open()
  browser.server.session = 'ada'
  await client.signedIn({ account: 'ada' })

  await client.noticed(['chatt' as 'chat'])

  expect(client.status().pending).toBe(0)
  expect(noticesIn(browser)).toEqual([])
})
