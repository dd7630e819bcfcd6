import type { z } from 'zod'
import type { PresentedKey, Principal } from '../auth/principal'
import type { ErrorCode } from '../rules/errors'
import type { Scope } from '../api-keys/api-keys'
import { PATIENCE_MS, withDeadline } from '../deadline'
import { authenticateKey, readApiKey, unavailable } from './authenticate-key'
import { routeHandlers, type Handler, type Params } from './route-handlers'
import { readIdempotencyKey } from './idempotency-key'
import { isKnownKey, rememberKey } from './known-keys'
import type { Checked, Outcome } from './outcome'
import { respond } from './problem'
import { readJsonBody } from './read-json-body'
import { refuseKey, refuseCachedKey } from './refuse-key'
import { validate } from './validate'

/** A parsed and validated request. */
type ParsedRequest<Body> = {
  /** The `{id}` of the path; empty where it has none. */
  id: string
  query: URLSearchParams
  /** Whether the list is one of a mode. */
  hasMode: boolean
  body: Body
  /** Empty where the operation needs none. */
  idempotencyKey: string
}

/** A read by a key that was let in, or a write by one that the verb has yet to let in: in the statement that books. */
export type Call<Body = unknown, By = Principal> = ParsedRequest<Body> & { principal: By }

/** One operation of /api/docs: its name, its requirements, its responses, and its verb. */
type Described<Body> = {
  id: string
  method: 'GET' | 'POST'
  path: string
  summary: string
  scope: Scope
  /** Accepts `limit` and `cursor`. */
  isList?: boolean
  /** A list of what happened: accepts `mode`. */
  hasMode?: boolean
  body?: z.ZodType<Body>
  /** No body at all is an empty object. */
  isBodyOptional?: boolean
  /** The schema of each response by its status. */
  responses: Record<number, z.ZodType>
  /** Error codes in addition to those of every operation. */
  refusals?: readonly ErrorCode[]
}

type Read<Body> = Described<Body> & { isWrite?: false; run(call: Call<Body>): Promise<Outcome> }

/** Moves money: counts against the key's allowance and needs an Idempotency-Key. */
type Write<Body> = Described<Body> & { isWrite: true; run(call: Call<Body, PresentedKey>): Promise<Outcome> }

export type Operation<Body = unknown> = Read<Body> | Write<Body>

/** Lets TypeScript find the body's type in its schema. */
export function operation<Body>(definition: Operation<Body>): Operation {
  return definition as Operation
}

/** The exports of a route file: one operation per method. */
export function routes(...operations: Operation[]): ReturnType<typeof routeHandlers> {
  return routeHandlers(Object.fromEntries(operations.map((each) => [each.method, handlerOf(each)])))
}

const handlerOf =
  (which: Operation): Handler =>
  async (request, requestId, params) => {
    const unread = refuseCachedKey(request, requestId)
    if (unread) return respond(unread, requestId)
    // A read has a time limit, because abandoning it does no harm. The result of a write is always returned.
    const outcome = which.isWrite ? await write(which, request, params) : await readInTime(which, request, params)
    const isStranger = !outcome.ok && outcome.problem.code === 'unauthenticated'
    return respond(isStranger ? refuseKey(request, requestId) : outcome, requestId)
  }

async function readInTime(which: Read<unknown>, request: Request, params: Params): Promise<Outcome> {
  const outcome = await withDeadline(read(which, request, params), PATIENCE_MS)
  return outcome.ok ? outcome.value : unavailable
}

// The order is part of the contract: authentication, permission, rate limit, then the input.

async function read(which: Read<unknown>, request: Request, params: Params): Promise<Outcome> {
  const principal = await authenticateKey(request, which.scope, false)
  if (!principal.ok) return principal
  const parsed = await parseRequest(which, request, params)
  return parsed.ok ? which.run({ ...parsed.value, principal: principal.value }) : parsed
}

/** What is in order is let in and done in one statement; only what is not is let in first, to be told so. */
async function write(which: Write<unknown>, request: Request, params: Params): Promise<Outcome> {
  const key = readApiKey(request)
  if (!key.ok) return key
  const refusal = await checkKey(request, key.value, which.scope)
  if (refusal) return refusal
  const parsed = await parseRequest(which, request, params)
  if (parsed.ok) return which.run({ ...parsed.value, principal: key.value })
  const principal = await authenticateKey(request, which.scope, true)
  return principal.ok ? parsed : principal
}

/**
 * Nothing from an unknown client is parsed. A key that this process has not seen yet is looked up first. The statement
 * that writes checks permissions and rate limits.
 */
async function checkKey(request: Request, key: PresentedKey, scope: Scope): Promise<Outcome | null> {
  if (isKnownKey(key)) return null
  const met = await authenticateKey(request, scope, false)
  if (!met.ok && met.problem.code !== 'forbidden') return met
  rememberKey(key)
  return null
}

async function parseRequest(
  which: Operation,
  request: Request,
  params: Params,
): Promise<Checked<ParsedRequest<unknown>>> {
  const parsed: ParsedRequest<unknown> = {
    id: typeof params.id === 'string' ? params.id : '',
    query: which.isList ? new URL(request.url).searchParams : new URLSearchParams(),
    hasMode: which.hasMode ?? false,
    body: undefined,
    idempotencyKey: '',
  }
  if (!which.body) return { ok: true, value: parsed }
  const json = await readJsonBody(request, which.isBodyOptional)
  if (!json.ok) return json
  if (which.isWrite) {
    const key = readIdempotencyKey(request)
    if (!key.ok) return key
    parsed.idempotencyKey = key.value
  }
  const body = validate(which.body, json.value)
  if (!body.ok) return body
  parsed.body = body.value
  return { ok: true, value: parsed }
}
