import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { findFreePort } from '../server/find-free-port'
import { UNSET } from './start-copy'

/** `npm start` without a browser: what it says, what it survives, what it leaves behind. */
type Started = { child: ChildProcess; said: () => string; ready: Promise<boolean>; ended: Promise<number | null> }

function start(variables: Record<string, string>): Started {
  const env = { ...process.env, ...UNSET, LOG_LEVEL: 'warn', ...variables }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const ready = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        said += String(chunk)
        if (said.includes('Indicia is ready on')) resolve(true)
      })
    }
    void ended.then(() => resolve(false))
  })
  return { child, said: () => said, ready, ended }
}

const answers = (port: number) =>
  fetch(`http://localhost:${port}/api/health`).then(
    (answer) => answer.ok,
    () => false,
  )
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
const postmaster = (folder: string) =>
  Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

/** The web server that a supervisor has started (Linux). */
function webServer(supervisor: number): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => {
      try {
        const [, parent] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
        return Number(parent) === supervisor && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('next')
      } catch {
        return false
      }
    })
  return Number(found)
}

test('starts from nothing, survives kill -9 of each part, and stops all that it started', async () => {
  test.skip(process.platform !== 'linux', 'looks into /proc')
  test.slow()
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-start-'))
  const port = await findFreePort()
  const variables = { PORT: String(port), INDICIA_DATA_DIR: folder }
  try {
    const first = start(variables)
    expect(await first.ready, first.said()).toBe(true)
    expect(first.said()).toContain(`Indicia is ready on http://localhost:${port}`)
    await expect.poll(() => first.said()).toMatch(/Demo Admin[^]*Demo Staff/)
    const second = start(variables)
    expect(await second.ready, 'a second start in the same folder').toBe(false)

    // The supervisor: its web server ends by itself, its database is stopped by the next start.
    const orphan = postmaster(folder)
    first.child.kill('SIGKILL')
    await first.ended
    await expect.poll(() => answers(port)).toBe(false)
    const again = start(variables)
    expect(await again.ready, again.said()).toBe(true)
    expect(isAlive(orphan)).toBe(false)

    // The database: the rest stops with a word.
    process.kill(postmaster(folder), 'SIGKILL')
    expect(await again.ended).toBe(1)
    expect(again.said()).toContain('The database ended')
    expect(await answers(port)).toBe(false)

    // The web server.
    const third = start(variables)
    expect(await third.ready, third.said()).toBe(true)
    process.kill(webServer(third.child.pid!), 'SIGKILL')
    expect(await third.ended).toBe(1)
    expect(third.said()).toContain('The web server ended')

    const last = start(variables)
    expect(await last.ready, last.said()).toBe(true)
    const [database, web] = [postmaster(folder), webServer(last.child.pid!)]
    last.child.kill('SIGTERM')
    expect(await last.ended).toBe(0)
    expect([isAlive(database), isAlive(web), await answers(port)]).toEqual([false, false, false])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test.describe('a wrong environment stops the start with its name', () => {
  for (const [name, variables, words] of [
    ['PORT', { PORT: 'abc' }, /PORT.*port number/],
    ['AUTH_URL', { AUTH_URL: 'example.com/path' }, /AUTH_URL.*address/],
    ['AUTH_SECRET', { AUTH_SECRET: 'short' }, /AUTH_SECRET.*32 characters/],
    ['OIDC_ISSUER', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' }, /OIDC_ISSUER/],
    ['OIDC_CLIENT_ID', { OIDC_ISSUER: 'https://sso.example.com' }, /OIDC_CLIENT_ID[^]*OIDC_CLIENT_SECRET/],
    [
      'STRIPE_WEBHOOK_SECRET',
      { STRIPE_SECRET_KEY: 'sk_test_51Habcdefgh' },
      /STRIPE_WEBHOOK_SECRET.*since STRIPE_SECRET_KEY is set/,
    ],
    [
      'STRIPE_SECRET_KEY',
      { STRIPE_WEBHOOK_SECRET: 'whsec_abcdefgh12345678' },
      /STRIPE_SECRET_KEY.*since STRIPE_WEBHOOK_SECRET is set/,
    ],
    ['ADMIN_EMAILS', { ADMIN_EMAILS: 'nobody' }, /ADMIN_EMAILS.*e-mail/],
  ] as [string, Record<string, string>, RegExp][]) {
    test(name, async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'indicia-start-'))
      const started = start({ INDICIA_DATA_DIR: folder, ...variables })
      expect(await started.ended).toBe(1)
      expect(started.said()).toMatch(words)
      rmSync(folder, { recursive: true, force: true })
    })
  }
})
