import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { request, type IncomingHttpHeaders } from 'node:http'
import type { Scope } from '../lib/api-keys/api-keys'
import type { Copy } from './start-copy'
import { expect } from './test'

export type RequestOptions = {
  /** Without it: POST with a body, GET without one. */
  method?: string
  path: string
  /** Sent as JSON; text and bytes go as they are. */
  body?: unknown
  /** Besides the key, the content type and an Idempotency-Key of its own; undefined leaves one out, a list repeats it. */
  headers?: Record<string, string | string[] | undefined>
}

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it wants and fails where it is not there
export type ApiResponse = { status: number; headers: IncomingHttpHeaders; text: string; body: any }

const everyScope: Scope[] = ['read', 'refills:write', 'labels:write']

/** A new API key of a team. */
export async function newKey({ sql }: Copy, scopes = everyScope, team = 'demo'): Promise<string> {
  const key = `ind_${randomBytes(32).toString('base64url')}`
  await sql`
    select create_api_key(
      p_team => id, p_name => 'Test key', p_hash => ${createHash('sha256').update(key).digest()},
      p_prefix => ${key.slice(0, 8)}, p_scopes => string_to_array(${scopes.join(' ')}, ' '))
    from teams where slug = ${team}`
  return key
}

/** Another team, which pays by Purchase Power; answers with a key of its own. */
export async function newTeam(copy: Copy, slug: string): Promise<string> {
  const { sql } = copy
  const [team] = await sql<[{ id: number }]>`select create_team(p_slug => ${slug}, p_name => ${slug}) as id`
  await sql`select add_payment_method(
    p_team => ${team.id}, p_type => 'purchase_power', p_label => 'Purchase Power', p_default => true)`
  await sql`select set_credit_limit(p_team => ${team.id}, p_limit => 500_00)`
  return newKey(copy, everyScope, slug)
}

/** The id of the demo team's payment method of a type. */
export async function methodId(
  { sql }: Copy,
  type: 'credit_card' | 'reserve_account' | 'purchase_power',
): Promise<string> {
  const [method] = await sql<[{ id: string }]>`
    select m.id from payment_methods m join teams t on t.id = m.team_id where t.slug = 'demo' and m.type = ${type}`
  return method.id
}

/** A card of the test processor for the demo team; answers with its id. */
export async function newCard({ sql }: Copy, number: string): Promise<string> {
  const [card] = await sql<[{ id: string }]>`
    select add_payment_method(
      p_team => id, p_type => 'credit_card', p_label => 'Test card', p_processor_ref => ${`test_card_${number}`},
      p_expires_month => 12::smallint, p_expires_year => 2099::smallint) as id
    from teams where slug = 'demo'`
  return card.id
}

/** Sends a request as it is written: `fetch` would join headers, tidy paths and refuse what some tests are about. */
export function send(
  copy: Copy,
  key: string,
  { path, body, headers, method = body === undefined ? 'GET' : 'POST' }: RequestOptions,
): Promise<ApiResponse> {
  const all = {
    Authorization: `Bearer ${key}`,
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(method === 'POST' && { 'Idempotency-Key': randomUUID() }),
    ...headers,
  }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >
  const { port } = new URL(copy.url)
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: 'localhost', port, path: `/api/v1${path}`, method, headers: given, agent: false },
      (answer) => {
        let text = ''
        answer
          .setEncoding('utf8')
          .on('data', (chunk: string) => void (text += chunk))
          .on('error', reject)
        answer.on('end', () => {
          const { statusCode: status = 0, headers } = answer
          const isJson = headers['content-type']?.endsWith('json')
          resolve({ status, headers, text, body: isJson && text !== '' ? JSON.parse(text) : null })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(typeof body === 'string' || Buffer.isBuffer(body) || body === undefined ? body : JSON.stringify(body))
  })
}

/** Checks a refusal: its status, its type, and exactly these members. `blames` names the fields to blame. */
export function expectProblem(
  reply: ApiResponse,
  status: number,
  code: string,
  blames: string[] = [],
  members: object = {},
): void {
  const words = expect.stringMatching(/\S/)
  expect(reply.body).toEqual({
    type: `/api/docs#${code}`,
    title: words,
    status,
    detail: words,
    code,
    ...members,
    ...(blames.length > 0 && { errors: blames.map((field) => ({ field, code, message: words })) }),
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(reply.status).toBe(status)
  expect(reply.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': reply.body.request_id,
  })
}

/** All that a write leaves behind: every team's accounts, and how many rows there are of what only grows. */
export async function readBooks({ sql }: Copy): Promise<object> {
  const accounts = await sql`select * from ledger_accounts order by team_id, kind`
  const [rows] = await sql`
    select (select count(*) from refills) as refills, (select count(*) from labels) as labels,
      (select count(*) from transfers) as transfers, (select count(*) from entries) as entries,
      (select count(*) from idempotency_keys) as keys, (select count(*) from test_processor_charges) as charges,
      (select count(*) from audit_log) as audit`
  return { ...rows, accounts: [...accounts] }
}
