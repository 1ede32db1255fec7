/** `privacykit openapi`: the wire as OpenAPI 3.1. */
import { createOpenApi } from '@privacykit/contract/openapi'
import { type Command, parse } from '../command.ts'

export const openapi: Command = {
  summary: 'print the OpenAPI 3.1 description of the service and browser endpoints',
  usage:
    'privacykit openapi [--prefix <path>]\n\n  --prefix  where the app mounts the browser routes (default: /api/privacy)',
  async run(args, io) {
    const { values } = parse(args, { prefix: { type: 'string' } })
    io.out(JSON.stringify(createOpenApi(values.prefix === undefined ? {} : { prefix: values.prefix }), null, 2))
    return 0
  },
}
