import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { openDatabase, useDatabase, type Sql } from '../client'

export type TestDatabase = { sql: Sql; appUrl: string; ownerUrl: string }

/**
 * Gives a test file a database of its own, copied from the migrated template. `database()` answers as the application's
 * login; `sql` of the returned value is the owner's. After every test the whole ledger has to verify.
 */
export function useTestDatabase(): TestDatabase {
  const server = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const on = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  const owner = openDatabase(on(server.ownerUrl), 4)
  const app = openDatabase(on(server.appUrl), 16)

  beforeAll(async () => {
    const superuser = postgres(server.superuserUrl, { max: 1 })
    await superuser.unsafe(`create database ${name} template indicia owner indicia_owner`)
    await superuser.end()
    useDatabase(app)
  })

  afterEach(async () => {
    const differences = await app.sql`select * from verify_ledger(null)`
    expect(differences).toEqual([])
  })

  afterAll(async () => {
    useDatabase(undefined)
    await Promise.all([owner.close(), app.close()])
  })

  return { sql: owner.sql, appUrl: on(server.appUrl), ownerUrl: on(server.ownerUrl) }
}
