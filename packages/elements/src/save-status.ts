/** Where the person's answers are kept, in one line: here, with the app, or on their way. */
import type { View } from './view.ts'

/** Empty while there is nothing to say. */
export function saveStatus(view: View, hasAnswers: boolean): string {
  const { save } = view.strings
  const controller = view.client.policy.controller.name
  const { endpoint, lastError, pending, storage } = view.client.status()
  if (storage === 'memory') return save.memory
  if (endpoint === 'device-only') return save.deviceOnly
  if (pending > 0) return save.waiting(controller)
  if (!hasAnswers) return ''
  return lastError === null ? save.saved(controller) : save.refused(controller)
}
