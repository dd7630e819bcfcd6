import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate } from '../db/migrate'
import { buildProgram } from '../lib/testing/build-program'
import { seedDemoTeam } from '../server/demo-team'
import { startEmbeddedPostgres } from '../server/embedded-postgres'

/** One real PostgreSQL a run, with the demo team in a database that every test copies its own from; and the command line, compiled. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-e2e-'))
  const postgres = await startEmbeddedPostgres({
    dir: path.join(folder, 'postgres'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '120' },
  })
  await migrate({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl })
  await seedDemoTeam({ ownerUrl: postgres.ownerUrl })
  const cli = await buildProgram('cli/main.ts')
  process.env.E2E_CLI = cli
  process.env.E2E_SUPERUSER_URL = postgres.superuserUrl('postgres')
  process.env.E2E_OWNER_URL = postgres.ownerUrl
  process.env.E2E_APP_URL = postgres.appUrl
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
    rmSync(cli)
  }
}
