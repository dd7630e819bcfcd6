import { errorCodes } from '../rules/errors'
import type { Success, Outcome, Problem } from './outcome'

/** Makes the response of an outcome. */
export function respond(outcome: Outcome, requestId: string): Response {
  return outcome.ok ? answerResponse(outcome, requestId) : problemResponse(outcome.problem, requestId)
}

/** An RFC 9457 problem document. */
export function problemResponse({ code, detail, errors, members, headers }: Problem, requestId: string): Response {
  const { status, title } = errorCodes[code]
  const type = `/api/docs#${code}`
  const what = { type, title, status, detail: detail ?? `${title}.`, code, errors }
  const document = { ...what, ...members, request_id: requestId }
  return new Response(JSON.stringify(document), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headersOf(requestId), ...headers },
  })
}

function answerResponse({ status, data, headers }: Success, requestId: string): Response {
  return new Response(JSON.stringify(data), {
    status,
    headers: { 'Content-Type': 'application/json', ...headersOf(requestId), ...headers },
  })
}

// Responses contain money, so no cache may store them.
const headersOf = (requestId: string) => ({ 'Cache-Control': 'no-store', 'X-Request-Id': requestId })
