import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTestTeam } from '../db/testing/create-test-team'
import { useTestDatabase } from '../db/testing/test-database'
import { requestRefill } from '../lib/refills/request-refill'
import { useBuiltCli } from '../lib/testing/use-built-cli'
import packageJson from '../package.json'
import { refillRequest } from '../lib/refills/testing/refill-request'

const { sql, appUrl, ownerUrl } = useTestDatabase()
const root = path.resolve(import.meta.dirname, '..')

type Ended = { status: number; out: string; err: string }

/** The command as a person runs it, on this file's database. */
const cli = (...args: string[]) => run(process.execPath, [built, ...args])
const built = useBuiltCli()

function run(program: string, args: string[], variables: Record<string, string> = {}): Promise<Ended> {
  const env = { ...process.env, LOG_LEVEL: 'warn', DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, ...variables }
  return new Promise((resolve) => {
    execFile(program, args, { env, cwd: root }, (error, out, err) => {
      resolve({ status: error ? Number(error.code) : 0, out, err })
    })
  })
}

async function slugOf(teamId: number): Promise<string> {
  const [team] = await sql<[{ slug: string }]>`select slug from teams where id = ${teamId}`
  return team.slug
}

it('says on standard error which setting it has changed, for whoever keeps that as a log', async () => {
  const made = await run(process.execPath, [built, 'team', 'create', '--slug', 'told', '--name', 'Told'], {
    LOG_LEVEL: 'info',
  })
  expect(JSON.parse(made.out)).toMatchObject({ slug: 'told' })
  expect(JSON.parse(made.err)).toMatchObject({
    event: 'settings_changed',
    actorType: 'operator',
    action: 'team.created',
    subject: 'team:told',
  })
})

describe('team', () => {
  it('is made and printed, once', async () => {
    const made = await cli('team', 'create', '--slug', 'acme', '--name', 'Acme & Söhne')
    expect(made).toMatchObject({ status: 0, err: '' })
    expect(JSON.parse(made.out)).toMatchObject({
      slug: 'acme',
      name: 'Acme & Söhne',
      available: 0,
      limit: 500_00,
      minimum_refill: 10_00,
    })
    expect(await cli('team', 'create', '--slug', 'acme', '--name', 'Other')).toEqual({
      status: 1,
      out: '',
      err: 'There is a team "acme" already.\n',
    })
    expect(await cli('team', 'create', '--slug', 'Not A Slug', '--name', 'Other')).toMatchObject({ status: 2, out: '' })
  })

  it('has a time zone of its own, which can be changed; what is only nearly one is refused with what it may have meant', async () => {
    const made = await cli('team', 'create', '--slug', 'south', '--name', 'South', '--time-zone', 'Pacific/Auckland')
    expect(JSON.parse(made.out)).toMatchObject({ slug: 'south', time_zone: 'Pacific/Auckland' })
    expect([...(await sql`select time_zone, support_time_zone from teams where slug = 'south'`)]).toEqual([
      { time_zone: 'Pacific/Auckland', support_time_zone: 'Pacific/Auckland' },
    ])
    const moved = await cli('team', 'set-time-zone', '--team', 'south', '--time-zone', 'Asia/Kolkata')
    expect(JSON.parse(moved.out)).toMatchObject({ slug: 'south', time_zone: 'Asia/Kolkata' })
    for (const [wrong, meant] of [
      ['EST', 'America/New_York'],
      ['Pacific', 'America/Los_Angeles'],
      ['america/chicago', 'America/Chicago'],
    ] as const) {
      const refused = await cli('team', 'create', '--slug', 'west', '--name', 'West', '--time-zone', wrong)
      expect(refused, wrong).toMatchObject({ status: 2, out: '' })
      expect(refused.err).toContain(`--time-zone: “${wrong}” is not a time zone. Did you mean ${meant}`)
    }
    // Node.js knows it in any case; the database has the last word.
    expect(await cli('team', 'set-time-zone', '--team', 'south', '--time-zone', 'US/pacific')).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('Did you mean America/Los_Angeles?'),
    })
    expect(await sql`select from teams where slug = 'west'`).toHaveLength(0)
  })

  it('gets other limits, but never below balance plus pending', async () => {
    const slug = await slugOf((await createTestTeam(sql, { balance: 83_40 })).id)
    const set = await cli('team', 'set-limits', '--team', slug, '--limit', '100000', '--minimum', '500')
    expect(JSON.parse(set.out)).toMatchObject({ slug, available: 83_40, limit: 1000_00, minimum_refill: 5_00 })
    const refused = await cli('team', 'set-limits', '--team', slug, '--limit', '8339')
    expect(refused).toEqual({
      status: 1,
      out: '',
      err: 'The limit cannot be $83.39: balance and pending refills are $83.40.\n',
    })
    expect(await cli('team', 'set-limits', '--team', 'nobody', '--limit', '1')).toEqual({
      status: 1,
      out: '',
      err: 'There is no team "nobody".\n',
    })
    for (const wrong of ['500.00', '-1']) {
      expect(await cli('team', 'set-limits', '--team', slug, `--limit=${wrong}`), wrong).toMatchObject({
        status: 2,
        out: '',
      })
    }
  })
})

