import { AsyncLocalStorage } from 'node:async_hooks'

const held = globalThis as { indiciaResponses?: AsyncLocalStorage<unknown> }

/** Runs work as a response to a request from this address with these headers. */
export function withRemoteAddress<T>(remoteAddress: string, work: () => T, headers: Record<string, string> = {}): T {
  const responses = (held.indiciaResponses ??= new AsyncLocalStorage())
  return responses.run({ req: { socket: { remoteAddress }, headers } }, work)
}
