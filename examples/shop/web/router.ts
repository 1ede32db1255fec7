/** Where we are: the path, as React state. Small enough not to need a library. */
import { type MouseEvent, useSyncExternalStore } from 'react'
import { countPage } from './tally.ts'

const listeners = new Set<() => void>()

export function goTo(path: string): void {
  if (path === location.pathname) return
  history.pushState(null, '', path)
  scrollTo(0, 0)
  countPage(path)
  for (const listener of listeners) listener()
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

/** Props of a link inside the shop; a new-tab click stays the browser's. */
export function linkTo(path: string) {
  return {
    href: path,
    onClick(event: MouseEvent) {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      goTo(path)
    },
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}
