/** The basket, in localStorage: strictly needed for what the person asked for, and declared so in the policy. */
import { useSyncExternalStore } from 'react'

export type Basket = Readonly<Record<string, number>>

const KEY = 'teras.cart'
const listeners = new Set<() => void>()
let basket: Basket = read()

export function useBasket(): Basket {
  return useSyncExternalStore(subscribe, () => basket)
}

/** Sets how many of a product; 0 takes it out. */
export function setQuantity(id: string, quantity: number): void {
  const { [id]: _, ...rest } = basket
  save(quantity > 0 ? { ...rest, [id]: Math.min(quantity, 20) } : rest)
}

export function addToBasket(id: string): void {
  setQuantity(id, (basket[id] ?? 0) + 1)
}

export function emptyBasket(): void {
  save({})
}

function save(next: Basket): void {
  basket = next
  try {
    if (Object.keys(next).length === 0) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // storage is blocked: the basket lasts as long as the page
  }
  for (const listener of listeners) listener()
}

function read(): Basket {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Basket // as: written by save
  } catch {
    return {}
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
