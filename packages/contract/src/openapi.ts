/** OpenAPI 3.1 of both surfaces, made from the endpoint table, so that the description cannot drift from what handlers obey. */
import * as z from 'zod/mini'
import { openAccountReplySchema } from './bodies.ts'
import { COMMON_CODES, type Endpoint, HEADERS } from './endpoint.ts'
import { ENDPOINTS } from './endpoints.ts'
import { ERRORS, type ErrorCode } from './error.ts'
import * as contract from './index.ts'

export interface OpenApiOptions {
  /** Version of the described API. Default `1`: the `v1` of the service paths. */
  version?: string
  /** Where the app mounted the browser's routes. Default `/api/privacy`. */
  prefix?: string
}

/** An OpenAPI 3.1 document as plain JSON. */
export interface OpenApiDocument {
  openapi: '3.1.0'
  info: Record<string, unknown>
  paths: Record<string, Record<string, unknown>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
  tags: object[]
}

/** Schemas that get a name of their own in `components`; everything else is written where it is used. */
const NAMED = {
  Id: contract.idSchema,
  Instant: contract.instantSchema,
  Name: contract.nameSchema,
  Language: contract.languageSchema,
  Region: contract.regionSchema,
  PolicyVersion: contract.policyVersionSchema,
  ScopeDigest: contract.scopeDigestSchema,
  TextHash: contract.textHashSchema,
  AccountId: contract.accountIdSchema,
  Subject: contract.subjectSchema,
  Record: contract.recordSchema,
  Stamp: contract.stampSchema,
  ListedRecord: contract.listedRecordSchema,
  Receipt: contract.receiptSchema,
  AppendBody: contract.appendBodySchema,
  AppendReply: contract.appendReplySchema,
  SubjectState: contract.subjectStateSchema,
  BrowserState: contract.browserStateSchema,
  DecideBody: contract.decideBodySchema,
  Decision: contract.decisionSchema,
  Reason: contract.reasonSchema,
  Policy: contract.policySchema,
  PublishedPolicy: contract.publishedPolicySchema,
  Purpose: contract.purposeSchema,
  Identifier: contract.identifierSchema,
  OpenAccountReply: openAccountReplySchema,
  Feed: contract.feedReplySchema,
  Keys: contract.keysReplySchema,
  AgeBand: contract.ageBandSchema,
  AgeGate: contract.ageGateSchema,
  AgeAnswer: contract.ageAnswerSchema,
  HookDeclaration: contract.hookDeclarationSchema,
  Outcome: contract.outcomeSchema,
  Retained: contract.retainedSchema,
  Step: contract.stepSchema,
  LeasedStep: contract.leasedStepSchema,
  Deregistration: contract.deregistrationSchema,
  DeregistrationPreview: contract.deregistrationPreviewSchema,
  Proof: contract.proofSchema,
  Problem: contract.problemSchema,
} as const satisfies Record<string, z.core.$ZodType>

/**
 * The OpenAPI 3.1 document of the service (backend) and browser (app server) surfaces.
 *
 * @example
 * writeFileSync('openapi.json', JSON.stringify(createOpenApi(), null, 2))
 */
export function createOpenApi(options: OpenApiOptions = {}): OpenApiDocument {
  const { version = '1', prefix = '/api/privacy' } = options
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id })
  const paths: OpenApiDocument['paths'] = {}
  for (const [name, endpoint] of Object.entries<Endpoint>(ENDPOINTS)) {
    const bodyRef = endpoint.body && refOf(registry, endpoint.body, `${capitalised(name)}Body`)
    const replyRef = refOf(registry, endpoint.reply, `${capitalised(name)}Reply`)
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    const item = paths[path] ?? (endpoint.surface === 'browser' ? { servers: [{ url: prefix }] } : {})
    paths[path] = item
    item[endpoint.method.toLowerCase()] = operationOf({ name, endpoint, bodyRef, replyRef })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'PrivacyKit',
      version,
      description: 'Choices, receipts, decisions and deregistrations. Failures are RFC 9457 problem details.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [
      { name: 'service', description: 'Spoken by app servers to the privacy backend; never public.' },
      { name: 'browser', description: 'Served by each app at its own origin, below a prefix of its choice.' },
    ],
    paths,
    components: { schemas: schemasOf(registry), securitySchemes: SECURITY_SCHEMES },
  }
}

