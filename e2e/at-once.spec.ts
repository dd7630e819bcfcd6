import { randomUUID } from 'node:crypto'
import { newKey } from './api'
import { expect, setBalance, test } from './test'
import type { Copy } from './start-copy'

/** Sends so many requests at once to the running server, as label printing software would. */
async function atOnce(
  copy: Copy,
  path: string,
  count: number,
  body: object,
  idempotencyKey?: string,
): Promise<number[]> {
  const key = await newKey(copy, ['refills:write', 'labels:write'])
  const answers = await Promise.all(
    Array.from({ length: count }, () =>
      fetch(`${copy.url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': idempotencyKey ?? randomUUID(),
        },
        body: JSON.stringify(body),
      }),
    ),
  )
  return answers.map((answer) => answer.status)
}

const times = (statuses: number[], status: number) => statuses.filter((each) => each === status).length

test('60 refills of $10.00 at $450.00 post exactly 5', async ({ copy }) => {
  await setBalance(copy, 450_00)
  const statuses = await atOnce(copy, '/refills', 60, { amount: 10_00 })
  expect([times(statuses, 201), times(statuses, 422)]).toEqual([5, 55])
})

test('one key sent 50 times at once posts one refill', async ({ copy }) => {
  const [before] = await copy.sql<[{ n: number }]>`select count(*) as n from refills`
  const statuses = await atOnce(copy, '/refills', 50, { amount: 10_00 }, 'the-one-key')
  expect(times(statuses, 201)).toBe(50)
  const [after] = await copy.sql<[{ n: number }]>`select count(*) as n from refills`
  expect(after.n - before.n).toBe(1)
  expect(
    await copy.sql`select * from test_processor_charges where amount = 1035 and created_at > now() - interval '30 minutes'`,
  ).toHaveLength(1)
})

test('50 labels of $1.00 at once on $20.00 print 20', async ({ copy }) => {
  await setBalance(copy, 20_00)
  const statuses = await atOnce(copy, '/labels', 50, { carrier: 'usps', amount: 1_00 })
  expect([times(statuses, 201), times(statuses, 402)]).toEqual([20, 30])
})
