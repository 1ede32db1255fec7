import { expect, it } from 'vitest'

it('loads and defines on a server without doing anything', async () => {
  const { definePrivacyElements, PrivacyBanner } = await import('./index.ts')

  definePrivacyElements()

  expect(globalThis.HTMLElement).toBeUndefined()
  expect(PrivacyBanner.observedAttributes).toContain('lang')
})

it('defines each name once, and leaves a taken one alone', async () => {
  const { definePrivacyElements } = await import('./index.ts')
  class Taken {}
  const defined = new Map<string, unknown>([['privacy-link', Taken]])
  const registry = {
    get: (name: string) => defined.get(name),
    define: (name: string, element: unknown) => void defined.set(name, element),
  } as unknown as CustomElementRegistry // as: only these two are called

  definePrivacyElements(registry)
  definePrivacyElements(registry)

  expect([...defined.keys()].toSorted()).toEqual([
    'privacy-age-question',
    'privacy-banner',
    'privacy-deletion-dialog',
    'privacy-embed',
    'privacy-leave',
    'privacy-link',
    'privacy-notice',
    'privacy-panel',
  ])
  expect(defined.get('privacy-link')).toBe(Taken)
})
