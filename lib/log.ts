import { pino, type Logger } from 'pino'
import { logLevel, withoutSecrets } from './env'

// On globalThis: the bundler can give a route its own copy of this module, but a process has one log.
const state = globalThis as typeof globalThis & { indiciaLog?: Logger }

/** The log of the server: one JSON object a line on standard output. Never money, cards or secrets of a person. */
export const log: Logger = (state.indiciaLog ??= pino({
  level: logLevel(),
  base: undefined,
  // Errors quote what they were given: an address with its password, a key that was refused.
  hooks: { streamWrite: withoutSecrets },
}))
