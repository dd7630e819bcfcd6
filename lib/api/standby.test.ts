import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import * as ready from '../../app/api/ready/route'
import { openDatabase, useDatabase } from '../../db/client'
import { migrate } from '../../db/migrate'
import { copyCluster, startStandby } from '../../faults/start-standby'
import { startEmbeddedPostgres } from '../../server/embedded-postgres'
import { useEnv } from '../testing/use-env'
import { createKey, problem, send } from './testing/api-client'

const probe = async () => {
  const reply = await ready.GET(new Request('http://test/api/ready'))
  return { status: reply.status, body: await reply.json() }
}

test('a standby is not ready and refuses writes as unavailable; once promoted it works without a restart', async () => {
  useEnv()
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-standby-'))
  const primaryDir = path.join(folder, 'primary')
  const first = await startEmbeddedPostgres({ dir: primaryDir })
  await migrate({ ownerUrl: first.ownerUrl, appUrl: first.appUrl })
  const owner = openDatabase(first.ownerUrl, 1)
  const [{ id }] = await owner.sql<[{ id: number }]>`select create_team(p_slug => 'standby', p_name => 'Standby') as id`
  const key = await createKey(owner.sql, id)
  await owner.close()
  await first.stop()
  const standbyDir = path.join(folder, 'standby')
  await copyCluster(primaryDir, standbyDir)
  const primary = await startEmbeddedPostgres({ dir: primaryDir })
  const standby = await startStandby(standbyDir, primaryDir, primary)
  const database = openDatabase(standby.appUrl, 2)
  useDatabase(database)
  try {
    expect(await probe()).toMatchObject({ status: 503, body: { reason: 'standby' } })
    const [{ pid }] = await database.sql<[{ pid: number }]>`select pg_backend_pid() as pid`
    const label = { carrier: 'ups', amount: 100 }
    const refused = await send('POST', '/labels', { key, body: label })
    expect(refused).toMatchObject(problem(503, 'unavailable'))
    expect(refused.headers.get('retry-after')).toBe('1')
    const superuser = postgres(standby.superuserUrl('postgres'), { max: 1 })
    await expect
      .poll(async () => (await superuser`select from pg_stat_activity where pid = ${pid}`).length, { timeout: 20_000 })
      .toBe(0)
    await superuser`select pg_promote()`
    await superuser.end()
    await expect.poll(probe, { timeout: 20_000 }).toMatchObject({ status: 200 })
    expect(await send('POST', '/labels', { key, body: label })).toMatchObject({ status: 201 })
  } finally {
    useDatabase(undefined)
    await database.close()
    await Promise.all([primary.stop(), standby.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
})
