import type { APIRequestContext, Page } from '@playwright/test'
import { cli, expect, test } from './test'

/** The Add postage form as a browser without JavaScript would send it. */
async function formOf(page: Page): Promise<Record<string, string>> {
  const html = await (await page.request.get('/postage/add?amount=25.00')).text()
  const form = html.slice(html.indexOf('<form'))
  const fields: Record<string, string> = {}
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name)
      fields[name.replaceAll('&quot;', '"')] = (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&quot;', '"')
  }
  const method =
    /name="payment_method"[^>]*value="([0-9a-f-]{36})"/.exec(form) ??
    /value="([0-9a-f-]{36})"[^>]*name="payment_method"/.exec(form)
  return {
    ...fields,
    amount: '2500',
    payment_method: method![1]!,
    cost_account: '',
    memo: '',
    other_amount: '',
    seen_total: '2588',
  }
}

const post = (request: APIRequestContext, fields: Record<string, string>, headers: Record<string, string>) =>
  request.post('/postage/add', { multipart: fields, headers, maxRedirects: 0 })

test('a form from elsewhere changes nothing; the same form from here does', async ({ admin, copy }) => {
  const recent = () => copy.sql`select id from refills where created_at > now() - interval '30 minutes'`
  const fields = await formOf(admin)
  const host = new URL(copy.url).host
  for (const headers of [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' },
    { Origin: `http://${host}.evil.example` },
    {} as Record<string, string>,
  ]) {
    const answer = await post(admin.request, fields, headers)
    expect(answer.status(), JSON.stringify(headers)).toBe(403)
    expect(await recent()).toHaveLength(0)
  }
  const answer = await post(admin.request, fields, { Origin: copy.url })
  expect(answer.status()).toBe(303)
  expect(await recent()).toHaveLength(1)
})

test('staff, and nobody at all, cannot send the admin’s form', async ({ admin, staff, copy, playwright }) => {
  const fields = await formOf(admin)
  const refused = await post(staff.request, fields, { Origin: copy.url })
  expect(refused.status()).toBe(403)
  expect(await (await staff.request.get('/postage/add')).text()).not.toContain('idempotency_key')
  const nobody = await playwright.request.newContext({ baseURL: copy.url })
  const sentAway = await post(nobody, fields, { Origin: copy.url })
  expect(sentAway.headers().location).toContain('/postage/add')
  await expect(nobody.get('/postage/add').then((answer) => answer.url())).resolves.toContain('/sign-in')
  await nobody.dispose()
  expect(await copy.sql`select id from refills where created_at > now() - interval '30 minutes'`).toHaveLength(0)
})