const SECURITY_SCHEMES = {
  serviceKey: { type: 'http', scheme: 'bearer', description: 'Service key; names tenant and app.' },
  account: {
    type: 'apiKey',
    in: 'header',
    name: HEADERS.account,
    description: 'Account id that the service key vouches for.',
  },
  device: { type: 'apiKey', in: 'header', name: HEADERS.device, description: 'Secret of a device, 43 characters.' },
  deviceCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-privacy-device',
    description: 'The same secret, HttpOnly; `privacy-device` where the app is served without TLS on loopback.',
  },
  session: { type: 'apiKey', in: 'cookie', name: 'session', description: 'The app’s own session, whatever its name.' },
} as const

/** Header parameters beside the credentials, for endpoints that speak for a subject of the service surface. */
const AUTHOR_PARAMETERS = [
  [HEADERS.generation, 'Generation of the account in the app’s session; an erased one is answered with 410.'],
  [HEADERS.role, 'Role of the author: `subject`, `guardian`, `app` or `admin`. Default `app`.'],
  [HEADERS.principal, 'Opaque id of the author where it is not the subject.'],
] as const

type Registry = ReturnType<typeof z.registry<{ id: string }>>

function refOf(registry: Registry, schema: z.core.$ZodType, name: string): string {
  const known = registry.get(schema)?.id
  if (known === undefined) registry.add(schema, { id: name })
  return `#/components/schemas/${known ?? name}`
}

interface OperationInput {
  name: string
  endpoint: Endpoint
  bodyRef: string | undefined
  replyRef: string
}

function operationOf({ name, endpoint, bodyRef, replyRef }: OperationInput): object {
  const parameters = parametersOf(endpoint)
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.surface],
    ...(endpoint.scope === null ? {} : { description: `Needs the scope \`${endpoint.scope}\`.` }),
    ...(parameters.length === 0 ? {} : { parameters }),
    security: securityOf(endpoint),
    ...(bodyRef && { requestBody: { required: true, content: { 'application/json': { schema: { $ref: bodyRef } } } } }),
    responses: {
      [endpoint.status]: {
        description: 'Done',
        content: { 'application/json': { schema: { $ref: replyRef } } },
      },
      ...problemsOf(endpoint),
    },
  }
}

function parametersOf(endpoint: Endpoint): object[] {
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { $ref: '#/components/schemas/Id' },
  }))
  const inQuery = (endpoint.query ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } }))
  if (endpoint.surface === 'browser' || endpoint.subject === 'none') return [...inPath, ...inQuery]
  const inHeader = AUTHOR_PARAMETERS.map(([name, description]) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  }))
  return [...inPath, ...inQuery, ...inHeader]
}

/** Alternatives; the members of one alternative are needed together. */
function securityOf(endpoint: Endpoint): object[] {
  const { subject } = endpoint
  if (endpoint.surface === 'service') {
    if (endpoint.scope === null) return []
    const key = { serviceKey: [] }
    if (subject === 'none') return [key]
    if (subject === 'both') return [{ ...key, account: [], device: [] }]
    return subject === 'account'
      ? [{ ...key, account: [] }]
      : [
          { ...key, account: [] },
          { ...key, device: [] },
        ]
  }
  if (subject === 'none') return []
  if (subject === 'account') return [{ session: [] }]
  const device = [{ device: [] }, { deviceCookie: [] }]
  return subject === 'both' ? device.map((part) => ({ session: [], ...part })) : [{ session: [] }, ...device]
}

/** One response per HTTP status, whose problem names the codes that come with it. */
function problemsOf(endpoint: Endpoint): Record<string, object> {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set([...endpoint.codes, ...COMMON_CODES])) {
    const { status } = ERRORS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('. '),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Problem' },
                { type: 'object', properties: { code: { enum: codes } } },
              ],
            },
          },
        },
      },
    ]),
  )
}

function schemasOf(registry: Registry): Record<string, object> {
  const { schemas } = z.toJSONSchema(registry, {
    // what a request may hold; replies have no transforms or defaults, so theirs is the same
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  })
  for (const schema of Object.values(schemas)) {
    delete schema.$schema
    delete schema.$id
  }
  return schemas
}

function capitalised(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
