import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { database, openDatabase, useDatabase, type Sql } from '../../db/client'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { requestRefill } from '../refills/request-refill'
import { exportLedger } from './export-ledger'
import { refillRequest } from '../refills/testing/refill-request'
import { labelRequest } from '../labels/testing/label-request'
import { disputeRefill } from '../refills/testing/report-charge'

const { sql, ownerUrl } = useTestDatabase()
const superuserUrl = inject('testServer').superuserUrl.replace(/\/[^/]*$/, new URL(ownerUrl).pathname)
const doc = readFileSync(path.resolve(import.meta.dirname, '../../docs/verify-ledger.md'), 'utf8')

let team: TestTeam
let lines: string[]

beforeAll(async () => {
  team = await teamWithEverything()
  lines = await exported(team.id)
})

async function exported(...which: Parameters<typeof exportLedger>): Promise<string[]> {
  const all: string[] = []
  for await (const entry of exportLedger(...which)) all.push(JSON.stringify(entry))
  return all
}

/** Every kind of money that moves: three methods, a decline, labels, a reversal, held money, of which some is released. */
async function teamWithEverything(): Promise<TestTeam> {
  const made = await createTestTeam(sql, { balance: 2_000, limit: 10_000 })
  const refill = async (amount: number | 'fill', paymentMethodId: string) => {
    const result = await requestRefill(made.admin, refillRequest({ amount, paymentMethodId }))
    return result.ok ? result.refill.id : null
  }
  const label = async (carrier: 'usps' | 'ups', amount: number) => {
    const result = await printLabel(made.staff, labelRequest({ carrier, amount }))
    return result.ok ? result.label.id : null
  }
  const [byCard] = [
    await refill(1_000, made.card),
    await refill(1_000, made.purchasePower),
    await refill(1_000, made.declinedCard),
    await label('usps', 73),
    await label('ups', 900),
  ]
  const costly = await label('usps', 500)
  await disputeRefill(sql, made.id, byCard!)
  await refill('fill', made.reserve)
  await sql`select request_label_refund(
    p_team => ${made.id}, p_key => 'refund', p_request_hash => ${Buffer.from('x')}, p_label => ${costly},
    p_reason => null, p_actor_type => 'user', p_actor_id => ${made.staff.id})`
  await sql`select refund_label(p_team => ${made.id}, p_label => ${costly}, p_approved => true)`
  await sql`select set_limits(p_team => ${made.id}, p_max_balance => 10200)`
  await sql`select pay_purchase_power(p_team => ${made.id}, p_amount => 400, p_effective => now())`
  return made
}

type Line = Record<string, string | number>

/** The hash by its description in docs/verify-ledger.md. */
function hashOf(entry: Line): string {
  const { previous_hash, team_id, account, seq, transfer_id, kind, amount, balance_after, created_us } = entry
  const text = [previous_hash, team_id, account, seq, transfer_id, kind, amount, balance_after, created_us].join('|')
  return createHash('sha256').update(text).digest('hex')
}

/** What does not follow in an export, by the entry's name: from the lines alone. */
function audit(text: string[]): string[] {
  const problems: string[] = []
  const ends = new Map<string, { seq: number; balance: number; hash: string }>()
  const transfers = new Map<string, number[]>()
  for (const entry of text.map((line) => JSON.parse(line))) {
    const { account, seq, amount, hash } = entry
    const before = ends.get(account) ?? { seq: 0, balance: 0, hash: '0'.repeat(64) }
    const [seconds, fraction] = entry.created_at.slice(0, -1).split('.')
    const holds = {
      seq: seq === before.seq + 1,
      link: entry.previous_hash === before.hash,
      hash: hash === hashOf(entry),
      balance: entry.balance_after === before.balance + amount,
      time: BigInt(entry.created_us) === BigInt(Date.parse(`${seconds}Z`)) * 1_000n + BigInt(fraction),
    }
    for (const [what, held] of Object.entries(holds)) if (!held) problems.push(`${account} ${seq}: ${what}`)
    ends.set(account, { seq, balance: entry.balance_after, hash })
    transfers.set(entry.transfer_id, [...(transfers.get(entry.transfer_id) ?? []), amount])
  }
  for (const [transfer, [one, other, ...more]] of transfers) {
    if (other === undefined || one! + other !== 0 || more.length > 0) problems.push(`transfer ${transfer}: sides`)
  }
  if ([...ends.values()].reduce((sum, { balance }) => sum + balance, 0) !== 0) problems.push('sum')
  return problems
}

