import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { useEnv } from '../../lib/testing/use-env'
import { openDatabase, useDatabase, type Database, type Sql } from '../client'

export type TestDatabase = {
  sql: Sql
  appUrl: string
  ownerUrl: string
  /** Copies the database as it is now. */
  backUp: () => Promise<Backup>
}

export type Backup = {
  /** Puts the copy in the place of the database, as one restores a backup, any number of times. */
  restore: () => Promise<void>
  remove: () => Promise<void>
}

/**
 * Gives a test file its own database, copied from the migrated template. `database()` uses the application's login, and
 * `env()` has all it needs. `sql` of the returned value uses the owner's login. The whole ledger must verify after
 * every test.
 */
export function useTestDatabase(): TestDatabase {
  const { app, owner, appUrl, ownerUrl, backUp, create, close } = testDatabase()

  beforeAll(async () => {
    await create()
    useEnv()
    useDatabase(app)
  })

  afterEach(async () => {
    const differences = await app.sql`select * from verify_ledger(null)`
    expect(differences).toEqual([])
  })

  afterAll(async () => {
    useDatabase(undefined)
    await close()
  })

  return { sql: owner.sql, appUrl, ownerUrl, backUp }
}

/** A database for one test whose ledger will not verify. */
export async function withTestDatabase(work: (app: Sql, owner: Sql) => Promise<void>): Promise<void> {
  const { app, owner, create, close } = testDatabase()
  await create()
  try {
    await work(app.sql, owner.sql)
  } finally {
    await close()
  }
}

function testDatabase() {
  const server = inject('testServer')
  if (!server)
    throw new Error('This file is in the project `pure`: find-database-tests.ts did not see that it opens a database')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const on = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  const asSuperuser = async (statement: string) => {
    const superuser = postgres(server.superuserUrl, { max: 1 })
    await superuser.unsafe(statement)
    await superuser.end()
  }
  const owner: Database = openDatabase(on(server.ownerUrl), 4)
  const app: Database = openDatabase(on(server.appUrl), 16)
  return {
    owner,
    app,
    ownerUrl: on(server.ownerUrl),
    appUrl: on(server.appUrl),
    create: () => asSuperuser(`create database ${name} template indicia owner indicia_owner`),
    async backUp() {
      const backup = `backup_${randomUUID().replaceAll('-', '')}`
      const copy = async (from: string, to: string) => {
        await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${from}'`)
        await asSuperuser(`create database ${to} template ${from} owner indicia_owner`)
      }
      await copy(name, backup)
      return {
        async restore() {
          await asSuperuser(`drop database ${name} with (force)`)
          await copy(backup, name)
        },
        remove: () => asSuperuser(`drop database ${backup} with (force)`),
      }
    },
    close: () => Promise.all([owner.close(), app.close()]),
  }
}
