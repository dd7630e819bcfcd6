import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isCostAccountUsed, listCostAccountTree, readCostAccountRules } from '../../db/queries/cost-accounts'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestRefill } from '../refills/request-refill'
import { findSimilar } from './find-similar'
import { parentOptions, under } from './parent-options'
import { saveCostAccounts, type CostAccountChange, setCostAccountActive, setCostAccountRules } from './cost-accounts'
import { searchCostAccounts } from './search-cost-accounts'
import { refillRequest } from '../refills/testing/refill-request'

const { sql } = useTestDatabase()

const one = (changes: Partial<CostAccountChange> & { code: string }): CostAccountChange => ({
  id: null,
  name: changes.code,
  description: null,
  active: true,
  parent: null,
  ...changes,
})

const save = (team: TestTeam, ...changes: CostAccountChange[]) => saveCostAccounts(team.admin, changes)

const find = async (team: TestTeam, code: string) =>
  (await listCostAccountTree(team.id)).find((each) => each.code === code)!

const shape = async (team: TestTeam) =>
  (await listCostAccountTree(team.id)).map(
    ({ code, level, active }) => `${'-'.repeat(level)}${code}${active ? '' : ' (inactive)'}`,
  )

const audited = (team: TestTeam) => sql<{ action: string; before: unknown; after: unknown }[]>`
  select action, before, after from audit_log where team_id = ${team.id} and actor_id = ${team.admin.id} order by id`

test('adds a tree in one call, in any order, and writes each change down', async () => {
  const team = await createTestTeam(sql)
  expect(
    await save(
      team,
      one({ code: 'SPRING', name: 'Spring', parent: 'EVENTS' }),
      one({ code: 'EVENTS', name: 'Events', parent: 'MKT', description: 'Fairs' }),
    ),
  ).toEqual({ ok: true })
  expect(await shape(team)).toEqual(['-MKT', '--EVENTS', '---SPRING', '-OLD (inactive)', '-SALES'])
  const { id } = await find(team, 'EVENTS')
  expect(await save(team, one({ id, code: 'EVENTS', name: 'Fairs', parent: 'SALES' }))).toEqual({ ok: true })
  expect(await shape(team)).toEqual(['-MKT', '-OLD (inactive)', '-SALES', '--EVENTS', '---SPRING'])
  const log = await audited(team)
  expect(log.map(({ action }) => action)).toEqual(['cost_account.added', 'cost_account.added', 'cost_account.changed'])
  expect(log[2]).toMatchObject({
    before: { code: 'EVENTS', name: 'Events', parent: 'MKT', description: 'Fairs', active: true },
    after: { code: 'EVENTS', name: 'Fairs', parent: 'SALES', description: null, active: true },
  })
  // What changes nothing is no event.
  expect(await save(team, one({ id, code: 'EVENTS', name: 'Fairs', parent: 'SALES' }))).toEqual({ ok: true })
  expect(await audited(team)).toHaveLength(3)
})

test('refuses what would break the tree, and then nothing of the call is done', async () => {
  const team = await createTestTeam(sql)
  await save(team, one({ code: 'A2', parent: 'MKT' }), one({ code: 'A3', parent: 'A2' }))
  const before = await shape(team)
  const [mkt, a2] = [await find(team, 'MKT'), await find(team, 'A2')]
  const fine = one({ code: 'FINE' })
  for (const [change, reason] of [
    [one({ code: 'A4', parent: 'A3' }), 'too_deep'],
    [one({ id: mkt.id, code: 'MKT', parent: 'SALES' }), 'too_deep'],
    [one({ id: mkt.id, code: 'MKT', parent: 'A3' }), 'circle'],
    [one({ id: a2.id, code: 'A2', parent: 'A2' }), 'circle'],
    [one({ code: 'MKT', name: 'Else' }), 'duplicate_code'],
    [one({ code: 'FINE', name: 'Else' }), 'duplicate_code'],
    [one({ id: a2.id, code: 'SALES' }), 'duplicate_code'],
    [one({ code: 'MKT2', name: 'Marketing' }), 'duplicate_name'],
    [one({ code: 'X', parent: 'nowhere' }), 'unknown_parent'],
    [one({ code: 'X', parent: 'OLD' }), 'inactive_parent'],
    [one({ id: mkt.id, code: 'MKT', active: false }), 'inactive_parent'],
    [one({ id: randomUUID(), code: 'X' }), 'unknown_cost_account'],
  ] as const) {
    expect(await save(team, fine, change), reason).toMatchObject({ ok: false, reason })
    expect(await shape(team)).toEqual(before)
  }
  await expect(save(team, one({ code: 'X'.repeat(76) }))).rejects.toMatchObject({ code: '23514' })
  // The same name in another place is fine.
  expect(await save(team, one({ code: 'X', name: 'Marketing', parent: 'SALES' }))).toEqual({ ok: true })
})

