/** Endpoints of the policy registry. */
import type { Handlers } from './context.ts'

export const policyHandlers: Handlers<'publishPolicy' | 'listPolicies'> = {
  publishPolicy: (input, context) => context.policies.publish(context, input.body.policy),
  listPolicies: async (_input, context) => ({ policies: [...(await context.policies.list(context))] }),
}
