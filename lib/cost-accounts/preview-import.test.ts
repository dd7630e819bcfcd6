import { expect, test } from 'vitest'
import { listCostAccountTree } from '../../db/queries/cost-accounts'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { NO_CHOICES } from '../csv/read-choices'
import { saveCostAccounts } from './cost-accounts'
import { previewImport } from './preview-import'

const { sql } = useTestDatabase()

const figures = (added: number, changed: number, unchanged: number) => [
  { label: 'Added', value: added },
  { label: 'Changed', value: changed },
  { label: 'Unchanged', value: unchanged },
]

test('five thousand at once, and again, and only what differs is done', async () => {
  const team = await createTestTeam(sql)
  const rows = Array.from({ length: 4_999 }, (_, i) =>
    i < 50 ? `Top ${i},T${i},,TRUE,` : `Part ${i},P${i},About ${i},TRUE,Top ${i % 50}`,
  )
  const csv = ['Name,Code,Description,Status,ParentName', ...rows.toReversed(), 'Marketing,MKT,Mailings,TRUE,'].join(
    '\r\n',
  )
  const first = await previewImport(team.id, Buffer.from(csv), NO_CHOICES)
  if (!first.ok) throw new Error(JSON.stringify(first.errors))
  expect(first.preview).toMatchObject({
    figures: figures(4_999, 1, 0),
    plannedCount: 5_000,
    errorCount: 0,
    confirm: 'Import 5,000',
  })
  expect(first.preview.planned).toHaveLength(100)
  expect(await saveCostAccounts(team.admin, first.changes)).toEqual({ ok: true })
  const tree = await listCostAccountTree(team.id)
  expect(tree).toHaveLength(5_002)
  const second = await previewImport(team.id, Buffer.from(csv), NO_CHOICES)
  expect(second).toMatchObject({ ok: true, preview: { figures: figures(0, 0, 5_000), confirm: null }, changes: [] })
  expect(second.ok && second.seen).not.toBe(first.seen)
  // A file that was confirmed a moment too late adds nothing twice.
  expect(await saveCostAccounts(team.admin, first.changes)).toMatchObject({ ok: false, reason: 'duplicate_code' })
  const audited =
    await sql`select count(*) as count from audit_log where team_id = ${team.id} and action like 'cost_account.%'`
  expect(audited[0]!.count).toBe(5_000)
})

test('a line that was cut apart is wrong in that alone', async () => {
  const team = await createTestTeam(sql)
  const file = Buffer.from('Name,Code,ParentName\nPress, Events,3,All\n')
  expect(await previewImport(team.id, file, NO_CHOICES)).toMatchObject({
    preview: { errorCount: 1, errors: [{ line: 2, message: expect.stringMatching(/4 cells/) }] },
  })
})