test('a code changes until postage was booked to it', async () => {
  const team = await createTestTeam(sql)
  const { id } = await find(team, 'MKT')
  expect(await isCostAccountUsed(team.id, id)).toBe(false)
  expect(await save(team, one({ id, code: 'MARKET', name: 'Marketing' }))).toEqual({ ok: true })
  await requestRefill(
    team.admin,
    refillRequest({
      amount: 10_00,
      paymentMethodId: team.reserve,
      allocations: [{ costAccount: 'MARKET', amount: null }],
    }),
  )
  expect(await isCostAccountUsed(team.id, id)).toBe(true)
  expect(await save(team, one({ id, code: 'MKT', name: 'Marketing' }))).toMatchObject({
    ok: false,
    reason: 'code_in_use',
  })
  expect(await save(team, one({ id, code: 'MARKET', name: 'Market' }))).toEqual({ ok: true })
})

test('an inactive account takes those under it along, and comes back alone', async () => {
  const team = await createTestTeam(sql)
  await save(team, one({ code: 'A2', parent: 'MKT' }), one({ code: 'A3', parent: 'A2' }))
  const [mkt, a2, a3] = [await find(team, 'MKT'), await find(team, 'A2'), await find(team, 'A3')]
  expect(await setCostAccountActive(team.admin, mkt.id, false)).toEqual({ ok: true })
  expect(await shape(team)).toEqual([
    '-MKT (inactive)',
    '--A2 (inactive)',
    '---A3 (inactive)',
    '-OLD (inactive)',
    '-SALES',
  ])
  expect(await setCostAccountActive(team.admin, a3.id, true)).toMatchObject({ ok: false, reason: 'inactive_parent' })
  expect(await setCostAccountActive(team.admin, mkt.id, true)).toEqual({ ok: true })
  expect(await setCostAccountActive(team.admin, a2.id, true)).toEqual({ ok: true })
  expect(await shape(team)).toEqual(['-MKT', '--A2', '---A3 (inactive)', '-OLD (inactive)', '-SALES'])
  const log = await audited(team)
  expect(log.slice(2)).toHaveLength(5)
  expect(log.at(-1)).toMatchObject({
    action: 'cost_account.changed',
    before: { code: 'A2', active: false },
    after: { code: 'A2', active: true },
  })
})

test('says when one has to be chosen, and the ledger holds to it', async () => {
  const team = await createTestTeam(sql)
  expect(await setCostAccountRules(team.admin, { onRefill: true, onLabel: false })).toEqual({ ok: true })
  expect(await readCostAccountRules(team.id)).toEqual({ onRefill: true, onLabel: false })
  expect(
    await requestRefill(team.admin, refillRequest({ amount: 10_00, paymentMethodId: team.reserve })),
  ).toMatchObject({ ok: false, code: 'cost_account_required' })
  await setCostAccountRules(team.admin, { onRefill: true, onLabel: false })
  expect(await audited(team)).toMatchObject([
    { action: 'team.cost_account_rules_set', before: { on_refill: false }, after: { on_refill: true } },
  ])
})

