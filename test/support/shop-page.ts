/** What a test asks of a page of the example shop: its client, its storage, its banner. */
import type { PrivacyClient } from '@privacykit/client'
import type { ListedRecord, RecordOf } from '@privacykit/contract'
import type { Page } from 'playwright-core'
import type { policy } from 'shop/privacy.policy.ts'

/** The shop's client. */
export type ShopClient = PrivacyClient<typeof policy>
/** A purpose of the shop. */
export type ShopPurpose = Parameters<ShopClient['allows']>[0]

/** The request by which choices leave the page. */
export const RECORDS = '**/api/privacy/records'

/** The banner, there or not. */
export const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choice' })

/** Ends when the shop is drawn: the element is there whether it has something to ask or not. */
export const isReady = (page: Page) => page.locator('privacy-banner').waitFor({ state: 'attached' })

/** Answers the banner. */
export const press = (page: Page, name: 'Accept' | 'Reject') => banner(page).getByRole('button', { name }).click()

/** What the page's own client decides. */
export function decideIn(page: Page, purpose: ShopPurpose): Promise<{ allowed: boolean; reason: string }> {
  return page.evaluate((name) => {
    const { client } = document.querySelector('privacy-banner') as unknown as { client: ShopClient } // as: the shop gives the element its client
    const { allowed, reason } = client.decide(name)
    return { allowed, reason }
  }, purpose)
}

/** Where the page's client stands. */
export function statusIn(page: Page): Promise<{ pending: number; storage: string; lastError: string | null }> {
  return page.evaluate(() => {
    const { client } = document.querySelector('privacy-banner') as unknown as { client: ShopClient } // as: see above
    const { pending, storage, lastError } = client.status()
    return { pending, storage, lastError: lastError?.code ?? null }
  })
}

/** The choices that this browser keeps. */
export function keptIn(page: Page): Promise<RecordOf<'choice'>[]> {
  return page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith('privacykit:teras:record:'))
      .map((key) => JSON.parse(localStorage.getItem(key) ?? '').record),
  )
}

/** The secret of this browser's first device; empty before its first choice. */
export const secretIn = (page: Page): Promise<string> =>
  page.evaluate(() => localStorage.getItem('privacykit:teras:secret:d0') ?? '')

/** Ids of the choices that the backend lists for this browser's device. */
export async function listedIn(page: Page): Promise<string[]> {
  const records = await page.evaluate(
    async (device) => {
      const response = await fetch('/api/privacy/state', { headers: { 'privacy-device': device } })
      return response.ok ? ((await response.json()) as { records: ListedRecord[] }).records : []
    },
    await secretIn(page),
  )
  return records.filter(({ record }) => record.type === 'choice').map(({ record }) => record.id)
}

/** Whether the visit counter's cookie is set. */
export const isTracked = async (page: Page): Promise<boolean> =>
  (await page.context().cookies()).some(({ name }) => name === '_tally')
