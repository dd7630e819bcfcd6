import { openDatabase, useDatabase } from '../db/client'
import { probePooler, PoolerError } from '../db/probe-pooler'
import { log } from '../lib/log'
import { StartError } from './start-error'

/** Opens the process's database as its pooler allows, and logs once if that is unusual. */
export async function openPools(databaseUrl: string): Promise<void> {
  const warn = (message: string) => log.warn(message)
  const support = await probePooler(databaseUrl).catch((error: unknown) => {
    throw error instanceof PoolerError ? new StartError(error.message) : error
  })
  if (!support.statements)
    warn('DATABASE_URL leads through a pooler that does not keep prepared statements: going on without them.')
  if (!support.timeouts)
    warn('DATABASE_URL’s login has no lock_timeout: give it the timeouts with alter role (docs/deploy.md, PostgreSQL).')
  useDatabase(openDatabase(databaseUrl, undefined, { prepare: support.statements, warn: warn }))
}
