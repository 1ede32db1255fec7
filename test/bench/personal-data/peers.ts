/** The peers of the tables on personal data, in exact versions: a figure in the docs is a figure of these. */
import type { PeerVersions } from '../peers.ts'

/** Packages that find or replace personal data in free text. */
export const TEXT_PEERS: PeerVersions = {
  openredaction: '1.1.5',
  'redact-pii': '3.4.0',
  '@redactpii/node': '1.0.17',
  '@arcjet/redact': '1.12.0',
  '@cdssnc/sanitize-pii': '2.1.1',
  '@coffeeandfun/remove-pii': '3.0.1',
}

/** Packages that redact structured values, and the logger that people use them in. */
export const STRUCTURE_PEERS: PeerVersions = {
  'fast-redact': '3.5.0',
  '@pinojs/redact': '0.4.0',
  'slow-redact': '0.3.2',
  '@hackylabs/deep-redact': '3.0.5',
  'redact-object': '4.0.4',
  '@logtape/redaction': '2.3.7',
  '@logtape/logtape': '2.3.7',
  masked: '1.2.1',
  'mask-json': '1.0.3',
  pino: '10.4.0',
}
