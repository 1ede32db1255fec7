/** A proxy before the shop that can be made to fail: a browser's interception cannot redirect, and hangs `keepalive` requests. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the proxy answers choices instead of the shop. `reset`: the connection breaks. `silence`: it stays open, and nothing comes. */
export type Failure = { status: number; headers: Record<string, string>; body: string } | 'reset' | 'silence'

/** A running proxy. */
export interface Front {
  url: string
  /** Null: everything passes. */
  failure: Failure | null
  stop: () => Promise<void>
}

/** Starts a proxy on a free port. Requests keep their `Host`, so that the shop takes the proxy's origin for its own. */
export async function startFront(target: string): Promise<Front> {
  const server = createServer((incoming, response) => {
    const { failure } = front
    if (failure === null || !incoming.url?.endsWith('/api/privacy/records')) return pass(target, incoming, response)
    if (failure === 'silence') return
    if (failure === 'reset') return void incoming.socket.destroy()
    response.writeHead(failure.status, failure.headers).end(failure.body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // as: it listens on a port
  const front: Front = {
    url: `http://localhost:${port}`,
    failure: null,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return front
}

function pass(target: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', headers, url = '/' } = incoming
  const outgoing = request(new URL(url, target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  incoming.pipe(outgoing)
}
