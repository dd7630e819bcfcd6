import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, useDatabase, type Database } from '../db/client'
import { migrate } from '../db/migrate'
import { startEmbeddedPostgres } from '../server/embedded-postgres'

export type BenchDatabase = {
  folder: string
  ownerUrl: string
  appUrl: string
  owner: Database
  stop: () => Promise<void>
}

/** A PostgreSQL of our own in a temporary folder, migrated, that flushes every commit as a real one has to. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-bench-'))
  const postgres = await startEmbeddedPostgres({
    dir: path.join(folder, 'postgres'),
    settings: { max_connections: 120 },
  })
  const owner = openDatabase(postgres.ownerUrl, 4)
  const stop = async () => {
    useDatabase(undefined)
    await owner.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl })
    const [durable] = await owner.sql<[{ fsync: string; commit: string }]>`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`
    if (durable.fsync !== 'on' || durable.commit !== 'on') throw new Error('The database does not flush its commits.')
  } catch (error) {
    await stop()
    throw error
  }
  useDatabase(owner)
  return { folder, ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, owner, stop }
}
