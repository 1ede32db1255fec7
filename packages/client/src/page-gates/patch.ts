/** Puts a trap before functions of the page, so that they can be put back. Proxies keep name, length, constants and `instanceof`. */

/**
 * Stands before a function. `proceed` calls it, with the page's arguments or with others; `self` is what it is called on, and for `new` what
 * follows it.
 */
// biome-ignore lint/suspicious/noExplicitAny: traps stand before functions of any shape
type Trap = (proceed: (args?: unknown[]) => any, self: any, args: any[]) => any

/** The traps of one guard. */
export interface Patches {
  /** Sets a trap before a method (`value`) or a setter (`set`) of `owner`; nothing happens where the browser lacks it. */
  add(owner: object | undefined, name: string, trap: Trap, slot?: 'value' | 'set'): void
  /** Puts back what nobody has wrapped since; the rest stays and must let everything through. */
  undo(): void
}

/** Creates an empty set of traps. */
export function createPatches(): Patches {
  const undos: (() => void)[] = []
  return {
    add(owner, name, trap, slot = 'value') {
      const now = () => owner && Object.getOwnPropertyDescriptor(owner, name)
      const was = now()
      const original: unknown = was?.[slot]
      if (typeof original !== 'function') return
      const trapped = new Proxy(original, {
        apply: (call, self, args) => trap((changed = args) => Reflect.apply(call, self, changed), self, args),
        construct: (type, args, follows) =>
          trap((changed = args) => Reflect.construct(type, changed, follows), follows, args),
      })
      const put = (descriptor: object) => Reflect.defineProperty(owner as object, name, descriptor) // as: it has such a member
      if (put({ ...was, [slot]: trapped })) undos.push(() => now()?.[slot] === trapped && put(was as object)) // as: found above
    },
    undo() {
      for (const undo of undos.splice(0)) undo()
    },
  }
}
