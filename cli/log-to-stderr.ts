import { pino } from 'pino'
import { logLevel } from '../lib/env'

// Standard output is for the command's result. Import this first, because the first import creates the log.
;(globalThis as { indiciaLog?: unknown }).indiciaLog ??= pino(
  { level: logLevel(), base: undefined },
  pino.destination(2),
)