describe('an export', () => {
  test('holds the whole ledger, and independent code proves it from the lines alone', async () => {
    expect(audit(lines)).toEqual([])
    const entries = lines.map((line) => JSON.parse(line))
    expect([...new Set(entries.map(({ account }) => account))]).toEqual([
      'postage',
      'held',
      'reserve',
      'purchase_power',
      'card',
      'bank',
      'fees',
      'postage_used',
      'adjustments',
    ])
    const [{ count }] = await sql<[{ count: number }]>`select count(*) from entries where team_id = ${team.id}`
    expect(entries).toHaveLength(count)
    const heads = await sql`
      select kind as account, seq, encode(head, 'hex') as hash, debits_posted - credits_posted as balance_after
      from ledger_accounts where team_id = ${team.id} and seq > 0 order by kind`
    const last = [...new Map(entries.map((entry) => [entry.account, entry])).values()]
    expect(last.map(({ account, seq, hash, balance_after }) => ({ account, seq, hash, balance_after }))).toEqual([
      ...heads,
    ])
    const held = entries.filter(({ account }) => account === 'held')
    expect(held.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['postage_refund', 500],
      ['held_release', -200],
    ])
    for (const { kind, phase, ...rest } of entries) {
      expect('refill_id' in rest).toBe(['postage_fund', 'fee', 'fund_reversal', 'fee_reversal'].includes(kind))
      expect('label_id' in rest).toBe(['postage_print', 'postage_refund'].includes(kind))
      expect(['posted', 'post']).toContain(phase)
    }
  })

  test('is of one moment, whatever happens while it is read', async () => {
    const { id, staff } = await createTestTeam(sql, { balance: 500 })
    const before = await exported(id)
    const reading = exportLedger(id)
    const read = [JSON.stringify((await reading.next()).value)]
    await printLabel(staff, labelRequest({ amount: 1 }))
    for await (const entry of reading) read.push(JSON.stringify(entry))
    expect(read).toEqual(before)
    expect(await exported(id)).toHaveLength(read.length + 2)
  })

  test('of one account continues what was exported before', async () => {
    const postage = lines.filter((line) => JSON.parse(line).account === 'postage')
    expect(await exported(team.id, 'postage')).toEqual(postage)
    expect(await exported(team.id, 'postage', 3)).toEqual(postage.slice(3))
    expect(await exported(team.id, 'postage', postage.length)).toEqual([])
    expect(await exported(team.id, 'receivable')).toEqual([])
  })

  test('of many pages is whole, or fails: never cut short where a connection dies', async () => {
    const { id, staff } = await createTestTeam(sql, { balance: 1_100 })
    const at = new Date().toISOString()
    const labels = Array.from({ length: 1_100 }, (_, n) => ({
      type: 'label',
      key: `l${n}`,
      carrier: 'usps',
      amount: 1,
      actor_type: 'user',
      actor_id: staff.id,
      at,
    }))
    await sql`select import_history(p_team => ${id}, p_events => ${sql.json(labels)})`
    const whole = await exported(id)
    expect(audit(whole)).toEqual([])
    expect(whole).toHaveLength(2 + 2 + 2 * 1_100)

    const reading = exportLedger(id)
    const read = [JSON.stringify((await reading.next()).value)]
    const superuser = openDatabase(superuserUrl, 1)
    await superuser.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'indicia_app'`
    await superuser.close()
    const rest = async () => {
      for await (const entry of reading) read.push(JSON.stringify(entry))
      return 'whole'
    }
    const ended = await rest().catch(() => 'failed')
    expect(['failed', whole.length]).toContain(ended === 'failed' ? ended : read.length)
  })
})

// As in verify-ledger.test.ts: a superuser's transaction, in which the export is made, and which is rolled back.
test.each([
  ['an amount', 'set amount = amount + 1 where seq = 2', ['postage 2: hash', 'postage 2: balance']],
  ['a kind', "set kind = 'adjustment' where seq = 2", ['postage 2: hash']],
  ['a transfer', 'set transfer_id = gen_random_uuid() where seq = 2', ['postage 2: hash']],
  ['a time', "set created_at = created_at - interval '1 microsecond' where seq = 2", ['postage 2: hash']],
  ['a number', 'set seq = 1000 where seq = 2', ['postage 3: seq', 'postage 1000: hash']],
])('%s that a superuser changed shows in the export', async (_what, change, named) => {
  const app = database()
  const superuser = openDatabase(superuserUrl, 1)
  const found: string[] = []
  const rollback = new Error('roll back')
  await superuser.sql
    .begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx.unsafe(`update entries ${change} and account = 'postage' and team_id = ${team.id}`)
      useDatabase({ ...app, sql: tx as unknown as Sql })
      found.push(...audit(await exported(team.id)))
      throw rollback
    })
    .catch((error) => {
      if (error !== rollback) throw error
    })
    .finally(() => useDatabase(app))
  await superuser.close()
  expect(found).toEqual(expect.arrayContaining(named))
})

describe('docs/verify-ledger.md', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-export-'))
  const write = (name: string, text: string[]) =>
    writeFileSync(path.join(folder, name), text.map((line) => `${line}\n`).join(''))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** What the document says to type. */
  function bash(command: string): Promise<{ failed: boolean; out: string; err: string }> {
    return new Promise((resolve) => {
      execFile('bash', ['-c', command], { cwd: folder }, (error, out, err) =>
        resolve({ failed: error !== null, out, err }),
      )
    })
  }

  function commandOf(start: string): string {
    const command = doc.split('\n').find((line) => line.startsWith(start))
    expect(command, `${start} in the document`).toBeDefined()
    return command!.replace('$ ', '')
  }

  const check = () => bash(commandOf('bash check-ledger.sh ledger.jsonl heads.txt'))

  beforeAll(() => {
    writeFileSync(path.join(folder, 'check-ledger.sh'), /```bash\n([^]*?)```/.exec(doc)![1]!)
    write('kept.jsonl', lines)
    write('heads.txt', [])
  })

  test('shows a line as it is exported, and its hash by hand', async () => {
    const example = JSON.parse(/```json\n(.*)\n```/.exec(doc)![1]!)
    expect(audit([JSON.stringify(example)]).filter((problem) => problem.startsWith('postage'))).toEqual([])
    const real = lines.map((line) => JSON.parse(line)).find(({ phase }) => phase === 'post')
    expect(Object.keys(example)).toEqual(Object.keys(real))
    expect(await bash(commandOf('$ printf'))).toMatchObject({ out: `${example.hash}  -\n` })
  })

  test('its check finds an export right and prints the heads, which a longer export still holds', async () => {
    write('ledger.jsonl', lines)
    const checked = await bash(commandOf('bash check-ledger.sh ledger.jsonl > heads.txt'))
    expect(checked).toEqual({ failed: false, out: '', err: '' })
    const last = new Map(lines.map((line) => [JSON.parse(line).account, JSON.parse(line)]))
    const heads = [...last.values()].map(({ account, seq, hash }) => `${account} ${seq}:${hash}\n`)
    expect(readFileSync(path.join(folder, 'heads.txt'), 'utf8')).toBe(heads.sort().join(''))

    await printLabel(team.staff, labelRequest({ amount: 2 }))
    write('ledger.jsonl', await exported(team.id))
    expect(await check()).toMatchObject({ failed: false, err: '' })
    expect(await bash(commandOf('comm -23'))).toEqual({ failed: false, out: '', err: '' })
  })

  const nameOf = (line: string) => `${JSON.parse(line).account}-${JSON.parse(line).seq}`
  const changed = (name: string, change: (line: string) => string) => (all: string[]) =>
    all.map((line) => (nameOf(line) === name ? change(line) : line))

  test.each<[string, (all: string[]) => string[], RegExp]>([
    ['an amount', changed('postage-2', (line) => line.replace(/"amount":\d+/, '"amount":9')), /^postage-2: FAILED$/m],
    [
      'a balance',
      changed('postage-3', (line) => line.replace(/"balance_after":\d/, '"balance_after":9')),
      /^postage-3: balance_after/m,
    ],
    ['a kind', changed('fees-1', (line) => line.replace('"fee"', '"adjustment"')), /^fees-1: FAILED$/m],
    ['a time', changed('card-1', (line) => line.replace('"created_us":1', '"created_us":2')), /^card-1: FAILED$/m],
    ['a hash', changed('held-1', (line) => line.replace(/("hash":")./, '$1g')), /"seq":1,.*not an export/s],
    [
      'an entry that is missing',
      (all) => all.filter((line) => nameOf(line) !== 'postage-2'),
      /^postage-3: the entry before is 1$/m,
    ],
    [
      'a last entry that is missing',
      (all) => all.filter((line) => nameOf(line) !== 'held-2'),
      /no two equal sides: .*,held_release,200/,
    ],
    ['an entry twice', (all) => [all[0]!, ...all], /^postage-1: the entry before is 1$/m],
    ['two entries swapped', (all) => [all[0]!, all[2]!, all[1]!, ...all.slice(3)], /^postage-3: previous_hash/m],
    [
      'a number that is none',
      changed('postage-2', (line) => line.replace('"seq":2', '"seq":"a[$(touch was-run)]"')),
      /not an export/,
    ],
    ['a line cut short', (all) => [...all.slice(0, -1), all.at(-1)!.slice(0, -9)], /not an export/],
    ['nothing at all', () => [], /not an export/],
  ])('its check finds %s', async (_what, change, said) => {
    write('ledger.jsonl', change(lines))
    expect(await check()).toMatchObject({ failed: true, out: '', err: expect.stringMatching(said) })
    expect(await bash('test -e was-run')).toMatchObject({ failed: true })
  })

  test('its check of a chain with every later hash made anew finds nothing, except beside the heads', async () => {
    let previous = ''
    write(
      'ledger.jsonl',
      lines.map((line) => {
        const entry = JSON.parse(line)
        if (entry.account !== 'postage') return line
        if (entry.seq === 2) entry.created_us -= 1
        if (entry.seq > 1) entry.previous_hash = previous
        previous = hashOf(entry)
        return JSON.stringify({ ...entry, hash: previous })
      }),
    )
    expect(await bash('bash check-ledger.sh ledger.jsonl')).toMatchObject({ failed: false, err: '' })
    expect(await check()).toMatchObject({ failed: true, err: expect.stringMatching(/not any more: postage \d+:/) })
    expect((await bash(commandOf('comm -23'))).out).toContain(lines[1])
  })

  test('what the hash does not cover shows beside a kept export alone', async () => {
    write('ledger.jsonl', changed('postage-2', (line) => line.replace(/("effective_at":")./, '$11'))(lines))
    expect(await check()).toMatchObject({ failed: false, err: '' })
    expect(await bash(commandOf('comm -23'))).toEqual({ failed: false, out: `${lines[1]}\n`, err: '' })
  })

  test('an export of one account is checked as far as it goes', async () => {
    write('ledger.jsonl', await exported(team.id, 'postage'))
    const checked = await bash('bash check-ledger.sh ledger.jsonl')
    expect(checked).toMatchObject({ failed: false, out: expect.stringMatching(/^postage \d+:[0-9a-f]{64}\n$/) })
    expect(checked.err).toContain('Only the account postage')
  })
})
