import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useTestDatabase } from '../db/testing/test-database'
import { VARIABLE_NAMES } from '../lib/environment/variables'
import { buildProgram } from '../lib/testing/build-program'
import { findFreePort } from './find-free-port'

/** Starts that cannot be, as an operator meets them: one sentence each, exit status 1, no stack trace, no secret. */

type Ended = { status: number; said: string }
type Program = 'supervise' | 'boot' | 'cli'

const { appUrl, ownerUrl } = useTestDatabase()
const built: Record<string, string> = {}
let root = ''

beforeAll(async () => {
  built.start = await buildProgram('server/testing/start-process.ts')
  built.cli = await buildProgram('cli/main.ts')
})
afterAll(() => Object.values(built).forEach((file) => rmSync(file)))
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'indicia-start-'))))
afterEach(() => rmSync(root, { recursive: true }))

function start(program: Program, variables: Record<string, string>): Promise<Ended> {
  const ours = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, undefined]))
  const env = { ...process.env, ...ours, INDICIA_DATA_DIR: path.join(root, 'data'), ...variables }
  const args = program === 'cli' ? [built.cli!, 'ledger', 'verify'] : [built.start!, program, root]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: env as NodeJS.ProcessEnv, timeout: 50_000 }, (error, out, err) => {
      resolve({ status: error ? Number(error.code) : 0, said: out + err })
    })
  })
}

const hasStack = (said: string) => said.includes('\n    at ') || said.includes('node:internal')
// Beside a start that cannot be, its log may warn of a provider that does not answer.
const server = (databaseUrl: string) => ({
  LOG_LEVEL: 'error',
  AUTH_SECRET: 'a'.repeat(32),
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'x',
  OIDC_CLIENT_SECRET: 'x',
  DATABASE_URL: databaseUrl,
})

describe('a secret in the environment is never said', () => {
  const [first, second] = ['Hush7734', 'Psst4377']

  it.each([
    ['a slash', '/'],
    ['a hash', '#'],
    ['a question mark', '?'],
    ['a percent sign', '%'],
    ['a space', ' '],
    ['an at sign', '@'],
    ['a colon and a slash', ':/'],
    ['a bracket', ']['],
    ['an escape', '\u001b['],
  ])('with %s in it', async (_what, sign) => {
    const secret = `${first}${sign}${second}`
    const broken = {
      DATABASE_URL: `postgres://app:${secret}@127.0.0.1:54x2/indicia`,
      DATABASE_OWNER_URL: `postgres://owner:${secret}@/indicia`,
      SMTP_URL: `smtps://mail:${secret}@mail.example.com:x`,
      AUTH_URL: `https://me:${secret}@example.com`,
      OIDC_ISSUER: `https://me:${secret}@example.com`,
      STRIPE_API_BASE: `https://me:${secret}@example.com`,
      TEST_PROCESSOR_URL: `http://me:${secret}@localhost`,
      STRIPE_SECRET_KEY: `sk_test${secret}`,
      STRIPE_WEBHOOK_SECRET: secret,
      CRON_SECRET: secret.slice(0, 3),
      AUTH_SECRET: secret,
      SUPPORT_EMAIL: secret,
      ADMIN_EMAILS: secret,
      INDICIA_DEMO: secret,
      PORT: secret,
      LOG_LEVEL: secret,
      API_WRITES_PER_MINUTE: secret,
    }
    await Promise.all(
      (['supervise', 'boot', 'cli'] as const).map(async (program) => {
        const { status, said } = await start(program, broken)
        expect(status, said).toBe(1)
        for (const piece of [first, second]) expect(said).not.toContain(piece)
        expect(hasStack(said), said).toBe(false)
        for (const name of program === 'cli' ? ['DATABASE_URL'] : Object.keys(broken))
          expect(said).toContain(`${name}: should `)
      }),
    )
  })

  it('by the settings file either, whatever line it cannot be read in', async () => {
    writeFileSync(path.join(root, '.env'), `AUTH_SECRET="${first}\nPORT=1\n${second}`)
    await Promise.all(
      (['supervise', 'boot'] as const).map(async (program) => {
        const { status, said } = await start(program, {})
        expect([status, said.split('\n')[0]]).toEqual([
          1,
          '.env, line 1: AUTH_SECRET should have a second quotation mark (") where its value ends',
        ])
        for (const piece of [first, second]) expect(said).not.toContain(piece)
      }),
    )
  })

  it('when the database refuses it', async () => {
    const wrong = new URL(appUrl)
    wrong.password = `${first}${second}`
    await Promise.all(
      (['supervise', 'boot', 'cli'] as const).map(async (program) => {
        expect(await start(program, { ...server(wrong.href), PORT: String(await findFreePort()) })).toEqual({
          status: 1,
          said: `DATABASE_URL: should lead to a database that lets us work; ${wrong.pathname.slice(1)} at ${wrong.host} refuses the password: check user and password\n`,
        })
      }),
    )
  })
})

