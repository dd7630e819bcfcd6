import { database } from '../../db/client'
import { buildMigration } from '../../db/migrate'
import { isShuttingDown } from '../shutdown'

/** How long the database may take to say that it is there. A balancer asks often and must not be kept waiting. */
const PATIENCE_MS = 1_500

export type Readiness =
  | { ready: true }
  | { ready: false; reason: 'shutting_down' | 'database_away' | 'migrations_missing' }

let build: number | undefined

/** Whether this process should be sent work: not stopping, the database there, and its migrations this build's. */
export async function checkReadiness(): Promise<Readiness> {
  if (isShuttingDown()) return { ready: false, reason: 'shutting_down' }
  const installed = await installedMigration()
  if (installed === 'away') return { ready: false, reason: 'database_away' }
  build ??= buildMigration()
  return installed === build ? { ready: true } : { ready: false, reason: 'migrations_missing' }
}

async function installedMigration(): Promise<number | 'away' | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<'away'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'away')
  })
  const asked = database().sql<{ migration: number }[]>`select migration from schema_version`
    .then(([row]) => row?.migration)
    // 42P01: the database is there and nobody has migrated it yet.
    .catch((error: { code?: unknown }) => (error.code === '42P01' ? undefined : ('away' as const)))
  try {
    return await Promise.race([asked, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
