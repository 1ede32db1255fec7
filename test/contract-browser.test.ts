/** The browser suite against the fake, so that what component tests rely on is what real apps do. */
import { browserSuite, createClock, createFakePrivacy, fixturePolicy, newId, type SignIn } from '@privacykit/testkit'
import { describe, expect, it } from 'vitest'
import { watchCoverage } from './support/contract-coverage.ts'

function createApp() {
  const clock = createClock(new Date().toISOString())
  const sessions = new Map<string, { id: string; generation: number; authTime: string }>()
  const fake = createFakePrivacy({
    policy: fixturePolicy,
    now: clock.now,
    session: (request) => sessions.get(request.headers.get('x-session') ?? '') ?? null,
  })
  const signIn: SignIn = async (account, { authTime = clock.instant() } = {}) => {
    const token = newId()
    sessions.set(token, { id: account, generation: await fake.signIn(account), authTime })
    return { 'x-session': token }
  }
  const closeAccounts = async () => {
    clock.advance({ days: 45 })
  }
  const coverage = watchCoverage('browser', fake.fetch, fake.prefix)
  return { context: { fetch: coverage.fetch, signIn, closeAccounts }, coverage }
}

describe('browser surface of the fake', () => {
  const { context, coverage } = createApp()

  it.each(browserSuite.map((each) => [each.title, each] as const))('%s', async (_, each) => {
    await expect(each.run(context)).resolves.toBeUndefined()
  })

  it('has shown every endpoint and every code of its table', () => {
    expect(coverage.missing()).toEqual([])
  })
})