test('staff, keys, removed admins and other teams change nothing', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const { id } = await find(team, 'MKT')
  for (const actor of [team.staff, { ...other.admin, teamId: team.id }]) {
    const refused = { ok: false, reason: 'forbidden' }
    expect(await saveCostAccounts(actor, [one({ code: 'X' })])).toMatchObject(refused)
    expect(await setCostAccountActive(actor, id, false)).toMatchObject(refused)
    expect(await setCostAccountRules(actor, { onRefill: true, onLabel: true })).toMatchObject(refused)
  }
  expect(await saveCostAccounts(other.admin, [one({ id, code: 'MKT' })])).toMatchObject({
    ok: false,
    reason: 'unknown_cost_account',
  })
  expect(await setCostAccountActive(other.admin, id, false)).toMatchObject({
    ok: false,
    reason: 'unknown_cost_account',
  })
  expect(await setCostAccountActive(other.admin, 'x', false)).toMatchObject({
    ok: false,
    reason: 'unknown_cost_account',
  })
  await sql`update memberships set active = false where user_id = ${team.admin.id}`
  expect(await setCostAccountActive(team.admin, id, false)).toMatchObject({ ok: false, reason: 'forbidden' })
  expect(await isCostAccountUsed(other.id, id)).toBe(false)
  expect(await shape(team)).toEqual(['-MKT', '-OLD (inactive)', '-SALES'])
})

test('two at once do not make one name, or a fourth level, together', async () => {
  const team = await createTestTeam(sql)
  const results = await Promise.all([1, 2, 3, 4].map((each) => save(team, one({ code: `C${each}`, name: 'Same' }))))
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
})

test('the places of an account leave three levels, and a search keeps the way to what it finds', async () => {
  const team = await createTestTeam(sql)
  await save(team, one({ code: 'A2', parent: 'MKT' }), one({ code: 'A3', parent: 'A2', description: 'Needle' }))
  const tree = await listCostAccountTree(team.id)
  const node = (code: string) => tree.find((each) => each.code === code)!
  expect(parentOptions(null, tree).map(({ label }) => label)).toEqual(['Marketing', 'Marketing › A2', 'Sales'])
  expect(parentOptions(node('A2'), tree).map(({ value }) => value)).toEqual(['MKT', 'SALES'])
  expect(parentOptions(node('MKT'), tree)).toEqual([])
  expect(under(node('MKT'), tree).map(({ code }) => code)).toEqual(['A2', 'A3'])
  expect(searchCostAccounts(tree, 'needle').map(({ code }) => code)).toEqual(['MKT', 'A2', 'A3'])
  expect(searchCostAccounts(tree, 'nothing')).toEqual([])
  expect(searchCostAccounts([{ ...node('MKT'), name: 'Caf\u00e9' }], 'CAFE\u0301')).toHaveLength(1)
})

test('one that differs from another by capitals alone is found: by its code anywhere, by its name in the same place', async () => {
  const team = await createTestTeam(sql)
  await save(
    team,
    one({ code: 'mkt', name: 'Anything', parent: 'SALES' }),
    one({ code: 'F1', name: 'Trade fairs', parent: 'MKT' }),
    one({ code: 'F2', name: 'trade FAIRS', parent: 'MKT' }),
    one({ code: 'F3', name: 'TRADE FAIRS', parent: 'SALES' }),
  )
  const tree = await listCostAccountTree(team.id)
  const similarTo = (code: string) => {
    const similar = findSimilar(
      tree.find((each) => each.code === code)!,
      tree,
    )
    return similar && [similar.by, similar.account.code]
  }
  expect(['mkt', 'MKT', 'F1', 'F2', 'F3', 'SALES'].map(similarTo)).toEqual([
    ['code', 'MKT'],
    ['code', 'mkt'],
    ['name', 'F2'],
    ['name', 'F1'],
    null,
    null,
  ])
})
