/** Puts a field on an object of ours, whatever its name. */

/** Plain assignment would take a field called `__proto__` for the prototype. */
export function setField(target: object, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else (target as Record<string, unknown>)[key] = value // as: a plain object of ours
}
