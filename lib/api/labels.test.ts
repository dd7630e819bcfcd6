import { beforeAll, expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { createKey, problem, send } from './testing/api-client'
import { useEnv } from '../testing/use-env'

const { sql } = useTestDatabase()
beforeAll(() => useEnv())

async function newTeam(balance: number) {
  const team = await createTestTeam(sql, { balance })
  return { team, key: await createKey(sql, team.id) }
}

test('a USPS label is taken from the balance; UPS and FedEx never touch it', async () => {
  const { key } = await newTeam(2_000)
  const body = { carrier: 'usps', amount: 880, service: 'Priority Mail', cost_account: 'MKT', reference: 'Order 77' }
  const made = await send('POST', '/labels', { key, idempotencyKey: 'k', body })
  expect(made).toMatchObject({
    status: 201,
    body: {
      ...body,
      status: 'printed',
      charged_to: 'postage_balance',
      balance_after: 1_120,
      performed_by: 'Test key',
    },
  })
  expect(made.headers.get('location')).toBe(`/api/v1/labels/${made.body.id}`)
  const again = await send('POST', '/labels', { key, idempotencyKey: 'k', body })
  expect(again).toMatchObject({ status: 201, body: made.body })
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  for (const carrier of ['ups', 'fedex']) {
    expect(await send('POST', '/labels', { key, body: { carrier, amount: 90_000 } })).toMatchObject({
      status: 201,
      body: { charged_to: 'carrier_account', balance_after: null, cost_account: null, service: null },
    })
  }
  expect((await send('GET', `/labels/${made.body.id}`, { key })).body).toEqual(made.body)
  expect((await send('GET', '/balance', { key })).body).toMatchObject({
    available: 1_120,
    headroom: 48_880,
    currency: 'USD',
  })
})

test('too little postage: what there is, what is short, what to add; nothing changed and the key is free', async () => {
  const { team, key } = await newTeam(300)
  const options = { key, idempotencyKey: 'k', body: { carrier: 'usps', amount: 1_845 } }
  expect(await send('POST', '/labels', options)).toMatchObject(
    problem(402, 'insufficient_funds', { available: 300, required: 1_845, shortfall: 1_545, suggested_refill: 1_600 }),
  )
  expect((await send('POST', '/labels', { key, body: { carrier: 'usps', amount: 60_000 } })).body).toMatchObject({
    suggested_refill: null,
  })
  expect(await readBalance(team.id)).toMatchObject({ available: 300 })
  await send('POST', '/refills', { key, body: { amount: 1_600 } })
  expect(await send('POST', '/labels', options)).toMatchObject({ status: 201 })
})

test('cost accounts of a label', async () => {
  const { team, key } = await newTeam(300)
  const label = { carrier: 'usps', amount: 100 }
  for (const [code, account] of [
    ['unknown_cost_account', 'NOPE'],
    ['inactive_cost_account', 'OLD'],
  ] as const) {
    const body = { ...label, cost_account: account }
    expect(await send('POST', '/labels', { key, body })).toMatchObject(problem(422, code))
  }
  await sql`update teams set require_cost_account_on_label = true where id = ${team.id}`
  expect(await send('POST', '/labels', { key, body: label })).toMatchObject(problem(422, 'cost_account_required'))
})

test('50 labels of $1.00 at once on $20.00 print 20', async () => {
  const { team, key } = await newTeam(2_000)
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => send('POST', '/labels', { key, body: { carrier: 'usps', amount: 100 } })),
  )
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(20)
  expect(replies.filter(({ status, body }) => status === 402 && body.code === 'insufficient_funds')).toHaveLength(30)
  expect(await readBalance(team.id)).toMatchObject({ available: 0 })
})
