import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../server/embedded-postgres'
import { migrate } from '../migrate'

export type TestServer = { superuserUrl: string; ownerUrl: string; appUrl: string }

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** One real PostgreSQL a run, with one migrated database (`indicia`) that every test file copies its own from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-test-'))
  const postgres = await startEmbeddedPostgres({
    dir: path.join(folder, 'postgres'),
    // A test's data is gone after it: nothing is lost by not waiting for the disk.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '120' },
  })
  await migrate({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl })
  project.provide('testServer', {
    superuserUrl: postgres.superuserUrl('postgres'),
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
  })
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