describe('a misspelt variable', () => {
  it('stops the start that would otherwise be a demo', async () => {
    writeFileSync(path.join(root, '.env'), 'DATABASE-URL=postgres://a:b@db/i\n')
    await Promise.all(
      (['supervise', 'boot'] as const).map(async (program) => {
        const { status, said } = await start(program, { OIDC_ISSUR: 'https://login.example.com' })
        expect(status).toBe(1)
        expect(said).toContain('OIDC_ISSUR: is not read; did you mean OIDC_ISSUER?\n')
        expect(said).toContain('DATABASE-URL (in .env): is not read; did you mean DATABASE_URL?\n')
      }),
    )
  })
})

describe('a database', () => {
  it.each([
    ['nobody listens for', (url: URL) => void (url.port = '1'), /is not there, nothing listens/],
    ['does not exist', (url: URL) => void (url.pathname = '/nothing'), /does not exist: make it/],
    ['is on an unknown host', (url: URL) => void (url.host = 'nowhere.invalid'), /is on a host of an unknown name/],
    ['speaks no TLS', (url: URL) => void (url.search = '?sslmode=require'), /does not speak TLS|closes the connection/],
  ])('that %s', async (_what, change, words) => {
    const url = new URL(appUrl)
    change(url)
    await Promise.all(
      (['boot', 'cli'] as const).map(async (program) => {
        const { status, said } = await start(program, server(url.href))
        expect([status, said.split('\n').length]).toEqual([1, 2])
        expect(said).toMatch(/^DATABASE_URL: should lead to a database that lets us work; /)
        expect(said).toMatch(words)
      }),
    )
  })

  it('that does not let its login make tables', async () => {
    const url = new URL(appUrl)
    url.pathname = '/postgres'
    const { status, said } = await start('boot', server(url.href))
    expect([status, said]).toEqual([
      1,
      expect.stringMatching(/^DATABASE_URL: .* does not allow this login to make tables: .*\n$/),
    ])
  })

  it('that is right, with a login of the owner that is not', async () => {
    const wrong = new URL(ownerUrl)
    wrong.password = 'wrong-one'
    const { status, said } = await start('cli', { DATABASE_URL: appUrl, DATABASE_OWNER_URL: wrong.href })
    expect([status, said]).toEqual([1, expect.stringMatching(/^DATABASE_OWNER_URL: .* refuses the password/)])
  })
})

describe('a data folder', () => {
  it.each<[string, (folder: string) => void, RegExp]>([
    ['is a file', (folder) => writeFileSync(folder, ''), /should be a folder; .* is a file/],
    [
      'was made by another PostgreSQL',
      (folder) => {
        mkdirSync(path.join(folder, 'postgres'), { recursive: true })
        writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '16\n')
      },
      /should be a folder of PostgreSQL 18; .* was made by PostgreSQL 16/,
    ],
    [
      'has lost its passwords',
      (folder) => {
        mkdirSync(path.join(folder, 'postgres'), { recursive: true })
        writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '18\n')
      },
      /-passwords\.json is missing/,
    ],
    [
      'has damaged passwords',
      (folder) => {
        mkdirSync(path.join(folder, 'postgres'), { recursive: true })
        writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '18\n')
        writeFileSync(path.join(folder, 'postgres-passwords.json'), 'Hush7734')
      },
      /-passwords\.json is damaged/,
    ],
    [
      'is damaged',
      (folder) => {
        mkdirSync(path.join(folder, 'postgres'), { recursive: true })
        writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '18\n')
        writeFileSync(path.join(folder, 'postgres-passwords.json'), '{}')
      },
      /does not start|may write to/,
    ],
  ])('that %s', async (_what, prepare, words) => {
    await Promise.all(
      (['supervise', 'cli'] as const).map(async (program) => {
        const folder = path.join(root, program)
        prepare(folder)
        const { status, said } = await start(program, { INDICIA_DATA_DIR: folder, PORT: String(await findFreePort()) })
        expect([status, said.split('\n').length], said).toEqual([1, 2])
        expect(said).toMatch(words)
        expect(said).not.toContain('Hush7734')
      }),
    )
  })

  it.skipIf(process.platform !== 'linux')('that cannot be made', async () => {
    await Promise.all(
      (['supervise', 'cli'] as const).map(async (program) => {
        const { status, said } = await start(program, {
          INDICIA_DATA_DIR: '/sys/indicia',
          PORT: String(await findFreePort()),
        })
        expect([status, said.split('\n').length], said).toEqual([1, 2])
        expect(said).toMatch(/^INDICIA_DATA_DIR: should be a folder /)
      }),
    )
  })
})

it('a port that another program holds is told with its name', async () => {
  const holder = createServer()
  const port = await new Promise<number>((resolve) => {
    holder.listen(0, () => resolve((holder.address() as { port: number }).port))
  })
  const { status, said } = await start('supervise', { PORT: String(port) })
  holder.close()
  const by = process.platform === 'linux' ? `process ${process.pid} (` : ''
  expect([status, said]).toEqual([
    1,
    expect.stringContaining(`PORT: should be a free port; ${port} is in use by ${by}`),
  ])
})
