import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'

// On globalThis: the bundler can give a route its own copy of this module, but there is only one process.
const held = globalThis as typeof globalThis & {
  indiciaResponses?: AsyncLocalStorage<ServerResponse>
  indiciaActionsStarted?: WeakSet<ServerResponse>
}

/** Makes this the current response of all that follows in its request. */
export function trackResponse(response: ServerResponse): void {
  const responses = (held.indiciaResponses ??= new AsyncLocalStorage())
  responses.enterWith(response)
  // Node keeps the address once it is read. After the client has disconnected, it can no longer be read.
  void response.req.socket.remoteAddress
}

/** The request being answered, as Node has it; null on platforms that do not hand it to us, and outside of any request. */
export function currentRequest(): IncomingMessage | null {
  return held.indiciaResponses?.getStore()?.req ?? null
}

/** Runs work for this response outside the original call, because the rest of a form is read first. */
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

/** Marks the submitted form as readable: later failures are ours. */
export function markActionStarted(): void {
  const response = held.indiciaResponses?.getStore()
  if (response) (held.indiciaActionsStarted ??= new WeakSet()).add(response)
}

/** Whether the submitted form was readable. True if that is unknown. */
export function hasActionStarted(): boolean {
  const response = held.indiciaResponses?.getStore()
  return !response || (held.indiciaActionsStarted?.has(response) ?? false)
}
