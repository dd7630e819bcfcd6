import { randomUUID } from 'node:crypto'
import { UNKNOWN_METHOD } from '../request-guard/check-request-head'
import { isDatabaseAway } from '../rules/errors'
import { log } from '../log'
import { problemResponse } from './problem'

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof methods)[number]

export type Params = Record<string, string | string[] | undefined>
/** Next gives a path without parameters none at all. */
type Context = { params: Promise<Params | undefined> }
export type Handler = (request: Request, requestId: string, params: Params) => Response | Promise<Response>
export type RouteHandler = (request: Request, context?: Context) => Promise<Response>

/**
 * The exports of a route file. It covers every method, so that no request gets the framework's empty response. HEAD
 * follows GET, OPTIONS lists the methods, and any other method gets a 405 that names the allowed ones.
 */
export function routeHandlers(handlers: Partial<Record<Method, Handler>>): Record<Method, RouteHandler> {
  const { GET: get } = handlers
  const known = get ? { HEAD: withoutBody(get), ...handlers } : handlers
  const allow = methods.filter((method) => method in known || method === 'OPTIONS').join(', ')
  const refuse: Handler = (_request, requestId) =>
    problemResponse({ code: 'method_not_allowed', headers: { Allow: allow } }, requestId)
  const all: Record<Method, Handler> = {
    ...everyMethod(refuse),
    OPTIONS: (request, ...rest) =>
      request.headers.has(UNKNOWN_METHOD)
        ? refuse(request, ...rest)
        : new Response(null, { status: 204, headers: { Allow: allow, 'Cache-Control': 'no-store' } }),
    ...known,
  }
  return guardEach(all)
}

/** The exports of a route file that treats all methods alike. */
export function handleEveryMethod(handler: Handler): Record<Method, RouteHandler> {
  return guardEach(everyMethod(handler))
}

const everyMethod = (handler: Handler) =>
  Object.fromEntries(methods.map((method) => [method, handler])) as Record<Method, Handler>

const guardEach = (handlers: Record<Method, Handler>) =>
  Object.fromEntries(methods.map((method) => [method, guard(handlers[method])])) as Record<Method, RouteHandler>

const withoutBody =
  (get: Handler): Handler =>
  async (request, requestId, params) => {
    const { status, headers } = await get(request, requestId, params)
    return new Response(null, { status, headers })
  }

/** Handles unexpected errors: the log gets everything, and the client a request id. */
const guard =
  (handler: Handler): RouteHandler =>
  async (request, context) => {
    const requestId = randomUUID()
    try {
      return await handler(request, requestId, (await context?.params) ?? {})
    } catch (error) {
      const path = new URL(request.url).pathname
      if (isDatabaseAway(error)) {
        log.warn({ err: error, requestId, method: request.method, path }, 'the database is away')
        return problemResponse({ code: 'unavailable', headers: { 'Retry-After': '1' } }, requestId)
      }
      log.error({ err: error, requestId, method: request.method, path }, 'a request failed')
      return problemResponse({ code: 'internal' }, requestId)
    }
  }
