import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { openDatabase, type Sql } from '../db/client'
import { findFreePort } from '../server/find-free-port'

export type Copy = {
  url: string
  /** The owner's connection: to look and to prepare, never to stand in for what a person does. */
  sql: Sql
  /** The environment of the command line against this copy. */
  env: NodeJS.ProcessEnv
  /** What the copy has said since it was last asked. */
  takeLog(): string
  /** The demo team as it was at first. The server finds its connections closed and opens new ones, as it always must. */
  reset(): Promise<void>
  stop(): Promise<void>
}

/** Every variable of ours, unset: `.env` overrides nothing that is there, and an empty text counts as unset. */
export const UNSET = Object.fromEntries(
  [
    'PORT',
    'AUTH_URL',
    'AUTH_SECRET',
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'OIDC_GROUPS_CLAIM',
    'OIDC_ADMIN_GROUP',
    'ADMIN_EMAILS',
    'SESSION_HOURS',
    'SESSION_IDLE_HOURS',
    'INDICIA_DEMO',
    'API_WRITES_PER_MINUTE',
    'WEB_WRITES_PER_MINUTE',
    'SIGN_INS_PER_MINUTE',
    'REFUSALS_PER_MINUTE',
    'TRUSTED_PROXIES',
    'VERCEL',
    'CRON_SECRET',
    'TEST_PROCESSOR_URL',
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'STRIPE_API_BASE',
    'SUPPORT_EMAIL',
    'SMTP_URL',
    'LOG_LEVEL',
  ].map((name) => [name, '']),
)

/** Starts a copy of the built application as `npm start` does, on a database of its own with the demo team in it. */
export async function startCopy(extra: Record<string, string> = {}): Promise<Copy> {
  const name = `e2e_${randomUUID().replaceAll('-', '')}`
  const on = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  const superuser = postgres(process.env.E2E_SUPERUSER_URL!, { max: 1, onnotice: () => {} })
  const createDatabase = () => superuser.unsafe(`create database ${name} template indicia owner indicia_owner`)
  await createDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-copy-'))
  const port = await findFreePort()
  const url = `http://localhost:${port}`
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // What a checkout's .env says is not for tests.
    ...UNSET,
    PORT: String(port),
    AUTH_URL: url,
    INDICIA_DATA_DIR: folder,
    INDICIA_DEMO: '1',
    DATABASE_URL: on(process.env.E2E_APP_URL!),
    DATABASE_OWNER_URL: on(process.env.E2E_OWNER_URL!),
    LOG_LEVEL: 'warn',
    ...extra,
  }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => void (said += String(chunk)))
  await untilReady(child)
  const database = openDatabase(env.DATABASE_OWNER_URL!, 2)
  return {
    url,
    sql: database.sql,
    env,
    takeLog() {
      const log = said
      said = ''
      return log
    },
    async reset() {
      await superuser.unsafe(`drop database ${name} with (force)`)
      await createDatabase()
    },
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await exited
      }
      await database.close()
      await superuser.unsafe(`drop database ${name} with (force)`)
      await superuser.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += String(chunk)
      if (said.includes('Indicia is ready on')) resolve()
    }
    child.stdout!.on('data', listen)
    child.stderr!.on('data', listen)
    child.once('exit', (code) => reject(new Error(`the copy ended with ${code} before it was ready:\n${said}`)))
  })
}
