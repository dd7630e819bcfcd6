import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from '../db/client'
import type { Bench } from './bench'
import { createBenchTeams } from './bench-teams'
import { anyOf } from './candidate'
import { measureRequests } from './measure-requests'
import { mustVerify } from './must-verify'
import type { Row } from './report'
import { startCopy } from './start-copy'

const GOAL = 0.5
const MANY = 1000

/** Refills through the API beside an empty route of the same build. */
export async function measureApi({ database, buildCopy, rounds, seconds }: Bench): Promise<Row[]> {
  const { sql } = database.owner
  const one = await createKeys(sql, 1)
  const many = await createKeys(sql, MANY)
  const server = await startCopy(await buildCopy(), database, { API_WRITES_PER_MINUTE: '0' })
  const post = { method: 'POST', status: 201, body: JSON.stringify({ amount: 1000 }) } as const
  const refill = (name: string, keys: string[], goal: number | null) => ({
    ...post, name, goal,
    url: `${server.url}/api/v1/refills`,
    headers: () => ({
      'content-type': 'application/json',
      authorization: `Bearer ${anyOf(keys)}`,
      'idempotency-key': randomUUID(),
    }),
  })
  const empty = { ...refill('empty POST route', many, null), url: `${server.url}/api/yardstick` }
  try {
    const rows = await measureRequests(empty, [
      refill('refill, one team', one, GOAL),
      refill(`refill, ${MANY.toLocaleString('en-US')} teams`, many, null),
    ], rounds, seconds)
    await mustVerify(database)
    return rows
  } finally {
    await server.stop()
  }
}

/** An API key for each of so many teams. */
async function createKeys(sql: Sql, count: number): Promise<string[]> {
  const { teams } = await createBenchTeams(sql, `api-${count}`, count)
  const keys = teams.map(() => `ind_${randomBytes(24).toString('base64url')}`)
  const hashed = teams.map(({ id }, index) => ({ id, hash: createHash('sha256').update(keys[index]!).digest('hex') }))
  await sql`
    select create_api_key(id, 'Bench key', decode(hash, 'hex'), 'ind_', '{refills:write}')
    from jsonb_to_recordset(${sql.json(hashed)}) as hashed(id bigint, hash text)`
  return keys
}
