import { readFileSync } from 'node:fs'
import { expect, test } from './test'

test('the history of the filter in force is a file', async ({ staff, copy }) => {
  await staff.goto('/history/postage?cost_account=SALES&from=2020-01-01')
  const [download] = await Promise.all([
    staff.waitForEvent('download'),
    staff.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('postage-history-demo-team-from-2020-01-01.csv')
  const [heads, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(heads).toContain(
    'Reference,Date (America/New_York),Date (UTC),Status,Performed by,Source,Payment method,Amount,Fee,Total charged,Refunded to card,Balance before,Balance after,Cost accounts,Fee cost account,Note,Failure',
  )
  await expect(staff.locator('tbody tr')).toHaveCount(lines.length)
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) expect(line).toContain('SALES:')
  const [sums] = await copy.sql<[{ amount: number }]>`
    select sum(r.amount)::bigint as amount from refills r join refill_allocations x on x.refill_id = r.id
    join cost_accounts c on c.id = x.cost_account_id where c.code = 'SALES'`
  expect(lines.reduce((sum, line) => sum + Math.round(Number(line.split(',')[7]) * 100), 0)).toBe(sums.amount)
})

test('only whom it concerns, and only what was asked for', async ({ staff, copy }) => {
  const url = '/history/postage/export'
  const answer = await staff.request.get(`${url}?status=reversed`)
  expect(answer.headers()).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  expect((await answer.text()).trim().split('\r\n')).toHaveLength(1)
  expect((await staff.request.get(`${url}?from=2026-02-31`)).status()).toBe(400)
  expect((await staff.request.post(url, { headers: { origin: copy.url } })).status()).toBe(405)
  await staff.goto('/history/postage?from=2026-02-31')
  await expect(staff.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)

  const nobody = await fetch(`${copy.url}${url}?status=posted`, { redirect: 'manual' })
  expect(nobody.status).toBe(307)
  expect(nobody.headers.get('location')).toContain('/sign-in?callbackUrl=%2Fhistory%2Fpostage%3Fstatus%3Dposted')
  await copy.sql`update memberships set active = false`
  expect((await staff.request.get(url, { maxRedirects: 0 })).status()).toBe(307)
})
