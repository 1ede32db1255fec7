/** What every endpoint that takes a body must refuse, for both surfaces alike. */
import { BODY_LIMIT_BYTES, ENDPOINTS, type Endpoint, type EndpointName } from '@privacykit/contract'
import { newId } from '../bytes.ts'
import { type CallOptions, refused, type Target } from './call.ts'
import { expectEqual } from './expectation.ts'

/** The surface's endpoints that take a body. */
export function bodyEndpoints(surface: Endpoint['surface']): EndpointName[] {
  const entries = Object.entries<Endpoint>(ENDPOINTS).filter(([, each]) => each.surface === surface && each.body)
  return entries.map(([name]) => name as EndpointName) // as: Object.entries forgets the literal keys
}

/** Sends one endpoint no JSON, another media type, too many bytes, and a field that it does not know. */
export async function refuseBadBodies(target: Target, name: EndpointName, credentials: CallOptions): Promise<void> {
  const call = { ...credentials, params: { requestId: newId(), stepId: newId() } }
  await refused(target, name, { ...call, text: '{"a":', codes: ['bad-json'] })
  const headers = { ...credentials.headers, 'content-type': 'text/plain' }
  await refused(target, name, { ...call, body: {}, headers, codes: ['unsupported-media-type'] })
  const padding = 'x'.repeat(BODY_LIMIT_BYTES)
  await refused(target, name, { ...call, body: { padding }, codes: ['body-too-large'] })
  const { pointers = [] } = await refused(target, name, { ...call, body: { unknown: 1 }, codes: ['invalid-body'] })
  expectEqual(pointers.length > 0, true, `${name}: pointers into a body that does not fit`)
}
