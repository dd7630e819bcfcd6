import { AsyncLocalStorage } from 'node:async_hooks'

const held = globalThis as { indiciaResponses?: AsyncLocalStorage<unknown> }

/** Runs work as the answer to a request that came from this address, with these headers as Node has them. */
export function withRemoteAddress<T>(remoteAddress: string, work: () => T, headers: Record<string, string> = {}): T {
  const responses = (held.indiciaResponses ??= new AsyncLocalStorage())
  return responses.run({ req: { socket: { remoteAddress }, headers } }, work)
}
