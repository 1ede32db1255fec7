/** Sends in every way that the request guards know, for their test in a real page. */

/** Everything that sends, with how each ended. Runs in the page, so it uses nothing from outside. */
export async function sendAll(base: string): Promise<Record<string, string>> {
  const settled = (target: EventTarget, types: string[]) =>
    new Promise<string>((done) => {
      for (const type of types) target.addEventListener(type, () => done(type), { once: true })
    })
  const ended: Record<string, string> = {}
  ended.fetch = await fetch(`${base}/fetch`).then(
    () => 'sent',
    (error: Error) => error.name,
  )
  ended.request = await fetch(new Request(`${base}/request`, { method: 'POST', body: 'x' })).then(
    () => 'sent',
    (error: Error) => error.name,
  )
  const xhr = new XMLHttpRequest()
  xhr.open('POST', `${base}/xhr`)
  xhr.send('x')
  ended.xhr = `${await settled(xhr, ['load', 'error'])} ${xhr.readyState} ${xhr.status}`
  ended.beacon = String(navigator.sendBeacon(`${base}/beacon`, 'x'))
  const image = new Image()
  image.src = `${base}/image.gif`
  ended.image = await settled(image, ['load', 'error'])
  const pixel = document.createElement('img')
  pixel.setAttribute('SRC', `${base}/pixel.gif`)
  ended.pixel = await settled(pixel, ['load', 'error'])
  const set = document.createElement('img')
  set.srcset = `/own.gif 2x, ${base}/set.gif 1x`
  ended.srcset = await settled(set, ['load', 'error'])
  const script = document.createElement('script')
  script.src = `${base}/script.js`
  const loaded = settled(script, ['load', 'error'])
  document.head.append(script)
  ended.script = await loaded
  const style = document.createElement('link')
  Object.assign(style, { rel: 'stylesheet', href: `${base}/style.css` })
  const styled = settled(style, ['load', 'error'])
  document.head.append(style)
  ended.style = await styled
  const frame = document.createElement('iframe')
  frame.src = `${base}/frame.html`
  const framed = settled(frame, ['load'])
  document.body.append(frame)
  ended.frame = await framed
  const holder = document.createElement('div')
  holder.innerHTML = `<iframe src="${base}/detached.html"></iframe>`
  const inner = holder.firstElementChild as HTMLElement // as: written in the line above
  const held = settled(inner, ['load'])
  document.body.append(holder)
  ended.detached = await held
  const socket = new WebSocket(`${base.replace('http', 'ws')}/socket`)
  ended.socket = await settled(socket, ['open', 'close'])
  socket.close()
  const source = new EventSource(`${base}/source.events`)
  ended.source = await settled(source, ['open', 'error'])
  source.close()
  return ended
}

/** How each ends, while the purpose is closed and while it is open. */
export const ENDS = {
  fetch: ['TypeError', 'sent'],
  request: ['TypeError', 'sent'],
  xhr: ['error 4 0', 'load 4 200'],
  beacon: ['false', 'true'],
  image: ['error', 'load'],
  pixel: ['error', 'load'],
  srcset: ['error', 'load'],
  script: ['error', 'load'],
  style: ['error', 'load'],
  frame: ['load', 'load'],
  detached: ['load', 'load'],
  socket: ['close', 'open'],
  source: ['error', 'open'],
}
/** What `sendAll` answers then. */
export const endsWhen = (isOpen: boolean) =>
  Object.fromEntries(Object.entries(ENDS).map(([name, ends]) => [name, ends[isOpen ? 1 : 0]]))
