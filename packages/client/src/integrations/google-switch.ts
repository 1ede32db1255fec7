/** Google's own off switch for one id: `window['ga-disable-<id>']`. */

/** The switch of one id. What the page itself has switched off stays off. */
export interface MeasurementSwitch {
  on(): void
  off(): void
}

/** Ids that were switched off from here. */
const ours = new Set<string>()

/** The switch of that id. */
export function measurementSwitch(id: string): MeasurementSwitch {
  const page = globalThis as unknown as Record<string, unknown> // as: Google's switch is a global named after the id
  const key = `ga-disable-${id}`
  return {
    off() {
      if (page[key] === true) return
      page[key] = true
      ours.add(id)
    },
    on() {
      if (ours.delete(id) && page[key] === true) page[key] = false
    },
  }
}
