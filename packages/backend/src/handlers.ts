/** Every endpoint of the service, and what runs beside the requests. */
import { accountHandlers } from './account.ts'
import type { Environment, Handlers, Service, ServiceEndpoint } from './context.ts'
import { decisionHandlers } from './decision.ts'
import { createDeregistrations, type DeregistrationOptions } from './deregistration-service.ts'
import { feedHandlers } from './feed.ts'
import { healthHandlers } from './health.ts'
import { linkHandlers } from './link.ts'
import { policyHandlers } from './policy.ts'
import { recordHandlers } from './record.ts'
import { stateHandlers } from './state.ts'

export function createHandlers(
  environment: Environment,
  options: DeregistrationOptions = {},
): {
  handlers: Handlers<ServiceEndpoint>
  services: readonly Service[]
} {
  const deregistrations = createDeregistrations(environment, options)
  const handlers = {
    ...healthHandlers,
    ...policyHandlers,
    ...recordHandlers,
    ...stateHandlers,
    ...decisionHandlers,
    ...feedHandlers,
    ...linkHandlers,
    ...accountHandlers,
    ...deregistrations.handlers,
  }
  return { handlers, services: [deregistrations.service] }
}
