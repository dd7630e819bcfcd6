import { AsyncLocalStorage } from 'node:async_hooks'

const held = globalThis as { indiciaAnswers?: AsyncLocalStorage<unknown> }

/** Runs work as the answer to a request that came from this address, with these headers as Node has them. */
export function askedFrom<T>(remoteAddress: string, work: () => T, headers: Record<string, string> = {}): T {
  const answers = (held.indiciaAnswers ??= new AsyncLocalStorage())
  return answers.run({ req: { socket: { remoteAddress }, headers } }, work)
}
