import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createFakeClient } from './fake-client.ts'
import { fakePolicy } from './fake-policy.ts'
import { find, mount, until } from './mount.ts'
import type { PrivacyPanel } from './panel.ts'

const row = (name: string) => find(`[data-purpose=${name}]`)
const inRow = (name: string, selector: string) => find<HTMLButtonElement>(selector, row(name))
const action = (name: string) => find<HTMLButtonElement>(`privacy-panel [data-action=${name}]`)
const realClient = () => createPrivacyClient({ engine, policy: fakePolicy, storage: memoryPersistence() })

async function show(client: PrivacyPanel['client'] = createFakeClient()): Promise<PrivacyPanel> {
  mount('privacy-panel')
  const panel = find<PrivacyPanel>('privacy-panel')
  panel.client = client
  await panel.open()
  return panel
}

beforeEach(() => page.viewport(1280, 800))
afterEach(() => document.body.replaceChildren())

test('shows each purpose with what it does, who gets it and how long', async () => {
  await show()

  expect(document.querySelectorAll('[data-purpose]').length).toBe(6)
  expect(row('analytics').textContent).toContain('Counts visits so that we can fix slow pages.')
  expect(row('analytics').textContent).toContain('Goes to Tally · kept 180 days')
  expect(row('invoices').textContent).toContain('Stays with Teras Tea & Clay · kept 10 years')
  expect(row('invoices').textContent).toContain('On: required by law.')
})

test('ticks nothing beforehand: an unanswered purpose offers two equal buttons', async () => {
  await show()

  const [allow, refuse] = [inRow('analytics', '[data-action=allow]'), inRow('analytics', '[data-action=refuse]')]
  expect(row('analytics').querySelector('[role=switch]')).toBeNull()
  expect(row('analytics').textContent).toContain('Not answered yet')
  expect(allow.className).toBe(refuse.className)
  expect(allow.getBoundingClientRect().width).toBe(refuse.getBoundingClientRect().width)
  expect(allow.getAttribute('aria-label')).toBe('Allow: Visit counts')
})

test('turns the pair into a switch once answered, and keeps the focus there', async () => {
  const client = realClient()
  await show(client)

  await userEvent.click(inRow('analytics', '[data-action=allow]'))

  const toggle = inRow('analytics', '[role=switch]')
  expect(client.allows('analytics')).toBe(true)
  expect(client.decide('picks').reason).toBe('not-asked')
  expect(toggle.getAttribute('aria-checked')).toBe('true')
  expect(document.activeElement).toBe(toggle)
})

test('withdraws with one press, and records it as a withdrawal', async () => {
  const client = realClient()
  client.choose({ analytics: 'granted' }, { surface: 'form' })
  await show(client)

  await userEvent.click(inRow('analytics', '[role=switch]'))

  expect(client.decide('analytics').reason).toBe('withdrawn')
  expect(inRow('analytics', '[role=switch]').getAttribute('aria-checked')).toBe('false')
})

test('tells since when an answer holds', async () => {
  const client = createPrivacyClient({
    engine,
    policy: fakePolicy,
    storage: memoryPersistence(),
    now: () => Date.parse('2026-11-22T10:00:00Z'),
  })
  client.choose({ analytics: 'refused' }, { surface: 'form' })

  await show(client)

  await until(() => expect(row('analytics').textContent).toContain('Off since 22 November 2026'))
})

test('objects to a legitimate interest and lifts it again', async () => {
  const client = realClient()
  await show(client)
  const before = inRow('improvement', '[role=switch]').getAttribute('aria-checked')

  await userEvent.click(inRow('improvement', '[role=switch]'))
  const afterwards = client.decide('improvement').reason
  await userEvent.click(inRow('improvement', '[role=switch]'))

  expect(before).toBe('true')
  expect(afterwards).toBe('objected')
  expect(client.allows('improvement')).toBe(true)
})

test('offers nothing to switch where law or contract decides', async () => {
  await show()

  expect(row('orders').querySelector('[role=switch], [data-action=allow]')).toBeNull()
  expect(row('invoices').querySelector('[role=switch], [data-action=allow]')).toBeNull()
})

test('rejects all: unanswered are refused, granted are withdrawn, refused are left alone', async () => {
  const client = createFakeClient()
  client.reasons.set('analytics', 'granted').set('picks', 'refused')
  await show(client)

  await userEvent.click(action('reject-all'))

  expect(client.said.map(({ answers }) => answers)).toEqual([{ analytics: 'withdrawn', letter: 'refused' }])
})