describe('team set-limits', () => {
  it('refuses a limit below the minimum refill, also where one of them is stored', async () => {
    const { id } = await createTestTeam(sql)
    const slug = await slugOf(id)
    const set = (...limits: string[]) => cli('team', 'set-limits', '--team', slug, ...limits)
    expect(await set('--limit', '999')).toEqual({
      status: 1,
      out: '',
      err: 'The limit cannot be $9.99: the minimum refill is $10.00.\n',
    })
    expect(await set('--minimum', '50001')).toEqual({
      status: 1,
      out: '',
      err: 'The minimum refill cannot be $500.01: the limit is $500.00.\n',
    })
    for (const both of [
      ['--limit', '999', '--minimum', '1000'],
      ['--limit', '0', '--minimum', '0'],
    ]) {
      expect(await set(...both), both.join(' ')).toMatchObject({ status: 2, out: '' })
    }
    await expect(sql`select set_limits(p_team => ${id}, p_minimum_refill => 0)`).rejects.toMatchObject({
      code: '22023',
    })
    await expect(
      sql`select create_team(p_slug => 'narrow', p_name => 'Narrow', p_max_balance => 500)`,
    ).rejects.toMatchObject({ code: '22023' })
    await expect(
      sql`update ledger_accounts set max_balance = 999 where team_id = ${id} and kind = 'postage'`,
    ).rejects.toMatchObject({ code: '23514' })
    expect((await set('--limit', '1000')).status).toBe(0)
    expect(JSON.parse((await set('--limit', '700', '--minimum', '700')).out)).toMatchObject({
      limit: 7_00,
      minimum_refill: 7_00,
    })
  })
})

describe('team set-card-fee', () => {
  it('sets the rate within its bounds', async () => {
    const slug = await slugOf((await createTestTeam(sql)).id)
    const set = await cli('team', 'set-card-fee', '--team', slug, '--basis-points', '299')
    expect(JSON.parse(set.out)).toMatchObject({ slug, card_fee_basis_points: 299, owed: 0 })
    for (const wrong of ['1001', '3.5', '-1', '']) {
      expect(await cli('team', 'set-card-fee', '--team', slug, `--basis-points=${wrong}`), wrong).toMatchObject({
        status: 2,
        out: '',
      })
    }
  })
})

describe('api-key create', () => {
  it('prints the key alone and stores its hash', async () => {
    const team = await createTestTeam(sql)
    const made = await cli(
      'api-key',
      'create',
      '--team',
      await slugOf(team.id),
      '--name',
      'Printer',
      '--scope',
      'read',
      '--scope',
      'labels:write',
      '--expires-in-days',
      '30',
    )
    expect(made).toMatchObject({ status: 0, err: '' })
    expect(made.out).toMatch(/^ind_[A-Za-z0-9_-]{32,}\n$/)
    const [stored] = await sql`
      select name, array_to_json(scopes) as scopes, expires_at - created_at > interval '29 days' as expires from api_keys
      where team_id = ${team.id} and hash = ${createHash('sha256').update(made.out.trim()).digest()}`
    expect(stored).toEqual({ name: 'Printer', scopes: ['read', 'labels:write'], expires: true })
  })

  it('refuses a scope that is not known', async () => {
    const refused = await cli('api-key', 'create', '--team', 'any', '--name', 'Printer', '--scope', 'all')
    expect(refused).toMatchObject({ status: 2, out: '' })
    expect(refused.err).toContain('there is no scope "all", only read, refills:write, labels:write')
  })
})

describe('payment-method add', () => {
  it('prints the id alone; the first of a team and one that asks are its default', async () => {
    await cli('team', 'create', '--slug', 'cards', '--name', 'Cards')
    const add = (...more: string[]) => cli('payment-method', 'add', '--team', 'cards', '--test-card', ...more)
    const [first, second, third] = [
      await add('4242424242424242'),
      await add('4000 0000 0000 0002'),
      await add('4000000000009995', '--default'),
    ]
    const stored = await sql`
      select m.id, m.label, m.is_default from payment_methods m join teams t on t.id = m.team_id
      where t.slug = 'cards' order by m.created_at`
    expect(stored).toEqual([
      { id: first.out.trim(), label: 'Visa •••• 4242', is_default: false },
      { id: second.out.trim(), label: 'Visa •••• 0002', is_default: false },
      { id: third.out.trim(), label: 'Visa •••• 9995', is_default: true },
    ])
    expect(await add('4111111111111111')).toMatchObject({ status: 2, out: '' })
  })
})

