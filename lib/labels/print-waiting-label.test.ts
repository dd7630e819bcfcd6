import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printQuery, readPrintValues } from './print-values'
import { printWaitingLabel } from './print-waiting-label'

const { sql } = useTestDatabase()

const waiting = (seen: number, key: string = randomUUID()) =>
  printQuery({ carrier: 'usps', service: 'Forever stamp', count: '10', reference: 'Order 7', cost_account: 'MKT' }, { form: key, seen_amount: String(seen) })

test('the label that waited is printed once, as it was filled in', async () => {
  const team = await createTestTeam(sql, { balance: 1_000 })
  const query = waiting(780)
  const label = await printWaitingLabel(team.admin, query)
  expect(label).toMatchObject({ service: 'Forever stamp × 10', amount: 780, reference: 'Order 7', costAccount: 'MKT', balanceAfter: 220 })
  expect(await printWaitingLabel(team.admin, query)).toMatchObject({ id: label!.id })
  expect(await readBalance(team.id)).toMatchObject({ available: 220 })
})

test('another price than the person has seen, too little postage, and what is no label print nothing', async () => {
  const team = await createTestTeam(sql, { balance: 779 })
  for (const query of [waiting(780), waiting(730), waiting(780, ''), 'nonsense', printQuery(readPrintValues(() => '', []), { form: 'k' })]) {
    expect(await printWaitingLabel(team.admin, query)).toBeNull()
  }
  expect(await readBalance(team.id)).toMatchObject({ available: 779 })
})
