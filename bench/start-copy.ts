import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findFreePort } from '../server/find-free-port'
import type { BenchDatabase } from './bench-database'

const READY_WITHIN_MS = 30_000

/** Serves the built copy on the bench's database. Nobody signs in there, so its identity provider is never asked. */
export async function startCopy(copy: string, database: BenchDatabase, env: Record<string, string>) {
  const port = await findFreePort()
  const url = `http://localhost:${port}`
  const child = spawn(
    process.execPath,
    [path.join(copy, 'node_modules/next/dist/bin/next'), 'start', '-p', String(port)],
    {
      cwd: copy,
      // A channel that closes with this process: the server ends then, too.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        AUTH_URL: url,
        AUTH_SECRET: randomBytes(33).toString('base64'),
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        OIDC_ISSUER: 'http://localhost:9',
        OIDC_CLIENT_ID: 'bench',
        OIDC_CLIENT_SECRET: 'bench',
        LOG_LEVEL: 'warn',
        NEXT_TELEMETRY_DISABLED: '1',
        ...env,
      },
    },
  )
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(50)) {
    const ready = await fetch(`${url}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return { url, stop }
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop()
      throw new Error('The copy of the application did not become ready.')
    }
  }
}
