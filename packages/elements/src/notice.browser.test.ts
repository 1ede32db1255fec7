import { afterEach, expect, test } from 'vitest'
import { createFakeClient } from './fake-client.ts'
import { find, mount } from './mount.ts'
import type { PrivacyNotice } from './notice.ts'

afterEach(() => document.body.replaceChildren())

function show({ purposes = 'analytics', below = 0 } = {}) {
  mount('privacy-notice')
  const notice = find<PrivacyNotice>('privacy-notice')
  notice.style.marginBlockStart = `${below}px`
  notice.style.display = 'block'
  notice.setAttribute('purposes', purposes)
  const noted: unknown[] = []
  notice.client = Object.assign(createFakeClient(), {
    noticed: (...said: unknown[]) => void noted.push(said),
  })
  return { notice, noted }
}

test('says what the purpose does, who gets what, how long', async () => {
  const { notice } = show()

  await expect.poll(() => notice.textContent).toContain('Visit counts')
  expect(notice.textContent).toContain('kept 180 days')
  expect(notice.querySelector('details')?.open).toBe(false)
})

test('is noted once it was in sight, once', async () => {
  const { notice, noted } = show()
  await expect.poll(() => noted).toEqual([[['analytics'], { language: 'en' }]])

  notice.setAttribute('lang', 'en')
  notice.setAttribute('purposes', 'analytics')

  await expect.poll(() => notice.textContent).toContain('Visit counts')
  expect(noted).toHaveLength(1)
})

test('is not noted while it is out of sight', async () => {
  const { notice, noted } = show({ below: 5000 })
  await expect.poll(() => notice.textContent).toContain('Visit counts')
  expect(noted).toEqual([])

  notice.scrollIntoView()

  await expect.poll(() => noted).toHaveLength(1)
})

test('is noted again for other purposes, and leaves out names that the policy lacks', async () => {
  const { notice, noted } = show()
  await expect.poll(() => noted).toHaveLength(1)

  notice.setAttribute('purposes', 'analytics picks nonsense')

  await expect.poll(() => noted.at(-1)).toEqual([['analytics', 'picks'], { language: 'en' }])
  notice.setAttribute('purposes', 'nonsense')
  await expect.poll(() => notice.textContent?.trim()).toBe('')
})
