import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres'
import { findRunningPostgres } from './find-running-postgres'

// Speed, not safety: the data of a test need not outlive the machine.
const settings = { fsync: 'off', shared_buffers: '16MB' }

/** A folder that the other user can reach too, as whom PostgreSQL may have to run. */
function createFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-postgres-'))
  chmodSync(folder, 0o755)
  return folder
}

const posix = process.platform !== 'win32'

async function ask<T>(url: string, query: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined })
  try {
    return await query(sql)
  } finally {
    await sql.end()
  }
}

describe('startEmbeddedPostgres', () => {
  const parent = createFolder()
  const dir = path.join(parent, 'data', 'postgres')
  let server: EmbeddedPostgres
  const start = async () => (server = await startEmbeddedPostgres({ dir, settings }))

  beforeAll(async () => {
    await start()
  }, 60_000)

  afterAll(async () => {
    await server.stop()
    rmSync(parent, { recursive: true, force: true })
  })

  it('has a database of the owner, checksums, and no login without a password', async () => {
    const [row] = await ask(
      server.superuserUrl('postgres'),
      (sql) => sql`
      select current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
        current_setting('max_connections') as connections, current_setting('fsync') as fsync,
        pg_get_userbyid(datdba) as owner
      from pg_database where datname = 'indicia'`,
    )
    expect(row).toEqual({
      checksums: 'on',
      addresses: '127.0.0.1',
      connections: '60',
      fsync: 'off',
      owner: 'indicia_owner',
    })
    await expect(ask(`postgres://postgres@127.0.0.1:${server.port}/postgres`, (sql) => sql`select 1`)).rejects.toThrow()
  })

  it('gives the owner its database and nothing else', async () => {
    await ask(server.ownerUrl, async (sql) => {
      await sql`create table thing (id int)`
      await expect(sql`create role somebody`).rejects.toMatchObject({ code: '42501' })
      await expect(sql`create database another`).rejects.toMatchObject({ code: '42501' })
    })
  })

  it('lets the application connect and no more', async () => {
    await ask(server.appUrl, async (sql) => {
      await expect(sql`create table another (id int)`).rejects.toMatchObject({ code: '42501' })
      await expect(sql`create temporary table another (id int)`).rejects.toMatchObject({ code: '42501' })
      await expect(sql`select * from thing`).rejects.toMatchObject({ code: '42501' })
    })
  })

  it.runIf(posix)('keeps the passwords from other people and from the list of processes', () => {
    const file = `${dir}-passwords.json`
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(dir).mode & 0o077).toBe(0)
    expect(readdirSync(path.dirname(dir)).sort()).toEqual(['postgres', 'postgres-passwords.json'])
    const processes = execFileSync('ps', ['-eww', '-o', 'args='], { encoding: 'utf8' })
    for (const password of Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)) {
      expect(processes).not.toContain(password)
    }
  })

  it('can be found by another process while it runs, and only then', async () => {
    const found = await findRunningPostgres(dir)
    expect(found).toMatchObject({ port: server.port, ownerUrl: server.ownerUrl, appUrl: server.appUrl })
    expect(found?.superuserUrl('postgres')).toBe(server.superuserUrl('postgres'))
    await server.stop()
    await server.exited
    expect(await findRunningPostgres(dir)).toBeNull()
    await start()
    expect(await ask(server.ownerUrl, (sql) => sql`select * from thing`)).toEqual([])
  })

  it('stops the server that a killed supervisor left, and takes over its folder', async () => {
    const orphan = server
    await start()
    await orphan.exited
    expect(server.pid).not.toBe(orphan.pid)
    expect(await ask(server.ownerUrl, (sql) => sql`select * from thing`)).toEqual([])
  })

  it('starts again at once after a kill', async () => {
    process.kill(server.pid, 'SIGKILL')
    await server.exited
    await start()
    expect(await ask(server.ownerUrl, (sql) => sql`select * from thing`)).toEqual([])
  }, 30_000)

  it('does not believe a postmaster.pid whose number went to somebody else', async () => {
    await server.stop()
    writeFileSync(path.join(dir, 'postmaster.pid'), `${process.pid}\n${dir}\n1700000000\n${server.port}\n`)
    expect(await findRunningPostgres(dir)).toBeNull()
    await start()
    expect(await ask(server.ownerUrl, (sql) => sql`select * from thing`)).toEqual([])
  })

  it('says what is missing when the passwords are gone', async () => {
    await server.stop()
    const file = `${dir}-passwords.json`
    const kept = readFileSync(file)
    rmSync(file)
    await expect(startEmbeddedPostgres({ dir, settings })).rejects.toThrow(file)
    writeFileSync(file, kept, { mode: 0o600 })
    await start()
  })
})

it('clears away what a killed first start left, and starts', async () => {
  const parent = createFolder()
  const dir = path.join(parent, 'postgres')
  mkdirSync(path.join(`${dir}.new-abcdef`, 'cluster', 'base'), { recursive: true })
  mkdirSync(dir)
  const server = await startEmbeddedPostgres({ dir, settings })
  expect(readdirSync(parent).sort()).toEqual(['postgres', 'postgres-passwords.json'])
  await server.stop()
  rmSync(parent, { recursive: true, force: true })
}, 60_000)
