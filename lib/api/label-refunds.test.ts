import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { recordLabelRefund } from '../labels/record-label-refund'
import { useEnv } from '../testing/use-env'
import { createKey, problem, send, type RequestOptions } from './testing/api-client'

const { sql } = useTestDatabase()
beforeAll(() => useEnv())

async function printed(carrier: 'usps' | 'ups' = 'usps'): Promise<{ team: TestTeam; key: string; id: string }> {
  const team = await createTestTeam(sql, { balance: 2_000 })
  const key = await createKey(sql, team.id)
  const { body } = await send('POST', '/labels', { key, body: { carrier, amount: 880 } })
  return { team, key, id: body.id }
}

test('asked for, repeated, answered: one credit, and the repeat shows the label as it is by then', async () => {
  const { team, key, id } = await printed()
  const options = { key, idempotencyKey: 'k', body: { reason: 'Printed twice' } }
  const asked = await send('POST', `/labels/${id}/refund`, options)
  expect(asked).toMatchObject({ status: 202, body: { id, status: 'refund_requested', amount: 880 } })
  expect(asked.headers.get('location')).toBe(`/api/v1/labels/${id}`)
  expect(asked.headers.get('idempotency-replayed')).toBeNull()
  expect(await readBalance(team.id)).toMatchObject({ available: 1_120 })

  const again = await send('POST', `/labels/${id}/refund`, options)
  expect(again).toMatchObject({ status: 202, body: asked.body })
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await recordLabelRefund(team.admin, id, { approved: true, note: null })).toBe('refunded')
  expect(await send('POST', `/labels/${id}/refund`, options)).toMatchObject({
    status: 202,
    body: { status: 'refunded' },
  })
  expect(await send('GET', `/labels/${id}`, { key })).toMatchObject({ body: { status: 'refunded' } })
  expect(await readBalance(team.id)).toMatchObject({ available: 2_000 })
  expect([...(await sql`select reason, requested_by from label_refunds where label_id = ${id}`)]).toEqual([
    { reason: 'Printed twice', requested_by: 'Test key' },
  ])
})

test('a reason may be left out, and so may the body', async () => {
  const ways: RequestOptions[] = [
    {},
    { body: {} },
    { body: '', headers: { 'content-type': 'application/json' } },
    { headers: { 'content-length': '0' } },
  ]
  for (const options of ways) {
    const { key, id } = await printed()
    expect(await send('POST', `/labels/${id}/refund`, { key, ...options })).toMatchObject({ status: 202 })
  }
  const { key, id } = await printed()
  const refund = (body: unknown, headers = {}) => send('POST', `/labels/${id}/refund`, { key, body, headers })
  expect(await refund({ reason: 'x'.repeat(201) })).toMatchObject(
    problem(422, 'invalid_request', { errors: [{ field: 'reason' }] }),
  )
  expect(await refund('{')).toMatchObject(problem(400, 'malformed_json'))
  expect(await refund('[]')).toMatchObject(problem(422, 'invalid_request'))
  expect(await refund('{}', { 'content-type': 'text/plain' })).toMatchObject(problem(415, 'unsupported_media_type'))
  expect(await send('POST', `/labels/${id}/refund`, { key, idempotencyKey: null })).toMatchObject(
    problem(400, 'idempotency_key_missing'),
  )
  expect(await send('GET', `/labels/${id}`, { key })).toMatchObject({ body: { status: 'printed' } })
})

test('refused: twice, UPS, another team’s, nobody’s, without the scope, a key used for something else', async () => {
  const { team, key, id } = await printed()
  const ups = await printed('ups')
  const refund = (label: string, more = {}) => send('POST', `/labels/${label}/refund`, { key, ...more })
  expect(await send('POST', `/labels/${ups.id}/refund`, { key: ups.key })).toMatchObject(problem(409, 'not_refundable'))
  for (const unknown of [ups.id, randomUUID(), 'nonsense'])
    expect(await refund(unknown)).toMatchObject(problem(404, 'not_found'))
  const reader = await createKey(sql, team.id, ['read', 'refills:write'])
  expect(await refund(id, { key: reader })).toMatchObject(problem(403, 'forbidden'))
  expect(await refund(id, { key: 'ind_nobody' })).toMatchObject(problem(401, 'unauthenticated'))
  expect(await send('GET', `/labels/${id}`, { key })).toMatchObject({ body: { status: 'printed' } })

  expect(await refund(id, { idempotencyKey: 'k' })).toMatchObject({ status: 202 })
  expect(await refund(id)).toMatchObject(problem(409, 'not_refundable'))
  expect(await refund(id, { idempotencyKey: 'k', body: { reason: 'Another' } })).toMatchObject(
    problem(409, 'idempotency_mismatch'),
  )
  const { body: second } = await send('POST', '/labels', {
    key,
    idempotencyKey: 'k',
    body: { carrier: 'usps', amount: 100 },
  })
  expect(await refund(second.id, { idempotencyKey: 'k' })).toMatchObject(problem(409, 'idempotency_mismatch'))
})

test('asked for ten times at once, it is asked for once', async () => {
  const { key, id } = await printed()
  const replies = await Promise.all(Array.from({ length: 10 }, () => send('POST', `/labels/${id}/refund`, { key })))
  expect(replies.map(({ status }) => status).toSorted()).toEqual([202, ...Array.from({ length: 9 }, () => 409)])
})

test('a refund counts against the allowance of its key', async () => {
  useEnv({ API_WRITES_PER_MINUTE: '1' })
  const { team, id } = await printed()
  const key = await createKey(sql, team.id)
  await sql`update api_keys set tokens = 0, tokens_at = clock_timestamp() where team_id = ${team.id}`
  const limited = await send('POST', `/labels/${id}/refund`, { key })
  expect(limited).toMatchObject(problem(429, 'rate_limited'))
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
})
