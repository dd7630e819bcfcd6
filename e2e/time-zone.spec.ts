import { look } from './look'
import { expect, problem, test } from './test'

test('an admin sets the team’s time zone, and every day follows it', async ({ admin, staff, signIn, copy }) => {
  await admin.goto('/settings/team')
  await look(admin, 'settings-team')
  await admin.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Kolkata')
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText('The time zone was saved.', { exact: false })).toBeVisible()
  await expect(admin.getByRole('combobox', { name: 'Time zone' })).toHaveAccessibleDescription(
    /^It is .* GMT\+5:30 there\./,
  )
  await copy.sql`select roll_up_postage_days(p_team => id, p_limit => 1000000) from teams`

  const [day] = await copy.sql<[{ day: string; count: number }]>`
    select to_char(created_at at time zone 'Asia/Kolkata', 'YYYY-MM-DD') as day, count(*) as count from refills group by 1 order by 2 desc, 1 limit 1`
  await admin.goto(`/history/postage?from=${day.day}&to=${day.day}`)
  await expect(admin.getByText('Times are in Asia/Kolkata.', { exact: false })).toBeVisible()
  await expect(admin.locator('tbody tr')).toHaveCount(day.count)
  await admin.goto('/settings/audit-log?group=team')
  await expect(admin.getByText('Changed the team’s time zone to Asia/Kolkata')).toBeVisible()
  expect((await staff.request.get('/settings/team')).status()).toBe(403)

  // What a browser's list does not offer is said in words, and kept.
  const still = await signIn('Demo Admin', { javaScriptEnabled: false })
  await still.goto('/settings/team')
  await still.route('**/settings/team', (route) =>
    route.request().method() === 'POST'
      ? route.continue({
          postData: route.request().postDataBuffer()!.toString('latin1').replace('Asia/Kolkata', 'EST'),
        })
      : route.continue(),
  )
  await still.getByRole('button', { name: 'Save' }).click()
  await expect(problem(still)).toContainText('“EST” is not a time zone. Did you mean America/New_York?')
  expect([...(await copy.sql`select time_zone from teams where slug = 'demo'`)]).toEqual([
    { time_zone: 'Asia/Kolkata' },
  ])
})

test('a day beyond all years is said so, on the screens and in their files, and what was typed is kept', async ({
  admin,
}) => {
  for (const path of ['/history/postage', '/history/labels', '/settings/audit-log']) {
    for (const [day, words] of [
      ['9999-12-31', '“9999-12-31” is after 2999.'],
      ['0001-01-01', '“0001-01-01” is before the year 1000.'],
      ['2026-02-30', '“2026-02-30” is not a date.'],
    ]) {
      await admin.goto(`${path}?to=${day}`)
      await expect(admin.getByText(words!)).toBeVisible()
      await expect(admin.getByLabel('To', { exact: true })).toHaveValue(day!)
      const file = await admin.request.get(`${path}/export?to=${day}`)
      expect([file.status(), await file.text()]).toEqual([400, `${words}\n`])
    }
  }
  for (const wrong of ['from=2026-01-01%00', 'from=2026-01-01&from=2026-02-01']) {
    expect((await admin.request.get(`/history/postage/export?${wrong}`)).status(), wrong).toBe(400)
  }
})
