/** What an app says about the hosts that its requests go to. */
import type { Category } from '@privacykit/contract'
import type { Redactor } from '../redact.ts'
import type { AnySchema } from '../tag.ts'
import type { OnWithheld } from './withheld.ts'

/** Any `fetch`. */
export type FetchLike = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** What one host, or all hosts below one, may be sent. */
export interface HostRule {
  /** Name of the recipient, for reports and errors. Default: the host as it stands in `hosts`. */
  name?: string
  /** Categories that may leave to it, with those below them. Default none. */
  accepts?: readonly Category[]
  /** The purpose that they serve. A host that takes any must have one (duty D05). */
  purpose?: string
  /** Schema of JSON bodies. Given: bodies are filtered by tag, and what is not in it goes. Left out: by key. */
  schema?: AnySchema
  /** Why quasi-identifiers of the schema may go there together. */
  jointly?: string
  /** Headers that go as they are, such as `authorization`. */
  headers?: readonly string[]
  /** True: bodies into which nothing can look (streams, files, bytes) go as they are. Default false: they are refused. */
  allowOpaque?: boolean
  /** True: redirects are followed, also to other hosts, which then get what this one got. Default: only where nothing is accepted. */
  followRedirects?: boolean
}

/** What `guardFetch` takes. */
export interface FetchGuardOptions {
  /** Hosts by name: `api.example.com`, with its port where it has one, or `*.example.com` for all below. `pass`: unread; `deny`: nothing. */
  hosts?: Readonly<Record<string, HostRule | 'pass' | 'deny'>>
  /** Other hosts. Default `check`: they get what is not personal. */
  unknownHosts?: 'deny' | 'pass' | 'check'
  /** `refuse`: a request with anything that may not go is not sent, and fails. `strip`: it goes without that. Default `refuse`. */
  whenFound?: 'refuse' | 'strip'
  /** Redacts what no schema describes. Default `createKeyRedactor()`, which keeps what the host accepts. */
  redact?: Redactor
  /** Asked for each host that has a purpose; false refuses the request. Default: always open. */
  allows?: (purpose: string) => boolean
  /** Told of each request out of which something was taken, or that was refused. */
  onWithheld?: OnWithheld
}
