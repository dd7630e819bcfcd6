import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { log } from '../log'
import { resolveDueLabelRefunds, DENIED_IN_TEST_MODE } from './resolve-due-label-refunds'
import { printLabel } from './print-label'
import { recordLabelRefund } from './record-label-refund'
import { requestLabelRefund } from './request-label-refund'
import { labelRequest } from './testing/label-request'

const { sql } = useTestDatabase()

async function printed(
  team: TestTeam,
  wanted: { amount?: number; carrier?: 'usps' | 'ups'; reference?: string } = {},
): Promise<string> {
  const result = await printLabel(team.staff, labelRequest({ amount: 500, ...wanted }))
  if (!result.ok) throw new Error(result.code)
  return result.label.id
}

const ask = (labelId: string, key = randomUUID()) => ({ key, labelId, reason: 'Printed twice' })

test('a refund is asked for once, and credited when USPS says so', async () => {
  const team = await createTestTeam(sql, { balance: 1_000 })
  const id = await printed(team)
  const request = ask(id)
  expect(await requestLabelRefund(team.staff, request)).toMatchObject({
    ok: true,
    replayed: false,
    label: { status: 'refund_requested' },
  })
  expect(await requestLabelRefund(team.staff, request)).toMatchObject({ ok: true, replayed: true })
  expect(await requestLabelRefund(team.staff, { ...request, reason: 'Other' })).toEqual({
    ok: false,
    code: 'idempotency_mismatch',
  })
  expect(await requestLabelRefund(team.staff, ask(id))).toEqual({ ok: false, code: 'not_refundable' })
  expect(await readBalance(team.id)).toMatchObject({ available: 500 })

  expect(await recordLabelRefund(team.admin, id, { approved: true, note: 'USPS 4711' })).toBe('refunded')
  expect(await recordLabelRefund(team.admin, id, { approved: true, note: null })).toBe('unchanged')
  expect(await readBalance(team.id)).toMatchObject({ available: 1_000, held: 0 })
  expect((await sql`select * from label_refunds where label_id = ${id}`)[0]).toMatchObject({
    reason: 'Printed twice',
    requested_by: 'Test staff',
    approved: true,
    answered_by: 'Test admin',
    note: 'USPS 4711',
    into_balance: 500,
    into_held: 0,
  })
})

test('what has no room is held and released when there is some', async () => {
  const team = await createTestTeam(sql, { balance: 50_000 })
  const id = await printed(team)
  await requestLabelRefund(team.admin, ask(id))
  await sql`select import_history(
    p_team => ${team.id}, p_events => ${sql.json([{ type: 'opening', amount: 300, at: new Date().toISOString() }])})`
  expect(await recordLabelRefund(team.admin, id, { approved: true, note: null })).toBe('refunded')
  expect(await readBalance(team.id)).toMatchObject({ available: 50_000, held: 300 })
  expect((await sql`select into_balance, into_held from label_refunds where label_id = ${id}`)[0]).toEqual({
    into_balance: 200,
    into_held: 300,
  })
  await printed(team, { amount: 1_000 })
  expect(await readBalance(team.id)).toMatchObject({ available: 49_300, held: 0 })
})

test('UPS, strangers, staff who would answer themselves, and what is no id', async () => {
  const team = await createTestTeam(sql, { balance: 1_000 })
  const other = await createTestTeam(sql)
  const ups = await printed(team, { carrier: 'ups' })
  expect(await requestLabelRefund(team.staff, ask(ups))).toEqual({ ok: false, code: 'not_refundable' })
  const id = await printed(team)
  expect(await requestLabelRefund(other.admin, ask(id))).toEqual({ ok: false, code: 'not_found' })
  expect(await requestLabelRefund(team.staff, ask('nothing'))).toEqual({ ok: false, code: 'not_found' })
  expect(await recordLabelRefund(team.admin, id, { approved: true, note: null })).toBe('unchanged')
  await requestLabelRefund(team.staff, ask(id))
  expect(await recordLabelRefund(team.staff, id, { approved: true, note: null })).toBe('forbidden')
  expect(await recordLabelRefund(other.admin, id, { approved: true, note: null })).toBe('not_found')
  expect(await readBalance(team.id)).toMatchObject({ available: 500 })
})

test('in test mode the stand-in for USPS answers what was asked for a while ago', async () => {
  const team = await createTestTeam(sql, { balance: 2_000 })
  const [approved, denied, fresh] = [
    await printed(team),
    await printed(team, { reference: DENIED_IN_TEST_MODE }),
    await printed(team),
  ]
  for (const id of [approved, denied, fresh]) await requestLabelRefund(team.staff, ask(id))
  await sql`update label_refunds set requested_at = requested_at - interval '1 minute' where label_id in ${sql([approved, denied])}`
  await Promise.all([resolveDueLabelRefunds(), resolveDueLabelRefunds()])
  const states = await sql<{ id: string; status: string }[]>`select id, status from labels where team_id = ${team.id}`
  expect(Object.fromEntries(states.map(({ id, status }) => [id, status]))).toEqual({
    [approved]: 'refunded',
    [denied]: 'refund_denied',
    [fresh]: 'refund_requested',
  })
  expect(await readBalance(team.id)).toMatchObject({ available: 1_000 })
})

test('a refund that cannot be answered keeps the others from nothing, and comes up again', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const ids = [await printed(team), await printed(team), await printed(team)]
  for (const id of ids) await requestLabelRefund(team.staff, ask(id))
  await sql`update label_refunds set requested_at = requested_at - interval '1 minute' where team_id = ${team.id}`
  await sql.unsafe(`
    create function refuse_answer() returns trigger language plpgsql as $$ begin raise exception 'out of order'; end $$;
    create trigger refuse_answer before update on label_refunds for each row when (old.label_id = '${ids[1]}') execute function refuse_answer()`)
  const told = vi.spyOn(log, 'error').mockImplementation(() => {})
  expect(await resolveDueLabelRefunds()).toBe(2)
  expect(told).toHaveBeenCalledWith(expect.objectContaining({ labelId: ids[1] }), 'could not answer a refund')
  expect(await readBalance(team.id)).toMatchObject({ available: 4_500 })
  await sql.unsafe('drop trigger refuse_answer on label_refunds; drop function refuse_answer')
  told.mockRestore()
  expect(await resolveDueLabelRefunds()).toBe(1)
  expect(await readBalance(team.id)).toMatchObject({ available: 5_000 })
})
