import path from 'node:path'
import { openDatabase, useDatabase } from '../db/client'
import { judgeDatabaseUrl } from '../lib/environment/judge-address'
import { prepareDatabase } from '../server/prepare-database'
import { CommandError } from './command'
import { openEmbeddedDatabase } from './open-embedded-database'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a piece of work with `database()` as the owner's login: of DATABASE_OWNER_URL or DATABASE_URL, else of the
 * embedded database of INDICIA_DATA_DIR, which is started and stopped where it does not run.
 */
export async function withDatabase(root: string, work: () => Promise<void>): Promise<void> {
  const { ownerUrl, close } = await open(root)
  const database = openDatabase(withoutTimeout(ownerUrl), 2)
  useDatabase(database)
  const interrupt = () => void close().finally(() => process.exit(1))
  for (const signal of SIGNALS) process.once(signal, interrupt)
  try {
    await work()
  } finally {
    useDatabase(undefined)
    await database.close()
    await close()
    for (const signal of SIGNALS) process.off(signal, interrupt)
  }
}

async function open(root: string): Promise<{ ownerUrl: string; close: () => Promise<void> }> {
  const appUrl = process.env.DATABASE_URL?.trim()
  const ownerUrl = process.env.DATABASE_OWNER_URL?.trim() || appUrl
  if (!ownerUrl) return openEmbeddedDatabase(path.resolve(root, process.env.INDICIA_DATA_DIR?.trim() || '.data'))
  // The grants name the application's login: without it they would be taken from the running application.
  if (!appUrl) throw new CommandError('DATABASE_URL is missing, since DATABASE_OWNER_URL is set.')
  for (const [name, url] of Object.entries({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })) {
    const fault = judgeDatabaseUrl(url)
    if (fault !== null) throw new CommandError(`${name}: should ${fault}`)
  }
  await prepareDatabase({ ownerUrl, appUrl })
  return { ownerUrl, close: async () => {} }
}

/** Verifying or filling a large ledger takes longer than any request may. */
function withoutTimeout(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}statement_timeout=0`
}
