import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { PrivacyEmbed } from './embed.ts'
import { createFakeClient } from './fake-client.ts'
import { fakePolicy } from './fake-policy.ts'
import { find, mount } from './mount.ts'

const realClient = () => createPrivacyClient({ policy: fakePolicy, storage: memoryPersistence() })
const button = (action: string) => find(`privacy-embed [data-action=${action}]`)

function show(client: PrivacyEmbed['client'] = createFakeClient()): PrivacyEmbed {
  mount('privacy-embed')
  const embed = find<PrivacyEmbed>('privacy-embed')
  const template = document.createElement('template')
  template.content.append(document.createElement('video'))
  embed.append(template)
  embed.setAttribute('purpose', 'picks')
  embed.client = client
  return embed
}

beforeEach(() => page.viewport(1280, 800))
afterEach(() => document.body.replaceChildren())

test('keeps the content away, and says what it would do', () => {
  const embed = show()

  expect(embed.querySelector('video')).toBeNull()
  expect(embed.textContent).toContain('Picks for you')
  expect(embed.textContent).toContain('Stays with Teras Tea & Clay · kept 180 days')
  expect(button('allow').getBoundingClientRect().width).toBe(button('refuse').getBoundingClientRect().width)
})

test('shows the content after a yes, as a choice made on the embed', async () => {
  const client = realClient()
  const embed = show(client)
  const surfaces: string[] = []
  embed.addEventListener('privacy-choice', (event) => surfaces.push(event.detail.surface))

  await userEvent.click(button('allow'))

  expect(client.allows('picks')).toBe(true)
  expect(embed.querySelector('video')).not.toBeNull()
  expect(surfaces).toEqual(['embed'])
})

test('takes the content away when the purpose closes, and can bring it back', () => {
  const client = realClient()
  client.choose({ picks: 'granted' }, { surface: 'form' })
  const embed = show(client)
  const before = embed.querySelector('video')

  client.choose({ picks: 'withdrawn' }, { surface: 'panel' })
  const whileClosed = embed.querySelector('video')
  client.choose({ picks: 'granted' }, { surface: 'panel' })

  expect(before).not.toBeNull()
  expect(whileClosed).toBeNull()
  expect(embed.querySelectorAll('video')).toHaveLength(1)
})

test('offers only the yes after a no', async () => {
  const embed = show(realClient())

  await userEvent.click(button('refuse'))

  expect(embed.querySelector('[data-action=refuse]')).toBeNull()
  expect(document.activeElement).toBe(button('allow'))
})

test('offers nothing where the age holds, and says why', () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'age-unknown')

  const embed = show(client)

  expect(embed.querySelector('button')).toBeNull()
  expect(embed.textContent).toContain('Off until we know your age group.')
})

test('overrides a signal only after it was pointed out', async () => {
  const client = createFakeClient()
  client.reasons.set('picks', 'opted-out-by-signal')
  const embed = show(client)
  const told = embed.textContent

  await userEvent.click(button('allow'))

  expect(told).toContain('your browser asks for it')
  expect(client.said[0]?.context).toMatchObject({ surface: 'embed', overrides: 'gpc' })
})

test('keeps a purpose closed that the policy does not have', () => {
  const embed = show()

  embed.setAttribute('purpose', 'pick')

  expect(embed.querySelector('video')).toBeNull()
  expect(embed.textContent).toBe('')
})
