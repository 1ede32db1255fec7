/** Puts the names of categories in the place of what was found. */
import type { Detection } from './detection.ts'

/**
 * The text with `[<category>]` in place of each detection, or with what `replacement` answers for it.
 *
 * @param detections of this very text, as `detect` answers them: sorted, without overlaps
 */
export function replaceDetected(
  text: string,
  detections: readonly Detection[],
  replacement: (detection: Detection, value: string) => string = ({ category }) => `[${category}]`,
): string {
  let result = ''
  let at = 0
  for (const detection of detections) {
    const { start, end } = detection
    result += text.slice(at, start) + replacement(detection, text.slice(start, end))
    at = end
  }
  return result + text.slice(at)
}
