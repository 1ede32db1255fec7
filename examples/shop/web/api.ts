/** The shop's own API, as the page calls it. */

export interface Account {
  /** Opaque; tells the privacy client whose choices these are. */
  id: string
  name: string
  email: string
}

export interface Order {
  id: string
  items: { id: string; name: string; price: number; quantity: number }[]
  total: number
  city: string | null
  date: string
}

/** An answer that was not a yes: `message` can be shown as it is. */
class ShopError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export async function call<T>(path: string, body?: unknown): Promise<T> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`/api${path}`, init).catch(() => {
    throw new ShopError(0, 'The shop cannot be reached. Nothing was sent; try again in a moment.')
  })
  const reply = (await response.json().catch(() => ({}))) as T & { message?: string } // as: the shop's own server wrote it
  if (!response.ok)
    throw new ShopError(response.status, reply.message ?? 'That did not work. Nothing was changed; try again.')
  return reply
}
