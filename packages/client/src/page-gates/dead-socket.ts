/** What a page gets in place of a WebSocket that a guard stopped: it fails as one does without a network, and sends nothing. */

/** Creates it; `error` and `close` are fired in a later task, so that listeners can be added first. */
export function createDeadSocket(prototype: object, url: string): object {
  // own members: those of the prototype ask for a real connection beneath
  const socket = Object.assign(new EventTarget(), {
    url,
    readyState: 0,
    bufferedAmount: 0,
    extensions: '',
    protocol: '',
    binaryType: 'blob',
    onopen: null,
    onmessage: null,
    onerror: null as EventListener | null, // as: the page sets it
    onclose: null as EventListener | null, // as: the page sets it
    send() {
      if (socket.readyState === 0) throw new DOMException('Still in CONNECTING state.', 'InvalidStateError')
    },
    close() {
      socket.readyState = 3
    },
  })
  Object.setPrototypeOf(socket, prototype)
  setTimeout(() => {
    socket.close()
    for (const event of [new Event('error'), new CloseEvent('close', { code: 1006 })]) {
      socket.addEventListener(event.type, (fired) => socket[`on${event.type as 'error' | 'close'}`]?.(fired)) // as: one of the two above
      socket.dispatchEvent(event)
    }
  })
  return socket
}
