import { newId } from '@privacykit/vault'
import { describe, expect, it } from 'vitest'
import { appendReply, fakeBackend } from './test-backend.ts'
import { KEY, testPrivacy } from './test-privacy.ts'

describe('append', () => {
  const hold = { id: newId(), type: 'hold', rows: 'orders', ground: 'a claim' } as const

  it('writes as the app unless it is told another role, and names who stands behind it', async () => {
    const backend = fakeBackend({ appendRecords: appendReply })
    const privacy = testPrivacy({ backend: { fetch: backend.fetch, key: KEY } })

    await privacy.append('ada', [hold])
    await privacy.append('ada', [hold], { role: 'admin', principal: 'staff-7' })

    const authors = backend.calls.map(({ headers }) => [headers.get('privacy-role'), headers.get('privacy-principal')])
    expect(authors).toEqual([
      ['app', null],
      ['admin', 'staff-7'],
    ])
  })

  it('offers no role of the person or of the backend', async () => {
    const privacy = testPrivacy({ backend: { fetch: fakeBackend().fetch, key: KEY } })

    // @ts-expect-error what the person says comes through the browser's routes
    await expect(privacy.append('ada', [hold], { role: 'subject' })).rejects.toThrow()
    // @ts-expect-error nobody is the backend
    await expect(privacy.append('ada', [hold], { role: 'backend' })).rejects.toThrow()
  })
})
