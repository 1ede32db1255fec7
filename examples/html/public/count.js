/** The visit counter: an ordinary script that knows nothing of consent. It runs only where its tag was let through. */
const visitor = /(?:^|; )_count=([^;]+)/.exec(document.cookie)?.[1] ?? crypto.randomUUID()
document.cookie = `_count=${visitor}; Path=/; Max-Age=${180 * 86_400}; SameSite=Lax`

/** @param {string} event */
function count(event) {
  const body = new Blob([JSON.stringify({ event, page: location.pathname, visitor })], { type: 'application/json' })
  navigator.sendBeacon('/count', body)
}

const end = document.querySelector('footer')
const readToTheEnd = new IntersectionObserver((entries) => {
  if (!entries.some((entry) => entry.isIntersecting)) return
  readToTheEnd.disconnect()
  count('read to the end')
})

count('opened')
if (end !== null) readToTheEnd.observe(end)
addEventListener('stop-counting', () => readToTheEnd.disconnect())
