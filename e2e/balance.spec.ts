import type { Page } from '@playwright/test'
import { formatMoney } from '../lib/rules/money'
import { look } from './look'
import type { Copy } from './start-copy'
import { balance, expect, setBalance, test } from './test'

// Each looks at several screens four times.
test.describe.configure({ timeout: 180_000 })

const teamOf = async (copy: Copy) => (await copy.sql<[{ id: number }]>`select id from teams where slug = 'demo'`)[0].id

/** Every entry of the demo team's balance, as the pages show them. */
async function walk(page: Page): Promise<string[]> {
  const seen: string[] = []
  const entries = page.getByRole('table', { name: 'Entries' }).locator('tbody tr')
  for (;;) {
    const rows = await entries.allTextContents()
    seen.push(...rows)
    const older = page.getByRole('link', { name: 'Older' })
    if ((await older.count()) === 0) return seen
    await older.click()
    await expect(entries.first()).not.toHaveText(rows[0]!)
  }
}

test('every entry with its balance, the chart of the last days, and how long it lasts', async ({ admin, copy }) => {
  await balance(admin).click()
  await expect(admin).toHaveURL(/\/balance$/)
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage balance')
  await expect(balance(admin)).toHaveAttribute('aria-current', 'page')
  const figures = admin.getByRole('main').locator('dl').first()
  await expect(figures).toContainText('Available$83.40ready to use')
  await expect(figures).toContainText('Pending$0.00no refills in progress')
  await expect(figures).toContainText('Held$0.00')
  await expect(figures).toContainText('Room$416.60available to add')
  await expect(admin.getByText(/^About \d+ working days?$/)).toBeVisible()
  await expect(
    admin.getByText(/per working day, based on the 20 working days from [A-Z][a-z]{2} \d+ to [A-Z][a-z]{2} \d+\./),
  ).toBeVisible()
  await look(admin, 'balance')

  await expect(admin.getByRole('img', { name: /^Postage balance, / })).toBeVisible()
  const table = admin.getByRole('table', { name: /^The last/ })
  await admin.getByText('Show as a table').click()
  await expect(table.locator('tbody tr')).toHaveCount(30)
  await expect(table.locator('tbody tr').first()).toContainText('$83.40')
  await admin.getByRole('link', { name: '90 days' }).click()
  await expect(admin).toHaveURL(/days=90/)
  await expect(admin.getByRole('link', { name: '90 days' })).toHaveAttribute('aria-current', 'page')
  await admin.getByRole('link', { name: '365 days' }).click()
  await expect(admin.getByRole('heading', { name: 'The last 365 days' })).toBeVisible()
  await admin.reload()
  await admin.getByText('Show as a table').click()
  await expect(table.locator('tbody tr')).toHaveCount(53)
  await look(admin, 'balance-365')

  for (const query of [
    'days=7',
    'days=30&days=90',
    'before=x',
    'before=-1',
    'after=999999999999999',
    'after=9e9',
    'before=0',
  ]) {
    expect((await admin.request.get(`/balance?${query}`)).status(), query).toBe(200)
  }
  await admin.goto('/balance')
  const [{ count }] = await copy.sql<
    [{ count: number }]
  >`select count(*) as count from entries where account = 'postage'`
  const seen = await walk(admin)
  expect(seen).toHaveLength(count)
  expect(new Set(seen).size).toBe(count)
  expect(seen.at(-1)).toContain('Opening balance')
  await look(admin, 'balance-older')
  await admin.getByRole('link', { name: 'Newest entries' }).click()
  await expect(admin.getByRole('heading', { name: 'How long it lasts' })).toBeVisible()
  await admin.getByRole('link', { name: /^RF-/ }).first().click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
})

