import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'

// On globalThis: the bundler may give a route its own copy of this module, and there is only one process.
const held = globalThis as typeof globalThis & {
  indiciaResponses?: AsyncLocalStorage<ServerResponse>
  indiciaActionsStarted?: WeakSet<ServerResponse>
}

/** Makes this the current response of all that follows in its request. */
export function trackResponse(response: ServerResponse): void {
  const responses = (held.indiciaResponses ??= new AsyncLocalStorage())
  responses.enterWith(response)
  // Node keeps the address once it was read. After the client has hung up it could not be read any more.
  void response.req.socket.remoteAddress
}

/** The request being answered, as Node has it; null on platforms that do not hand it to us, and outside of any request. */
export function currentRequest(): IncomingMessage | null {
  return held.indiciaResponses?.getStore()?.req ?? null
}

/** Runs what makes this answer, where it does not begin as its request comes in: the rest of a form is waited for first. */
export function withResponse(response: ServerResponse, run: () => void): void {
  if (held.indiciaResponses) held.indiciaResponses.run(response, run)
  else run()
}

/**
 * Sets the status and the headers of the page that is being rendered. Next supports only 403 and 404, and sends them as
 * an empty document that needs a script. Returns false on platforms that do not provide Node's response.
 */
export function setResponseStatus(status: number, headers: Record<string, string> = {}): boolean {
  const response = held.indiciaResponses?.getStore()
  if (!response || response.headersSent) return false
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  return true
}

/**
 * Sends this response instead of the page that is being rendered. Next then finds the request answered. Returns false
 * if something was already sent, or on platforms that do not provide Node's response.
 */
export function replaceResponse(status: number, headers: Record<string, string>, body: string): boolean {
  if (!setResponseStatus(status, headers)) return false
  const response = held.indiciaResponses!.getStore()!
  // Fonts and styles that the page would have needed.
  response.removeHeader('Link')
  response.end(body)
  return true
}

/** Says that the form being answered could be read: what fails from now on is our fault. */
export function markActionStarted(): void {
  const response = held.indiciaResponses?.getStore()
  if (response) (held.indiciaActionsStarted ??= new WeakSet()).add(response)
}

/** Whether it has been said of the form being answered. True where nobody can know. */
export function hasActionStarted(): boolean {
  const response = held.indiciaResponses?.getStore()
  return !response || (held.indiciaActionsStarted?.has(response) ?? false)
}
