import type { z } from 'zod'
import type { Principal } from '../auth/principal'
import type { ErrorCode } from '../errors'
import type { Scope } from '../api-keys/scopes'
import { withDeadline } from '../deadline'
import { authenticateKey, PATIENCE_MS, unavailable } from './authenticate-key'
import { byMethod, type Handler, type Params } from './by-method'
import { readIdempotencyKey } from './idempotency-key'
import type { Checked, Outcome } from './outcome'
import { respond } from './problem'
import { readJsonBody } from './read-json-body'
import { validate } from './validate'

/** A request that has passed every check. */
export type Call<Body = unknown> = {
  principal: Principal
  /** The `{id}` of the path; empty where it has none. */
  id: string
  query: URLSearchParams
  body: Body
  /** Empty where the operation needs none. */
  idempotencyKey: string
}

/** One line of API.md: what it is called, what it needs, what it answers, and the verb behind it. */
export type Operation<Body = unknown> = {
  id: string
  method: 'GET' | 'POST'
  path: string
  summary: string
  scope: Scope
  /** Moves money: counts against the key's allowance and needs an Idempotency-Key. */
  isWrite?: boolean
  /** Takes `limit` and `cursor`. */
  isList?: boolean
  body?: z.ZodType<Body>
  /** The schema of each answer by its status. */
  answers: Record<number, z.ZodType>
  /** Codes of its own, besides those that every operation has. */
  refusals?: readonly ErrorCode[]
  run(call: Call<Body>): Promise<Outcome>
}

/** Lets TypeScript find the body's type in its schema. */
export function operation<Body>(definition: Operation<Body>): Operation {
  return definition as Operation
}

/** The exports of a route file: one operation for each method that it answers. */
export function routes(...operations: Operation[]): ReturnType<typeof byMethod> {
  return byMethod(Object.fromEntries(operations.map((each) => [each.method, handlerOf(each)])))
}

const handlerOf = (which: Operation): Handler => async (request, requestId, params) => {
  const work = carryOut(which, request, params)
  // A reader is told in time, and a read that nobody waits for harms nobody. What a write has done is always said.
  const outcome = which.isWrite ? await work : await withDeadline(work, PATIENCE_MS)
  return respond(outcome === 'too late' ? unavailable : outcome, requestId)
}

async function carryOut(which: Operation, request: Request, params: Params): Promise<Outcome> {
  const call = await check(which, request, params)
  return call.ok ? which.run(call.value) : call
}

/** The order is part of the contract: who, may they, how often, then what they sent. */
async function check(which: Operation, request: Request, params: Params): Promise<Checked<Call>> {
  const principal = await authenticateKey(request, which.scope, which.isWrite === true)
  if (!principal.ok) return principal
  const call: Call = {
    principal: principal.value,
    id: typeof params.id === 'string' ? params.id : '',
    query: which.isList ? new URL(request.url).searchParams : new URLSearchParams(),
    body: undefined,
    idempotencyKey: '',
  }
  if (!which.body) return { ok: true, value: call }
  const json = await readJsonBody(request)
  if (!json.ok) return json
  if (which.isWrite) {
    const key = readIdempotencyKey(request)
    if (!key.ok) return key
    call.idempotencyKey = key.value
  }
  const body = validate(which.body, json.value)
  if (!body.ok) return body
  call.body = body.value
  return { ok: true, value: call }
}
