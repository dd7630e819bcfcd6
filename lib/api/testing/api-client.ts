import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import * as balance from '../../../app/api/v1/balance/route'
import * as costAccounts from '../../../app/api/v1/cost-accounts/route'
import * as labelRefund from '../../../app/api/v1/labels/[id]/refund/route'
import * as label from '../../../app/api/v1/labels/[id]/route'
import * as labels from '../../../app/api/v1/labels/route'
import * as entries from '../../../app/api/v1/ledger/entries/route'
import * as openapi from '../../../app/api/v1/openapi.json/route'
import * as paymentMethods from '../../../app/api/v1/payment-methods/route'
import * as refill from '../../../app/api/v1/refills/[id]/route'
import * as quote from '../../../app/api/v1/refills/quote/route'
import * as refills from '../../../app/api/v1/refills/route'
import type { Sql } from '../../../db/client'
import type { ErrorCode } from '../../rules/errors'
import type { Scope } from '../../api-keys/api-keys'
import type { RouteHandler } from '../route-handlers'
import { operations } from '../operations'
import { problemSchema } from '../resources/problem'

/** The route files by their paths in /api/docs. */
export const routeFiles: Record<string, Record<string, RouteHandler>> = {
  '/balance': balance,
  '/refills/quote': quote,
  '/refills': refills,
  '/refills/{id}': refill,
  '/payment-methods': paymentMethods,
  '/cost-accounts': costAccounts,
  '/labels': labels,
  '/labels/{id}': label,
  '/labels/{id}/refund': labelRefund,
  '/ledger/entries': entries,
  '/openapi.json': openapi,
}

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it wants and fails where it is not there
export type ApiResponse = { status: number; headers: Headers; body: any }

export type RequestOptions = {
  key?: string
  /** Sent as JSON; a string goes as it is. */
  body?: unknown
  idempotencyKey?: string | null
  headers?: Record<string, string>
}

/** What a reply with a problem looks like. */
export const problem = (status: number, code: ErrorCode, members: object = {}) => ({
  status,
  body: { code, ...members },
})

const scopes: Scope[] = ['read', 'refills:write', 'labels:write']

/** A new API key of a team. */
export async function createKey(sql: Sql, teamId: number, granted: Scope[] = scopes): Promise<string> {
  const key = `ind_${randomBytes(24).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest()
  await sql`select create_api_key(
    p_team => ${teamId}, p_name => 'Test key', p_hash => ${hash}, p_prefix => ${key.slice(0, 8)},
    p_scopes => string_to_array(${granted.join(' ')}, ' '))`
  return key
}

/**
 * Calls a route as Next would. Checks that every response keeps the promises of the API: the schema for its status, a
 * request id, and no caching.
 */
export async function send(method: string, address: string, options: RequestOptions = {}): Promise<ApiResponse> {
  const { pathname } = new URL(address, 'http://test')
  const [, resource = '', id = '', ...rest] = pathname.split('/')
  const template = pathname in routeFiles ? pathname : ['', resource, '{id}', ...rest].join('/')
  const headers = new Headers(options.headers)
  if (options.key !== undefined) headers.set('authorization', `Bearer ${options.key}`)
  if (options.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
  const key = options.idempotencyKey === undefined ? randomUUID() : options.idempotencyKey
  if (key !== null && method === 'POST') headers.set('idempotency-key', key)
  const body =
    options.body === undefined || typeof options.body === 'string' ? options.body : JSON.stringify(options.body)
  const request = new Request(`http://test/api/v1${address}`, { method, headers, body })
  const params = Promise.resolve(template.includes('{') ? { id: decodeURIComponent(id) } : undefined)
  const response = await routeFiles[template]![method]!(request, { params })
  const text = await response.text()
  const { status, headers: answered } = response
  const reply: ApiResponse = { status, headers: answered, body: text === '' ? null : JSON.parse(text) }
  if (reply.body) holdToSchema(method, template, reply)
  return reply
}

function holdToSchema(method: string, template: string, { status, headers, body }: ApiResponse): void {
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  if (template === '/openapi.json' && status === 200) return
  const operation = operations.find((each) => each.method === method && each.path === template)
  const schema = status < 300 ? operation?.responses[status] : problemSchema
  expect(schema, `${method} ${template} is not described to answer ${status}`).toBeDefined()
  schema!.parse(body)
  expect(headers.get('content-type')).toBe(status < 300 ? 'application/json' : 'application/problem+json')
  if (status >= 300) {
    expect(body).toMatchObject({ status, request_id: headers.get('x-request-id'), type: `/api/docs#${body.code}` })
  }
}