test('accepts all without overriding a signal or what an age holds', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'opted-out-by-signal').set('letter', 'age-unknown')
  await show(client)

  await userEvent.click(action('accept-all'))

  expect(client.said.map(({ answers }) => answers)).toEqual([{ analytics: 'granted' }])
})

test('carries no override when all is accepted, though the panel points the signal out', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'opted-out-by-signal')
  await show(client)
  const told = row('picks').textContent

  await userEvent.click(action('accept-all'))

  expect(told).toContain('your browser asks for it (Global Privacy Control)')
  expect(client.said[0]?.answers).not.toHaveProperty('picks')
  expect(client.said[0]?.context).not.toHaveProperty('overrides')
})

test('tells what was said so far, newest first, and where it is kept', async () => {
  const client = createFakeClient()
  client.choose({ analytics: 'granted' }, { surface: 'panel', shown: {}, language: 'en' })
  client.choose({ picks: 'granted' }, { surface: 'panel', shown: {}, language: 'en', overrides: 'gpc' })
  client.object({ purpose: 'improvement' }, 'objected')
  client.records = client.records.map((item, at) => ({ ...item, state: at === 2 ? 'pending' : 'stored' }))

  await show(client)

  const said = () =>
    [...document.querySelectorAll('[data-part=history] [role=listitem]')].map((item) => item.textContent)
  find<HTMLDetailsElement>('[data-part=history]').open = true
  await until(() => expect(said()).toHaveLength(3))
  expect(said()[0]).toMatch(/^Better productsObjected22 November 2026/)
  expect(said()[0]).toContain('saved on this device, waiting for the network')
  expect(said()[1]).toContain('Allowed, although your browser’s signal says no')
  expect(said()[2]).toContain('policy of 2026-11-01 · saved with Teras Tea & Clay')
})

test('says that nothing was said, and then has no file to give', async () => {
  await show()
  find<HTMLDetailsElement>('[data-part=history]').open = true

  expect(find('[data-part=history]').textContent).toContain('You have not answered anything yet.')
  expect(action('download').checkVisibility()).toBe(false)
})

test('gives the person a copy of all that was said, and receipts where something makes them', async () => {
  const client = createFakeClient()
  client.choose({ analytics: 'refused' }, { surface: 'panel', shown: {}, language: 'en' })
  const panel = await show(client)
  panel.receipts = (history) => ({ '@graph': history.map(({ record }) => record.id) })
  find<HTMLDetailsElement>('[data-part=history]').open = true
  await until(() => expect(action('download').checkVisibility()).toBe(true))
  const files = caughtFiles()

  await userEvent.click(action('download'))
  await userEvent.click(action('receipts'))
  await until(() => expect(files.taken).toHaveLength(2))
  files.stop()

  const [history, receipts] = await Promise.all(files.taken.map(async ({ blob }) => JSON.parse(await blob.text())))
  expect(files.taken.map(({ name }) => name)).toEqual(['privacy-choices.json', 'privacy-receipts.jsonld'])
  expect(history).toMatchObject({ policyVersion: '2026-11-01', records: [{ record: { choice: 'refused' } }] })
  expect(receipts).toEqual({ '@graph': ['record-analytics'] })
})

/** Takes the files that the page offers, instead of the browser. */
function caughtFiles() {
  const blobs = new Map<string, Blob>()
  const taken: { name: string; blob: Blob }[] = []
  const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = `blob:${blobs.size}`
    blobs.set(url, blob as Blob) // as: the elements make blobs only
    return url
  })
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    taken.push({ name: this.download, blob: blobs.get(this.href) ?? new Blob() })
  })
  const stop = () => {
    make.mockRestore()
    click.mockRestore()
  }
  return { taken, stop }
}

test('overrides a signal only by that purpose’s own switch, which says so', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'opted-out-by-signal')
  await show(client)
  const told = row('picks').textContent

  await userEvent.click(inRow('picks', '[role=switch]'))

  expect(told).toContain('goes against your browser’s signal')
  expect(client.said[0]).toMatchObject({ answers: { picks: 'granted' }, context: { overrides: 'gpc' } })
})

