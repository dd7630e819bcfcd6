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

/** Refills and USPS labels through the API beside an empty route of the same build. */
export async function measureApi({ database, buildCopy, rounds, seconds }: Bench): Promise<Row[]> {
  const { sql } = database.owner
  const one = await createKeys(sql, 1)
  const many = await createKeys(sql, MANY)
  const server = await startCopy(await buildCopy(), database, { API_WRITES_PER_MINUTE: '0', REFUSALS_PER_MINUTE: '0' })
  const post = (path: string, keys: string[], body: unknown) =>
    ({
      method: 'POST',
      status: 201,
      url: server.url + path,
      body: JSON.stringify(body),
      headers: () => ({
        'content-type': 'application/json',
        authorization: `Bearer ${anyOf(keys)}`,
        'idempotency-key': randomUUID(),
      }),
    }) as const
  const refill = { amount: 1000 }
  const label = { carrier: 'usps', amount: 1000, service: 'Ground Advantage', reference: 'SO-1' }
  const teams = `${MANY.toLocaleString('en-US')} teams`
  try {
    const rows = await measureRequests(
      { ...post('/api/yardstick', many, refill), name: 'empty POST route' },
      [
        { ...post('/api/v1/refills', one, refill), name: 'refill, one team', goal: GOAL },
        { ...post('/api/v1/refills', many, refill), name: `refill, ${teams}`, goal: null },
        { ...post('/api/v1/labels', one, label), name: 'label, one team', goal: null },
        { ...post('/api/v1/labels', many, label), name: `label, ${teams}`, goal: null },
      ],
      rounds,
      seconds,
    )
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
    select create_api_key(
      p_team => id, p_name => 'Bench key', p_hash => decode(hash, 'hex'), p_prefix => 'ind_',
      p_scopes => '{refills:write,labels:write}')
    from jsonb_to_recordset(${sql.json(hashed)}) as hashed(id bigint, hash text)`
  return keys
}