test('fields that no form of ours has are ignored, and one that is given twice is refused', async ({ admin, copy }) => {
  const fields = await formOf(admin)
  const [stranger] = await copy.sql<[{ id: number }]>`select create_team(
    p_slug => 'stranger', p_name => 'Stranger') as id`
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('amount', '25000')
  const cookie = (await admin.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const twice = await fetch(`${copy.url}/postage/add`, {
    method: 'POST',
    body,
    headers: { Origin: copy.url, Cookie: cookie },
    redirect: 'manual',
  })
  expect(await twice.text()).toContain('contained a field twice')
  expect(await copy.sql`select id from refills where created_at > now() - interval '30 minutes'`).toHaveLength(0)

  const answer = await post(
    admin.request,
    { ...fields, fee: '0', team_id: String(stranger.id), role: 'admin', status: 'posted' },
    { Origin: copy.url },
  )
  expect(answer.status()).toBe(303)
  expect(
    await copy.sql`select fee, t.slug from refills r join teams t on t.id = r.team_id where r.created_at > now() - interval '30 minutes'`,
  ).toMatchObject([{ fee: 88, slug: 'demo' }])
})

test('without a session no trick shows data', async ({ copy, playwright }) => {
  const nobody = await playwright.request.newContext({ baseURL: copy.url })
  const subrequest = 'proxy:proxy:proxy:proxy:proxy'
  for (const path of [
    '/',
    '/balance',
    '/print',
    '/history/postage',
    '/postage/add',
    '/?_rsc=1',
    '/history/postage.rsc',
    '/index.rsc',
  ]) {
    for (const headers of [
      {},
      { RSC: '1' },
      { RSC: '1', 'Next-Router-Prefetch': '1' },
      { 'x-middleware-subrequest': subrequest },
      { 'x-forwarded-host': 'evil.example' },
      { Cookie: 'indicia.session=x' },
    ]) {
      const text = await (
        await nobody.get(path, { headers: headers as Record<string, string>, maxRedirects: 0 })
      ).text()
      expect(text, `${path} ${JSON.stringify(headers)}`).not.toMatch(/83\.40|RF-[0-9A-Z]{4}|admin@demo/)
    }
  }
  await nobody.dispose()
})

test('strange addresses and fields are harmless', async ({ admin, copy }) => {
  for (const query of [
    'method=%00',
    'cost_account=%00',
    'person=%00',
    'after=1.------------------------------------',
    'after=x',
    'status=x',
    'from=0',
    'before=99999999999999999.x',
  ]) {
    expect((await admin.request.get(`/history/postage?${query}`)).status(), query).toBe(200)
  }
  const fields = await formOf(admin)
  for (const wrong of <Record<string, string>[]>[
    { payment_method: 'xyz' },
    { payment_method: 'x'.repeat(5_000) },
    { cost_account: 'a\0b' },
    { cost_account: 'x'.repeat(5_000) },
    { amount: 'NaN' },
  ]) {
    const answer = await post(admin.request, { ...fields, ...wrong }, { Origin: copy.url })
    expect(answer.status(), JSON.stringify(wrong).slice(0, 60)).toBe(200)
    expect(await answer.text()).toContain('There is a problem')
  }
  // The sign-in library's other routes are closed: one of them ends sessions by a GET.
  for (const path of ['session', 'signout', 'signin', 'providers', 'csrf', 'verify-request']) {
    expect((await admin.request.get(`/api/auth/${path}`)).status(), path).toBe(404)
  }
  await admin.goto('/')
  await expect(admin.getByRole('banner')).toBeVisible()
})

test('every screen carries the headers that keep it to itself', async ({ admin }) => {
  for (const path of ['/', '/balance', '/history/postage', '/postage/add', '/sign-in']) {
    const headers = (await admin.request.get(path, { maxRedirects: 0 })).headers()
    expect(headers['content-security-policy']).toMatch(
      /script-src 'self' 'nonce-[^']+' 'strict-dynamic'.*frame-ancestors 'none'/,
    )
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['cache-control']).toContain('no-store')
    expect(headers['x-powered-by']).toBeUndefined()
  }
  expect((await admin.request.get('/api/docs')).headers()['content-security-policy']).toContain("default-src 'none'")
})

test('another team’s refill is as unknown as any other', async ({ admin, copy }) => {
  await copy.sql`select create_team(p_slug => 'stranger', p_name => 'Stranger')`
  await cli(copy, 'payment-method', 'add', '--team', 'stranger', '--test-card', '4242424242424242', '--default')
  await cli(copy, 'seed', '--team', 'stranger', '--refills', '2', '--labels', '4')
  const [foreign] = await copy.sql<[{ id: string }]>`
    select r.id from refills r join teams t on t.id = r.team_id where t.slug = 'stranger' limit 1`
  const answers = []
  for (const id of [foreign.id, '00000000-0000-4000-8000-000000000000', 'nonsense']) {
    const answer = await admin.request.get(`/history/postage/${id}`)
    answers.push(answer.status())
    expect(await answer.text()).not.toContain('Stranger')
  }
  expect(answers).toEqual([404, 404, 404])
})

test('what a person writes stays text', async ({ admin }) => {
  const memo = '<script>alert(1)</script> =HYPERLINK("x")'
  await admin.goto('/postage/add?amount=10.00')
  await admin.getByLabel('Note (optional)').fill(memo)
  await expect(admin.getByRole('status', { name: 'Quote' })).toContainText('$10.35')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(admin.getByText(memo)).toBeVisible()
})