test('locks the switch of what an age holds, and says why', async () => {
  const client = createFakeClient()
  client.reasons.set('letter', 'age-unknown')

  await show(client)

  expect(inRow('letter', '[role=switch]').disabled).toBe(true)
  expect(row('letter').textContent).toContain('Off until we know your age group.')
})

test('says where the answers are', async () => {
  const client = createFakeClient()
  await show(client)
  const status = find('privacy-panel [role=status]')
  client.choose({ analytics: 'granted' }, { surface: 'panel', shown: {}, language: 'en' })

  client.set({ pending: 1 })
  const waiting = status.textContent
  client.set({ pending: 0 })
  await until(() => expect(status.textContent).toBe('Saved on this device and with Teras Tea & Clay.'))
  client.set({ storage: 'memory' })

  expect(waiting).toBe('Saved on this device. Waiting for the network to tell Teras Tea & Clay.')
  expect(status.textContent).toContain('Your browser blocks storage')
})

test('closes on Escape and returns the focus to what opened it', async () => {
  mount('privacy-link', 'privacy-panel')
  const client = createFakeClient()
  for (const element of document.querySelectorAll<PrivacyPanel>('privacy-link, privacy-panel')) element.client = client
  const opener = find<HTMLButtonElement>('privacy-link button')
  opener.focus()
  await userEvent.keyboard('{Enter}')
  await until(() => expect(find<PrivacyPanel>('privacy-panel').isOpen).toBe(true))
  const inside = find('privacy-panel').contains(document.activeElement)

  await userEvent.keyboard('{Escape}')

  expect(inside).toBe(true)
  expect(find<PrivacyPanel>('privacy-panel').isOpen).toBe(false)
  expect(document.activeElement).toBe(opener)
})

test('gives the focus to the link when the banner that opened it is gone', async () => {
  mount('privacy-banner', 'privacy-link', 'privacy-panel')
  const client = createFakeClient()
  for (const tag of ['privacy-banner', 'privacy-link', 'privacy-panel']) find<PrivacyPanel>(tag).client = client
  await userEvent.click(find('privacy-banner [data-action=choose]'))
  await until(() => expect(find<PrivacyPanel>('privacy-panel').isOpen).toBe(true))

  await userEvent.click(action('reject-all'))
  await userEvent.click(action('done'))

  expect(find('privacy-banner').querySelector('[role=region]')).toBeNull()
  await until(() => expect(document.activeElement).toBe(find('privacy-link button')))
})

test('says beside a yes that it was given against the signal', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'opted-out-by-signal')
  await show(client)

  await userEvent.click(inRow('picks', '[role=switch]'))

  await until(() => expect(row('picks').textContent).toContain('although your browser’s signal says no'))
  expect(row('analytics').textContent).not.toContain('although')
})

test('stays closed when something changes after it was closed', async () => {
  const client = createFakeClient()
  const panel = await show(client)

  panel.close()
  client.become('analytics', 'granted')

  expect(panel.isOpen).toBe(false)
})

test('stays closed after Escape when the page changes its language', async () => {
  const panel = await show()
  await userEvent.keyboard('{Escape}')

  document.documentElement.lang = 'id'
  await new Promise(requestAnimationFrame)
  document.documentElement.lang = 'en'

  expect(panel.isOpen).toBe(false)
})

test('opens again with the state of that moment', async () => {
  const client = createFakeClient()
  const panel = await show(client)
  panel.close()
  client.become('analytics', 'granted')

  await panel.open()

  expect(inRow('analytics', '[role=switch]').getAttribute('aria-checked')).toBe('true')
})

test('speaks the language of the page as soon as it changes', async () => {
  await show()

  document.documentElement.lang = 'id'

  await until(() => expect(find('privacy-panel h2').textContent).toBe('Pilihan privasi'))
  document.documentElement.lang = 'en'
})

test('keeps every control at 44 pixels or more, and scrolls sideways nowhere at 320', async () => {
  await page.viewport(320, 640)
  await show()
  for (const details of document.querySelectorAll('details')) details.open = true

  const small = [...document.querySelectorAll<HTMLElement>('privacy-panel button, privacy-panel summary')].filter(
    (control) =>
      control.checkVisibility() &&
      (control.getBoundingClientRect().height < 44 || control.getBoundingClientRect().width < 44),
  )

  expect(small).toEqual([])
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
  const body = find('.pk-sheet-body')
  expect(body.scrollWidth).toBeLessThanOrEqual(body.clientWidth)
})
