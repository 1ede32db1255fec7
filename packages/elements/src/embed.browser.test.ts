import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { PrivacyEmbed } from './embed.ts'
import { createFakeClient } from './fake-client.ts'
import { find, mount, until } from './mount.ts'

const button = (action: string) => find(`privacy-embed [data-action=${action}]`)
const shows = (action: string) => until(() => button(action))

async function show(client = createFakeClient(), purpose = 'picks') {
  mount('privacy-embed')
  const embed = find<PrivacyEmbed>('privacy-embed')
  const template = document.createElement('template')
  template.content.append(document.createElement('video'))
  embed.append(template)
  embed.setAttribute('purpose', purpose)
  const told: unknown[] = []
  embed.addEventListener('privacy-choice', ({ detail }) => told.push([detail.surface, detail.answers]))
  embed.addEventListener('privacy-embed', ({ detail }) => told.push(detail))
  embed.client = client
  await until(() => find('.pk-root:not(:empty)', embed))
  return { embed, client, told }
}

beforeEach(() => page.viewport(1280, 800))
afterEach(() => document.body.replaceChildren())

test('keeps the content away, and says what it would do and who would get what', async () => {
  const { embed } = await show(undefined, 'analytics')

  expect(embed.querySelector('video')).toBeNull()
  expect(embed.textContent).toContain('Visit counts')
  expect(embed.textContent).toContain(
    'If you load it, this goes to Tally (Indonesia): Cookie number, How you use this product.',
  )
  expect(embed.textContent).toContain('Kept 180 days')
  expect(embed.textContent).toContain('Nothing has been loaded from there so far.')
  expect(button('once').getBoundingClientRect().width).toBe(button('allow').getBoundingClientRect().width)
})

test('names the controller where the policy names no recipient', async () => {
  const { embed } = await show()

  expect(embed.textContent).toContain('this stays with Teras Tea & Clay: Pages you viewed.')
})

test('loads the content once without a choice, and hides it again at one press', async () => {
  const { embed, client, told } = await show()

  await userEvent.click(button('once'))
  const whileShown = embed.querySelectorAll('video').length
  const placeholder = embed.querySelector('[data-action=allow]')
  await userEvent.click(button('hide'))

  expect(whileShown).toBe(1)
  expect(placeholder).toBeNull()
  expect(embed.querySelector('video')).toBeNull()
  expect(document.activeElement).toBe(button('once'))
  expect(client.said).toEqual([])
  expect(told).toEqual([
    { purpose: 'picks', shown: 'once' },
    { purpose: 'picks', shown: 'no' },
  ])
})

test('ends what was loaded once when the person says no somewhere else', async () => {
  const { embed, client } = await show()
  await userEvent.click(button('once'))

  client.become('picks', 'refused')

  expect(embed.querySelector('video')).toBeNull()
  expect(button('once').textContent).toBe('Load once')
})

test('keeps what was loaded once while other things are said', async () => {
  const { embed, client } = await show()
  await userEvent.click(button('once'))
  const video = embed.querySelector('video')

  client.become('analytics', 'granted')

  expect(video).not.toBeNull()
  expect(embed.querySelector('video')).toBe(video)
})

test('forgets what was loaded once when it leaves the page', async () => {
  const { embed } = await show()
  await userEvent.click(button('once'))

  embed.remove()
  document.body.append(embed)
  await shows('once')

  expect(embed.querySelector('video')).toBeNull()
})

test('shows the content for good after a yes, as a choice made on the embed', async () => {
  const { embed, client, told } = await show()
  const shown = client.shown()

  await userEvent.click(button('allow'))

  expect(embed.querySelector('video')).not.toBeNull()
  expect(told).toEqual([['embed', { picks: 'granted' }]])
  expect(client.said[0]?.context).toMatchObject({ surface: 'embed', shown, language: 'en' })
})

test('takes a yes back at one press, as giving it was', async () => {
  const { embed, client } = await show()
  await userEvent.click(button('allow'))

  await userEvent.click(button('stop'))

  expect(client.said.map(({ answers }) => answers)).toEqual([{ picks: 'granted' }, { picks: 'withdrawn' }])
  expect(embed.querySelector('video')).toBeNull()
  expect(document.activeElement).toBe(button('once'))
})

test('takes the content away when the purpose closes elsewhere, and can bring it back', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'granted')
  const { embed } = await show(client)
  const before = embed.querySelectorAll('video').length

  client.become('picks', 'withdrawn')
  const whileClosed = embed.querySelectorAll('video').length
  client.become('picks', 'granted')

  expect([before, whileClosed, embed.querySelectorAll('video').length]).toEqual([1, 0, 1])
})

test('shows allowed content at once, before its words are there', () => {
  mount('privacy-embed')
  const embed = find<PrivacyEmbed>('privacy-embed')
  const template = document.createElement('template')
  template.content.append(document.createElement('video'))
  embed.append(template)
  embed.setAttribute('purpose', 'picks')
  const client = createFakeClient()
  client.reasons.set('picks', 'granted')

  embed.client = client

  expect(embed.querySelector('video')).not.toBeNull()
})

test('offers nothing where the age holds, and says why', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'age-unknown')

  const { embed } = await show(client)

  expect(embed.querySelector('button')).toBeNull()
  expect(embed.textContent).toContain('Off until we know your age group.')
})

test('objects to a legitimate interest, and lifts that again', async () => {
  const { client } = await show(undefined, 'improvement')

  await userEvent.click(button('stop'))
  await userEvent.click(button('allow'))

  expect(client.said.map(({ answers }) => answers)).toEqual([{ improvement: 'objected' }, { improvement: 'lifted' }])
})

test('overrides a signal only after it was pointed out', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'opted-out-by-signal')
  const { embed } = await show(client)
  const told = embed.textContent

  await userEvent.click(button('allow'))

  expect(told).toContain('your browser asks for it')
  expect(told).toContain('goes against your browser’s signal')
  expect(client.said[0]?.context).toMatchObject({ surface: 'embed', overrides: 'gpc' })
})

test('keeps a purpose closed that the policy does not have', async () => {
  const { embed } = await show()

  embed.setAttribute('purpose', 'pick')

  expect(embed.querySelector('video')).toBeNull()
  expect(embed.textContent).toBe('')
})
