/** What an error tracker is told of an error, in the shape that such services take. Whoever sends it cleans it first. */

/** The part of a tracker's event that the shop fills. */
export interface ErrorEvent {
  platform: 'node' | 'javascript'
  timestamp: number
  exception: { values: { type: string; value: string; stacktrace?: { frames: Frame[] } }[] }
  request?: { method?: string; url: string }
  extra?: Record<string, unknown>
}

interface Frame {
  function?: string
  filename: string
  lineno: number
  colno: number
}

const FRAME = /^\s*at (?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/
const FRAMES_KEPT = 30

/** What drivers and libraries say of an error in words of their own. Not `detail`, `params` and the like: those repeat what was typed. */
const FACTS = ['code', 'status', 'severity', 'table', 'column', 'constraint', 'routine', 'syscall']

/** Describes whatever was thrown, with its causes. */
export function errorEvent(error: unknown, platform: ErrorEvent['platform']): ErrorEvent {
  const values = []
  const extra: Record<string, unknown> = {}
  for (let at = error, depth = 0; at !== undefined && depth < 5; depth++) {
    values.push(described(at))
    for (const fact of FACTS) extra[fact] ??= (at as Record<string, unknown> | null)?.[fact] // as: whatever it is, a property may be asked for
    at = at instanceof Error ? at.cause : undefined
  }
  return { platform, timestamp: Date.now() / 1000, exception: { values: values.reverse() }, extra }
}

function described(error: unknown): ErrorEvent['exception']['values'][number] {
  if (!(error instanceof Error)) return { type: typeof error, value: String(error) }
  const frames = (error.stack ?? '').split('\n').flatMap((line): Frame[] => {
    const [, name, filename, lineno, colno] = FRAME.exec(line) ?? []
    if (filename === undefined) return []
    return [
      { ...(name === undefined ? {} : { function: name }), filename, lineno: Number(lineno), colno: Number(colno) },
    ]
  })
  // trackers want the innermost call last
  return { type: error.name, value: error.message, stacktrace: { frames: frames.slice(0, FRAMES_KEPT).reverse() } }
}