describe('payment-method set-credit-limit', () => {
  it('sets what Purchase Power may be drawn to, but never below what is drawn', async () => {
    const team = await createTestTeam(sql, { creditLimit: 100_00 })
    const slug = await slugOf(team.id)
    const refill = await requestRefill(
      team.admin,
      refillRequest({ amount: 60_00, paymentMethodId: team.purchasePower }),
    )
    expect(refill.ok).toBe(true)
    const set = (limit: string) => cli('payment-method', 'set-credit-limit', '--team', slug, `--limit=${limit}`)
    expect(await set('5999')).toEqual({ status: 1, out: '', err: 'The limit cannot be $59.99: $60.00 is drawn.\n' })
    const { status, out } = await set('6000')
    expect([status, JSON.parse(out)]).toEqual([0, { slug, credit_limit: 60_00, drawn: 60_00, currency: 'USD' }])
    expect(
      await sql`
      select before, after from audit_log where team_id = ${team.id} and action = 'purchase_power.limit_set' order by id desc limit 1`,
    ).toEqual([{ before: { limit: 100_00 }, after: { limit: 60_00 } }])
    expect(await set('100.00')).toMatchObject({ status: 2, out: '' })
    expect(await cli('payment-method', 'set-credit-limit', '--team', slug)).toMatchObject({ status: 2, out: '' })
  })
})

describe('ledger verify', () => {
  it('says ok with counts, and proves an exported head', async () => {
    const team = await createTestTeam(sql, { balance: 83_40 })
    const slug = await slugOf(team.id)
    const verified = await cli('ledger', 'verify', '--team', slug)
    expect(verified).toEqual({ status: 0, out: 'ok 1 team, 2 transfers, 4 entries\n', err: '' })
    const [{ hash }] = await sql<[{ hash: string }]>`
      select encode(hash, 'hex') as hash from entries where team_id = ${team.id} and account = 'postage' and seq = 1`
    expect(await cli('ledger', 'verify', '--team', slug, '--head', `1:${hash}`)).toMatchObject({ status: 0 })
    expect(await cli('ledger', 'verify', '--head', `1:${hash}`)).toMatchObject({ status: 0 })
    expect(await cli('ledger', 'verify', '--team', slug, '--head', `2:${hash}`)).toEqual({
      status: 1,
      out: `${slug}: no postage history holds entry 2 with the hash ${hash}\n`,
      err: 'The ledger has 1 difference.\n',
    })
    expect(await cli('ledger', 'verify', '--head', 'abc')).toMatchObject({ status: 2, out: '' })
  })

  it('prints each difference', async () => {
    const team = await createTestTeam(sql, { balance: 83_40 })
    const move = (cents: number) => sql`
      update ledger_accounts set debits_posted = debits_posted + ${cents} where team_id = ${team.id} and kind = 'postage'`
    await move(1)
    const verified = await cli('ledger', 'verify')
    await move(-1)
    expect(verified.status).toBe(1)
    expect(verified.out).toContain(
      `${await slugOf(team.id)}: postage account: posted counters are 8341/0, the entries give 8340/0\n`,
    )
  })
})

describe('ledger export', () => {
  it('prints entries and nothing else, the last of which `ledger verify` still finds', async () => {
    const team = await createTestTeam(sql, { balance: 83_40 })
    const slug = await slugOf(team.id)
    const whole = await cli('ledger', 'export', '--team', slug)
    expect(whole).toMatchObject({ status: 0, err: '' })
    const entries = whole.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries.map(({ account, seq, amount }) => [account, seq, amount])).toEqual([
      ['postage', 1, 83_40],
      ['reserve', 1, 1_000_000_00],
      ['bank', 1, -1_000_000_00],
      ['adjustments', 1, -83_40],
    ])
    const postage = await cli('ledger', 'export', '--team', slug, '--account', 'postage')
    expect(postage).toEqual({ status: 0, out: whole.out.split('\n')[0] + '\n', err: '' })
    expect(await cli('ledger', 'export', '--team', slug, '--account', 'postage', '--after', '1')).toEqual({
      status: 0,
      out: '',
      err: '',
    })
    expect(await cli('ledger', 'verify', '--team', slug, '--head', `1:${entries[0].hash}`)).toMatchObject({ status: 0 })
  })

  it('ends quietly when whoever reads it has read enough', async () => {
    await cli('team', 'create', '--slug', 'long', '--name', 'Long')
    await cli('seed', '--team', 'long', '--refills', '20', '--labels', '400')
    // More than a pipe holds, so that the command is still writing when `head` is gone.
    const piped = await run('bash', [
      '-c',
      'set -o pipefail; "$0" --import tsx cli/main.ts ledger export --team long | head -n 1',
      process.execPath,
    ])
    expect(piped).toMatchObject({ status: 0, err: '' })
    expect(JSON.parse(piped.out)).toMatchObject({ account: 'postage', seq: 1 })
  })

  it('says what cannot be', async () => {
    expect(await cli('ledger', 'export', '--team', 'nobody')).toEqual({
      status: 1,
      out: '',
      err: 'There is no team "nobody".\n',
    })
    for (const wrong of [
      [],
      ['--account', 'petty-cash'],
      ['--after', '1'],
      ['--account', 'postage', '--after', '1e3'],
    ]) {
      const team = wrong.length > 0 ? ['--team', 'any'] : []
      expect(await cli('ledger', 'export', ...team, ...wrong), wrong.join(' ')).toMatchObject({ status: 2, out: '' })
    }
  })
})

