/** Google's `dataLayer`: the one list through which a page speaks to its tags, and what has been said there. */
import type { ConsentType, ConsentValue } from './consent-types.ts'

/** What is known of one data layer, shared by all that speak to it. */
export interface DataLayer {
  /** Speaks as `gtag(...)` does. */
  command(...words: unknown[]): void
  /** Adds an object as Tag Manager takes it. */
  push(entry: object): void
  /** The consent that the tags go by; empty before the first `default`, and without a type that differs by region. */
  readonly said: Partial<Record<ConsentType, ConsentValue>>
  /** Whether a `default` was given. */
  hasDefault: boolean
  /** Called after each `update`. */
  readonly afterUpdate: Set<() => void>
  /** Ids that were configured, and containers that were loaded. */
  readonly loaded: Set<string>
  /** Takes back events that no tag has read yet. */
  dropEvents(): void
}

const known = new WeakMap<object, DataLayer>()

/** The page's data layer of that name; made when there is none yet. */
export function dataLayerOf(name: string): DataLayer {
  const page = globalThis as unknown as Record<string, unknown[] | undefined> // as: the page names its own global
  page[name] ??= []
  const entries = page[name]
  const layer = known.get(entries) ?? createDataLayer(entries)
  known.set(entries, layer)
  return layer
}

function createDataLayer(entries: unknown[]): DataLayer {
  const layer: DataLayer = {
    command() {
      // biome-ignore lint/complexity/noArguments: Google's tags tell a command from an event by its being an Arguments object
      entries.push(arguments)
    },
    push: (entry) => void entries.push(entry),
    said: {},
    hasDefault: false,
    afterUpdate: new Set(),
    loaded: new Set(),
    dropEvents() {
      for (let index = entries.length - 1; index >= 0; index--) if (isEvent(entries[index])) entries.splice(index, 1)
    },
  }
  readConsent(layer, entries)
  return layer
}

/** What the page's head said, by our snippet or its own code. A default for a region leaves open what holds: only Google knows the region. */
function readConsent(layer: DataLayer, entries: readonly unknown[]): void {
  const commands = entries
    .map((entry) => Array.from(entry as ArrayLike<unknown>)) // as: an entry without length gives an empty list
    .filter(([command, , values]) => command === 'consent' && typeof values === 'object' && values !== null)
    .map(([, kind, values]) => {
      const { region, wait_for_update: _, ...types } = values as Record<string, ConsentValue> // as: Google's own format
      return { kind, isRegional: region !== undefined, types }
    })
  const general = commands.filter(({ kind, isRegional }) => kind === 'default' && !isRegional)
  for (const { types } of general) Object.assign(layer.said, types)
  for (const { kind, isRegional, types } of commands) {
    if (kind === 'default' && isRegional)
      for (const [type, value] of Object.entries(types) as [ConsentType, ConsentValue][]) // as: Google's own keys
        if (layer.said[type] !== value) delete layer.said[type]
    if (kind === 'update') Object.assign(layer.said, types)
  }
  layer.hasDefault = general.length > 0
}

function isEvent(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false
  if ('event' in entry) return !String(entry.event).startsWith('gtm.')
  return (entry as Record<number, unknown>)[0] === 'event' // as: an Arguments object
}
