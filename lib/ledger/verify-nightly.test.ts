import { randomUUID } from 'node:crypto'
import { expect, inject, test, vi } from 'vitest'
import { findAuditEntry } from '../../db/queries/audit-log'
import { readHead, readLastVerification, readProtection } from '../../db/queries/ledger-state'
import { openDatabase, useDatabase, database } from '../../db/client'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import postgres from 'postgres'
import { log } from '../log'
import { isPrefix } from './verify-ledger'
import { verifyNightly } from './verify-nightly'
import { verifyTeamNow } from './verify-team-now'

const { sql, ownerUrl } = useTestDatabase()
const superuserUrl = inject('testServer').superuserUrl.replace(/\/[^/]*$/, new URL(ownerUrl).pathname)

/** Changes an entry as only a superuser can, and puts it back. */
async function whileTampered(team: number, work: () => Promise<void>): Promise<void> {
  const superuser = postgres(superuserUrl, { max: 1 })
  const shift = (by: number) =>
    superuser.unsafe(`set session_replication_role = replica;
    update entries set amount = amount + ${by} where team_id = ${team} and account = 'postage' and seq = 1`)
  await shift(1)
  try {
    await work()
  } finally {
    await shift(-1)
    await superuser.end()
  }
}

test('once a day, by one of many, and what differs is an error in the log', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const other = await createTestTeam(sql, { balance: 5_000 })
  expect(await readLastVerification(team.id)).toBeNull()
  const done = await Promise.all(Array.from({ length: 6 }, verifyNightly))
  expect(done.filter(Boolean)).toHaveLength(1)
  const last = await readLastVerification(team.id)
  expect(last).toMatchObject({ teams: 2, problems: [] })
  expect(last!.entries).toBeGreaterThan(3)
  expect(last!.finishedAt.getTime()).toBeGreaterThanOrEqual(last!.startedAt.getTime())
  expect(await verifyNightly()).toBe(false)

  await sql`update ledger_verifications set started_at = started_at - interval '1 day'`
  const error = vi.spyOn(log, 'error').mockImplementation(() => {})
  await whileTampered(team.id, async () => {
    expect(await verifyNightly()).toBe(true)
  })
  expect(error).toHaveBeenCalledWith(
    expect.objectContaining({ differences: expect.any(Number) }),
    'the ledger has differences',
  )
  error.mockRestore()
  expect((await readLastVerification(team.id))!.problems.join('\n')).toContain('postage entry 1')
  expect((await readLastVerification(other.id))!.problems).toEqual([])
})

test('an admin verifies their own team now; nobody else does, and the result stands in the audit log', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const other = await createTestTeam(sql)
  expect(await verifyTeamNow(team.staff)).toEqual({ outcome: 'forbidden' })
  expect(await verifyTeamNow({ ...other.admin, teamId: team.id })).toEqual({ outcome: 'forbidden' })
  expect(await verifyTeamNow({ ...team.admin, id: randomUUID() })).toEqual({ outcome: 'forbidden' })
  const result = await verifyTeamNow(team.admin)
  if (result.outcome !== 'verified') throw new Error(result.outcome)
  expect(await findAuditEntry(team.id, result.auditId)).toMatchObject({
    action: 'ledger.verified',
    actorName: 'Test admin',
    after: { problems: 0, differences: [] },
  })
  await whileTampered(team.id, async () => {
    const tampered = await verifyTeamNow(team.admin)
    if (tampered.outcome !== 'verified') throw new Error(tampered.outcome)
    const found = await findAuditEntry(team.id, tampered.auditId)
    expect(found!.after!.problems).toBeGreaterThan(0)
    expect(String(found!.after!.differences)).toContain('postage entry 1')
  })
})

test('says which protection is active, for the login that asks', async () => {
  expect(await readProtection()).toEqual({ mayWrite: false, refusedByTables: true })
  const own = database()
  const owner = openDatabase(ownerUrl, 1)
  useDatabase(owner)
  try {
    expect(await readProtection()).toEqual({ mayWrite: true, refusedByTables: true })
    await sql`alter table entries disable trigger entries_append_only`
    expect(await readProtection()).toEqual({ mayWrite: true, refusedByTables: false })
    await sql`alter table entries enable trigger entries_append_only`
  } finally {
    useDatabase(own)
    await owner.close()
  }
})

test('the head is one that ledger verify knows', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const head = await readHead(team.id)
  expect(head.seq).toBe(1)
  expect(await isPrefix(team.id, head.seq, head.hash)).toBe(true)
})