test('pending and held in words, here and on Home in both layouts, without JavaScript; what was held comes in by itself', async ({
  signIn,
  copy,
}) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await setBalance(copy, 440_00)
  const label = await fillRoom(copy)
  await admin.goto('/balance')
  const figures = admin.getByRole('main').locator('dl').first()
  await expect(figures).toContainText('Pending$60.00reserved for 1 refill in progress')
  await expect(figures).toContainText(`Held${label}did not fit in the balance; added automatically when there is room`)
  await expect(figures).toContainText('Room$0.00the balance is full')
  await admin.getByText('Show as a table').click()
  await expect(admin.getByRole('table', { name: 'The last 30 days' })).toBeVisible()

  const withScript = await signIn('Demo Admin')
  await withScript.goto('/balance')
  await look(withScript, 'balance-full')

  for (const layout of ['New', 'Classic']) {
    await admin.goto('/')
    await admin.getByRole('button', { name: layout }).click()
    await expect(admin.getByText('$60.00 reserved for 1 refill in progress.')).toBeVisible()
    await expect(
      admin.getByText(`${label} did not fit in the balance; added automatically when there is room.`),
    ).toBeVisible()
    await expect(admin.getByText(/^Lasts about \d+ working days at \$\d+\.\d\d a working day\.$/)).toBeVisible()
    await withScript.goto('/')
    await look(withScript, `home-held-${layout.toLowerCase()}`)
  }
  await setBalance(copy, 400_00)
  await admin.getByRole('link', { name: 'Balance and entries' }).click()
  await expect(figures).toContainText('Held$0.00nothing is held')
  await expect(admin.getByRole('table', { name: 'Entries' }).locator('tbody tr').first()).toContainText(
    `Held money added`,
  )
})

test('a new team is told what will stand here, and long totals what to choose', async ({ signIn, copy }) => {
  const staff = await signIn('Demo Staff')
  const team = await teamOf(copy)
  await copy.sql`
    insert into refills (team_id, id, reference, status, amount, fee, balance_before, balance_after, payment_method_id,
      payment_method_type, payment_method_label, actor_type, actor_id, actor_name, source, created_at, posted_at)
    select ${team}, gen_random_uuid(), 'X' || n, 'failed', 1000, 0, 0, null, m.id, m.type, m.label, 'user', 'u', 'U', 'web',
      timestamptz '2020-01-01' + n * interval '1 minute', null
    from generate_series(1, 50001) n, (select * from payment_methods where team_id = ${team} limit 1) m`
  await staff.goto('/history/postage')
  await expect(staff.getByText('More than 50,000 refills. Choose a shorter period to see the totals.')).toBeVisible()
  await staff.goto('/history/postage?from=2020-01-01&to=2020-01-02')
  await expect(staff.getByLabel('Totals for this filter')).toContainText('Posted refills0')
  // These rows were made for the totals alone; the ledger knows nothing of them.
  // In parts, because what refers to a refill is looked for at each.
  for (let n = 10_000; n <= 60_000; n += 10_000)
    await copy.sql`delete from refills where created_at < timestamptz '2020-01-01' + ${n} * interval '1 minute'`

  await copy.sql`select create_team(p_slug => 'fresh', p_name => 'Fresh team')`
  await copy.sql`update memberships set team_id = (select id from teams where slug = 'fresh')`
  await staff.goto('/balance')
  await expect(staff.getByRole('heading', { name: 'No postage added yet' })).toBeVisible()
  await expect(staff.getByRole('main').getByRole('link', { name: 'Add postage' })).toHaveCount(0)
  await look(staff, 'balance-empty')
})

/** A refill of the whole room is on its way and stays there; the refund of a label then finds no room. Answers how much. */
async function fillRoom(copy: Copy): Promise<string> {
  const team = await teamOf(copy)
  const [card] = await copy.sql<
    [{ id: string }]
  >`select id from payment_methods where team_id = ${team} and type = 'credit_card'`
  const [person] = await copy.sql<
    [{ id: string }]
  >`select user_id as id from memberships where team_id = ${team} and role = 'admin'`
  const [refill] = await copy.sql<[{ id: string }]>`
    select refill_id as id from request_refill(
      p_team => ${team}, p_key => 'the-whole-room', p_request_hash => '\\x00', p_amount => 6000, p_method => ${card.id},
      p_allocations => null, p_memo => null, p_actor_type => 'user', p_actor_id => ${person.id}, p_source => 'web',
      p_expected_total => null)`
  await copy.sql`update refills set ask_at = 'infinity' where id = ${refill.id}`
  const [label] = await copy.sql<[{ id: string; amount: number }]>`
    select id, amount from labels where charged_to = 'postage_balance' and status = 'printed' and amount < 2000 order by created_at desc limit 1`
  await copy.sql`select request_label_refund(
    p_team => ${team}, p_key => 'refund', p_request_hash => '\\x00', p_label => ${label.id}, p_reason => null,
    p_actor_type => 'user', p_actor_id => ${person.id})`
  await copy.sql`select refund_label(p_team => ${team}, p_label => ${label.id}, p_approved => true)`
  return formatMoney(label.amount)
}
