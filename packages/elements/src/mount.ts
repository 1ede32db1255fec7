/** Puts HTML on the page for one browser test. Not part of the package. */
import { vi } from 'vitest'
import { definePrivacyElements } from './registry.ts'

/** Adds elements by tag to an otherwise empty body and returns it. */
export function mount(...tags: string[]): HTMLElement {
  definePrivacyElements()
  document.body.replaceChildren(...tags.map((tag) => document.createElement(tag)))
  return document.body
}

/** The first element that fits, of a known type; throws when there is none. */
export function find<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T {
  const found = root.querySelector<T>(selector)
  if (found === null) throw new Error(`Nothing on the page fits ${selector}`)
  return found
}

/** Ends when `check` no longer throws. Code and words load when they are needed, which takes its time on a busy machine. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 10_000 })
}
