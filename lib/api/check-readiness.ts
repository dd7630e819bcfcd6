import { database } from '../../db/client'
import { buildMigration } from '../../db/migrate'
import { isShuttingDown } from '../shutdown'
import { withDeadline } from '../deadline'

/** How long the database may take to say that it is there. A balancer asks often and must not be kept waiting. */
const PATIENCE_MS = 1_500

type Readiness =
  | { ready: true }
  | { ready: false; reason: 'shutting_down' | 'database_away' | 'migrations_missing' }

let build: number | undefined

/** Whether this process should be sent work: not stopping, the database there, and at least this build's migrations in it. */
export async function checkReadiness(): Promise<Readiness> {
  if (isShuttingDown()) return { ready: false, reason: 'shutting_down' }
  const installed = await withDeadline(installedMigration(), PATIENCE_MS)
  if (installed === 'away' || installed === 'too late') return { ready: false, reason: 'database_away' }
  build ??= buildMigration()
  // Newer is fine: during an upgrade the old processes go on until they are replaced.
  return installed !== undefined && installed >= build ? { ready: true } : { ready: false, reason: 'migrations_missing' }
}

async function installedMigration(): Promise<number | 'away' | undefined> {
  try {
    const [row] = await database().sql<{ migration: number }[]>`select migration from schema_version`
    return row?.migration
  } catch (error) {
    // 42P01: the database is there and nobody has migrated it yet.
    return (error as { code?: unknown }).code === '42P01' ? undefined : 'away'
  }
}
