import { pino } from 'pino'
import { logLevel } from '../lib/env'

// Standard output is for what the command prints. Imported first: whoever takes the log first makes it.
;(globalThis as { indiciaLog?: unknown }).indiciaLog ??= pino(
  { level: logLevel(), base: undefined },
  pino.destination(2),
)
