import { setupWorker } from 'msw/browser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newDeviceSecret } from './bytes.ts'
import { createFakePrivacy } from './fake/fake.ts'
import { fixturePolicy } from './fixture-policy.ts'
import { choiceRecord } from './fixture-records.ts'
import { privacyHandlers } from './msw.ts'
import { runSuite } from './suite/case.ts'
import { browserSuite } from './suite/suites.ts'

const fake = createFakePrivacy({ policy: fixturePolicy })
const worker = setupWorker(...privacyHandlers(fake))

beforeAll(async () => {
  await worker.start({ quiet: true, onUnhandledFrame: 'bypass' })
})
afterAll(() => worker.stop())

describe('privacyHandlers in a page', () => {
  it('answers the page’s own fetch through the service worker', async () => {
    const device = newDeviceSecret()
    const record = choiceRecord({ choice: 'refused' })

    const response = await fetch('/api/privacy/records', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'privacy-device': device },
      body: JSON.stringify({ records: [record], sentAt: new Date().toISOString() }),
    })

    expect(response.status).toBe(200)
    expect((await fake.records({ device })).map((listed) => listed.record)).toEqual([record])
  })

  it('looks like a broken network when the test asks for that', async () => {
    fake.fail('network')

    await expect(fetch('/api/privacy/keys')).rejects.toThrow(TypeError)
  })
})

describe('the fake in a page', () => {
  it('keeps the contract wherever a page can send what the case needs', async () => {
    // a page can neither read Set-Cookie nor forge Origin, Cookie or Sec-GPC
    const beyondAPage = /cookie|origin|Privacy Control|first answer|meant for another|signal of a page/
    const suite = browserSuite.filter(({ title }) => !beyondAPage.test(title))

    const results = await runSuite(suite, { fetch: fake.fetch })

    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(results.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(5)
  })
})
