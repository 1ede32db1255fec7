/** Guards of the elements that load by themselves: images (`new Image()` too), scripts, frames, media and stylesheets. */
import type { Judge } from './network-guards.ts'
import type { Patches } from './patch.ts'

/** Elements and attributes with which a browser loads at once. */
const LOADS = /^(?:(?:img|script|iframe|video|audio|source|track|embed|input) src(?:set)?|link href)$/

const CLASSES = 'Image Script IFrame Media Source Track Embed Input Link'
const INSERTIONS = 'appendChild insertBefore replaceChild append prepend before after replaceWith replaceChildren'

/** Sets the traps. A stopped address never becomes part of its element; the element fires `error`, as after a failed load. */
export function guardElements(patches: Patches, isStopped: Judge): void {
  const isRefused = (element: Element, attribute: string, value: unknown): boolean => {
    const kind = element.localName
    if (!LOADS.test(`${kind} ${attribute}`)) return false
    // what follows a comma inside one address reads as a relative one, so none is overlooked
    const addresses = attribute === 'srcset' ? `${value}`.split(/[\s,]+/) : [`${value}`]
    if (!addresses.some((address) => isStopped(kind, address))) return false
    // a frame that fails fires `load`, and an empty one has done so already
    if (kind !== 'iframe') setTimeout(() => element.dispatchEvent(new Event('error')))
    return true
  }
  const members = globalThis as unknown as Record<string, { prototype: object } | undefined> // as: classes by name; old browsers lack some
  for (const name of CLASSES.split(' '))
    for (const attribute of ['src', 'srcset', 'href'])
      patches.add(
        members[`HTML${name}Element`]?.prototype,
        attribute,
        (proceed, element, [value]) => isRefused(element, attribute, value) || proceed(),
        'set',
      )
  patches.add(Element.prototype, 'setAttribute', (proceed, element, [name, value]) =>
    isRefused(element, `${name}`.toLowerCase(), value) ? undefined : proceed(),
  )

  // what a clone, a template or detached markup brought along loads only now
  for (const name of INSERTIONS.split(' '))
    for (const owner of [Node, Element, DocumentFragment, Document, CharacterData])
      patches.add(owner.prototype, name, (proceed, _, nodes) => {
        for (const node of nodes) {
          const inner: Iterable<Element> = node?.querySelectorAll?.('script,iframe') ?? []
          for (const element of [node, ...inner])
            if (/^(script|iframe)$/.test(element?.localName)) {
              const address = element.getAttribute('src')
              if (address !== null && isRefused(element, 'src', address)) element.removeAttribute('src')
            }
        }
        return proceed()
      })
}
