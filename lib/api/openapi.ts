import { errorCodes, type ErrorCode } from '../rules/errors'
import type { Operation } from './endpoint'
import { bodySchema, componentSchemas, referTo, type JsonSchema } from './openapi-schemas'
import { operations } from './operations'
import { problemSchema } from './resources/problem'

type Content = Record<string, { schema: JsonSchema }>

export type OpenApiOperation = {
  operationId: string
  summary: string
  description: string
  security: Record<string, string[]>[]
  parameters: JsonSchema[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { description: string; headers?: JsonSchema; content: Content }>
}

export type OpenApiDocument = {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: JsonSchema }
}

let document: OpenApiDocument | undefined

/** The OpenAPI 3.1 description, generated from the schemas that validate requests and type responses. */
export function openApiDocument(): OpenApiDocument {
  return (document ??= {
    openapi: '3.1.0',
    info: {
      title: 'Indicia',
      version: '1',
      description:
        'The postage account of a team. Amounts are integer US cents, times RFC 3339 in UTC, ids opaque. Errors are ' +
        'RFC 9457 problem documents with a code of a closed list. Only a request that has made a refill or a label, ' +
        'or has asked for a label’s refund, uses its Idempotency-Key up; the same again answers with that resource as it ' +
        'is now, and with `Idempotency-Replayed: true`. A field that a refill, a label or a label’s refund does not know is ' +
        'refused, and so is a field of any body that is given twice.',
    },
    servers: [{ url: '/api/v1' }],
    paths: pathsOf(operations),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'A key of the team: `Authorization: Bearer ind_…`.' },
      },
    },
  })
}

function pathsOf(all: readonly Operation[]): OpenApiDocument['paths'] {
  const paths: OpenApiDocument['paths'] = {}
  for (const each of all) (paths[each.path] ??= {})[each.method.toLowerCase()] = describe(each)
  return paths
}

function describe(each: Operation): OpenApiOperation {
  return {
    operationId: each.id,
    summary: each.summary,
    description: `Needs the scope \`${each.scope}\`.`,
    security: [{ apiKey: [] }],
    parameters: parametersOf(each),
    ...(each.body && {
      requestBody: {
        required: !each.isBodyOptional,
        content: { 'application/json': { schema: bodySchema(each.body) } },
      },
    }),
    responses: { ...responsesOf(each), ...refusalsOf(each) },
  }
}

function parametersOf(each: Operation): JsonSchema[] {
  const parameters: JsonSchema[] = []
  if (each.path.includes('{id}')) {
    parameters.push({ name: 'id', in: 'path', required: true, schema: { type: 'string' } })
  }
  if (each.isList) {
    parameters.push(
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
      { name: 'cursor', in: 'query', description: '`next_cursor` of the page before.', schema: { type: 'string' } },
    )
  }
  if (each.hasMode) {
    parameters.push({
      name: 'mode',
      in: 'query',
      description: '`test`: what is of test mode, such as the test round of a team that has gone live.',
      schema: { type: 'string', enum: ['test'] },
    })
  }
  if (each.isWrite) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: '1 to 255 visible ASCII characters.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    })
  }
  return parameters
}

function responsesOf(each: Operation): OpenApiOperation['responses'] {
  const headers = {
    Location: { description: 'Where the resource is.', schema: { type: 'string' } },
    'Idempotency-Replayed': { description: 'This key had made the resource before.', schema: { const: 'true' } },
  }
  return Object.fromEntries(
    Object.entries(each.responses).map(([status, schema]) => [
      status,
      {
        description: each.summary,
        ...(each.isWrite && { headers }),
        content: { 'application/json': { schema: referTo(schema) } },
      },
    ]),
  )
}

/** Every error code that an operation can return. */
function refusalCodesOf(each: Operation): ErrorCode[] {
  return [
    'unauthenticated',
    'forbidden',
    'unavailable',
    'internal',
    ...(each.body ? (['unsupported_media_type', 'payload_too_large', 'malformed_json'] as const) : []),
    ...(each.body || each.isList ? (['invalid_request'] as const) : []),
    ...(each.isWrite
      ? (['rate_limited', 'idempotency_key_missing', 'idempotency_key_invalid', 'idempotency_mismatch'] as const)
      : []),
    ...(each.refusals ?? []),
  ]
}

function refusalsOf(each: Operation): OpenApiOperation['responses'] {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of refusalCodesOf(each)) {
    const { status } = errorCodes[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errorCodes[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: referTo(problemSchema) } },
      },
    ]),
  )
}
