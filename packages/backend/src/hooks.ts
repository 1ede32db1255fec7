/** The endpoint by which an app says which hooks it has deployed. */
import { PrivacyError } from '@privacykit/contract'
import { planDeregistration } from '@privacykit/policy'
import type { Handlers } from './context.ts'
import { wakeOpen } from './deregistration-due.ts'
import type { Sagas } from './deregistration-run.ts'
import { saveHooks } from './hook-set.ts'

/** Replaces the whole set. Throws `invalid-body` for hooks that no plan can hold. Requests that waited for a hook go on at once. */
export function hookHandlers(sagas: Sagas): Handlers<'declareHooks'> {
  return {
    async declareHooks({ body: { hooks, recipients = [] } }, context) {
      try {
        planDeregistration(hooks)
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : 'These hooks make no plan.'
        throw new PrivacyError('invalid-body', message, { pointers: ['/hooks'], cause })
      }
      const { tenant, app } = context
      await saveHooks(context.db, { tenant, app, hooks, recipients, at: context.now() })
      await wakeOpen(sagas, { tenant, app })
      return { hooks }
    },
  }
}