describe('seed', () => {
  it('makes exactly so many refills and labels, on a team that has nothing yet', async () => {
    await cli('team', 'create', '--slug', 'new', '--name', 'New')
    const seeded = await cli('seed', '--team', 'new', '--refills', '200', '--labels', '1000')
    expect(seeded.status).toBe(0)
    expect(JSON.parse(seeded.out)).toMatchObject({ team: 'new', refills: 200, labels: 1000 })
    expect(await countHistory('new')).toEqual({ refills: 200, labels: 1000 })
    const [folds] = await sql`
      select f.seq = a.seq as "all" from postage_day_folds f join teams t on t.id = f.team_id
      join ledger_accounts a on a.team_id = t.id and a.kind = 'postage' where t.slug = 'new'`
    expect(folds).toEqual({ all: true })
    expect(await cli('ledger', 'verify', '--team', 'new')).toMatchObject({ status: 0 })
  })

  it('goes before the history that is there, and can be repeated', async () => {
    const team = await createTestTeam(sql, { balance: 83_40 })
    const slug = await slugOf(team.id)
    for (let turn = 0; turn < 2; turn++) {
      expect(await cli('seed', '--team', slug, '--refills', '10', '--labels', '60')).toMatchObject({ status: 0 })
    }
    expect(await countHistory(slug)).toEqual({ refills: 20, labels: 120 })
  })

  it('says what cannot be', async () => {
    const slug = await slugOf((await createTestTeam(sql)).id)
    const refused = await cli('seed', '--team', slug, '--refills', '1000', '--labels', '1')
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain('so many refills do not fit under the limit')
  })

  async function countHistory(slug: string) {
    const [counts] = await sql`
      select (select count(*) from refills r where r.team_id = t.id) as refills,
        (select count(*) from labels l where l.team_id = t.id) as labels
      from teams t where t.slug = ${slug}`
    return counts
  }
})

describe('the command line', () => {
  it('explains itself and refuses what it does not know', async () => {
    const help = await cli('--help')
    expect(help).toMatchObject({ status: 0, err: '' })
    for (const name of [
      'team create',
      'team set-limits',
      'team set-card-fee',
      'api-key create',
      'payment-method add',
      'payment-method set-credit-limit',
      'ledger verify',
      'ledger export',
      'seed',
    ]) {
      expect(help.out).toContain(name)
    }
    expect(await cli('team', 'create', '--help')).toMatchObject({ status: 0, err: '' })
    expect(await cli('--version')).toEqual({ status: 0, out: `${packageJson.version}\n`, err: '' })
    expect(await cli('team', 'destroy')).toMatchObject({ status: 2, out: '' })
    expect(await cli('team', 'create', '--colour', 'red')).toMatchObject({ status: 2, out: '' })
    expect(await cli()).toMatchObject({ status: 2, out: '' })
  })
})

describe('a database of another build', () => {
  it('is left as it is by what only reads, which says so', async () => {
    const hash = async () => (await sql<[{ hash: string }]>`select functions_hash as hash from schema_version`)[0].hash
    const before = await hash()
    await sql`update schema_version set functions_hash = 'of another build'`
    expect(await cli('ledger', 'verify')).toMatchObject({
      status: 0,
      err: expect.stringContaining('functions of another build'),
    })
    expect(await hash()).toBe('of another build')
    await sql`update schema_version set functions_hash = ${before}`
    for (const [by, word] of [
      [-1, 'older'],
      [1, 'newer'],
    ] as const) {
      await sql`update schema_version set migration = migration + ${by}::int`
      for (const command of [
        ['ledger', 'verify'],
        ['ledger', 'export', '--team', 'acme'],
      ]) {
        expect(await cli(...command)).toMatchObject({
          status: 1,
          out: '',
          err: expect.stringContaining(`The database is ${word} than this build`),
        })
      }
      await sql`update schema_version set migration = migration - ${by}::int`
    }
  })
})
