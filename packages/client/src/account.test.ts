import { expect, test } from 'vitest'
import { createBrowser } from './fake-browser.ts'
import { problem } from './fake-server.ts'

test('closes the account with one request id, however often the answer is lost', async () => {
  const browser = createBrowser()
  const ids: unknown[] = []
  let lost = true
  browser.server.session = 'alice'
  browser.server.intercept = ({ path, body, method }) => {
    if (path !== '/deregistrations' || method !== 'POST') return undefined
    ids.push((body as { requestId: string }).requestId) // as: the client's own body
    return lost ? Promise.reject(new TypeError('network')) : Response.json({ requestId: ids[0], status: 'scheduled' })
  }
  const privacy = browser.open()

  await expect(privacy.account.deregister()).rejects.toMatchObject({ code: 'unavailable' })
  lost = false
  const status = await privacy.account.deregister()

  expect(status.status).toBe('scheduled')
  expect(new Set(ids).size).toBe(1)
})

test('passes on that the person must sign in again', async () => {
  const browser = createBrowser()
  browser.server.intercept = () => problem(403, 'stale-session')

  await expect(browser.open().account.deregister()).rejects.toMatchObject({ code: 'stale-session' })
})

test('starts a new request after the old one was undone', async () => {
  const browser = createBrowser()
  const paths: string[] = []
  browser.server.intercept = ({ path, method, body }) => {
    paths.push(`${method} ${path} ${JSON.stringify(body ?? null)}`)
    return Response.json({ status: 'withdrawn' })
  }
  const privacy = browser.open()

  await privacy.account.preview()
  await privacy.account.deregister()
  await privacy.account.status('r'.repeat(22))
  await privacy.account.cancel('r'.repeat(22))
  await privacy.account.deregister()

  expect(paths[0]).toBe('GET /deregistrations/preview null')
  expect(paths[2]).toBe(`GET /deregistrations/${'r'.repeat(22)} null`)
  expect(paths[3]).toBe(`POST /deregistrations/${'r'.repeat(22)}/cancel {}`)
  expect(paths[1]).not.toBe(paths[4])
})

test('needs a server for closing an account', async () => {
  const privacy = createBrowser().open({ deviceOnly: true })

  await expect(privacy.account.preview()).rejects.toMatchObject({ code: 'invalid-option' })
})
