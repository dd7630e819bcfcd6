import { expect, test } from './test'
import { whileClosed } from './while-closed'

test('404 and 403 are pages with words, a way back and the right status, without a script', async ({
  signIn,
  copy,
  playwright,
}) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  for (const [path, words] of [
    ['/history/postage/00000000-0000-4000-8000-000000000000', 'Refill not found'],
    ['/history/postage/nonsense', 'Refill not found'],
    ['/print/nonsense', 'Label not found'],
    ['/nowhere', 'Page not found'],
    ['/settings/nowhere/at/all', 'Page not found'],
  ] as const) {
    expect((await admin.goto(path))!.status(), path).toBe(404)
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText(words)
    await expect(admin.getByRole('banner')).toContainText('$83.40')
    await expect(admin).toHaveTitle('Not found · Indicia')
  }
  await admin.getByRole('link', { name: 'Postage history' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage history')

  const staff = await signIn('Demo Staff', { javaScriptEnabled: false })
  expect((await staff.goto('/not-allowed'))!.status()).toBe(403)
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText('This page is for admins')
  await expect(staff.getByRole('link', { name: 'Demo Admin' })).toBeVisible()

  const nobody = await playwright.request.newContext({ baseURL: copy.url })
  for (const [path, words] of [
    ['/nowhere', 'Page not found'],
    ['/api/nowhere', 'Not found'],
  ] as const) {
    const answer = await nobody.get(path)
    expect(answer.status(), path).toBe(404)
    expect(await answer.text()).toContain(words)
  }
  await nobody.dispose()
})

test('methods that Next does not know are refused in our words', async ({ copy, playwright }) => {
  const nobody = await playwright.request.newContext({ baseURL: copy.url })
  for (const method of ['PROPFIND', 'TRACE', 'LINK']) {
    const answer = await nobody.fetch('/api/v1/refills', { method })
    expect(answer.status(), method).toBe(405)
    expect(answer.headers()).toMatchObject({
      'content-type': 'application/problem+json',
      allow: 'GET, HEAD, POST, OPTIONS',
    })
    expect(await answer.json()).toMatchObject({ code: 'method_not_allowed' })
    expect((await nobody.fetch('/history/postage', { method })).status(), method).toBe(405)
  }
  expect((await nobody.fetch('/api/v1/refills', { method: 'OPTIONS' })).status()).toBe(204)
  await nobody.dispose()
})

for (const javaScriptEnabled of [true, false]) {
  test(`503 while the database is away, and back by itself${javaScriptEnabled ? '' : ', without a script'}`, async ({
    signIn,
    copy,
  }) => {
    const page = await signIn('Demo Admin', { javaScriptEnabled })
    await whileClosed(copy, async () => {
      if (javaScriptEnabled) await page.getByRole('banner').getByRole('link', { name: 'History' }).click()
      else await page.goto('/history/postage?')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Indicia is temporarily unavailable')
      await expect(page).toHaveTitle(/^Error: /)
      const answer = await page.request.get('/history/postage')
      expect(answer.status()).toBe(503)
      expect(answer.headers()['retry-after']).toBe('5')
      expect((await page.request.get('/unavailable?back=//evil.example')).headers().refresh).toBe('5; url=/')
    })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Postage history', { timeout: 15_000 })
  })
}

test('a database that hangs does not hang people, and a form that it keeps from being read changes nothing', async ({
  admin,
  copy,
}) => {
  await admin.goto('/postage/add?amount=25.00')
  const before = await copy.sql`select count(*) from refills`
  await copy.sql.begin(async (sql) => {
    await sql`lock table sessions in access exclusive mode`
    const began = Date.now()
    expect((await admin.request.get('/')).status()).toBe(503)
    expect(Date.now() - began).toBeLessThan(10_000)
    await admin.getByRole('button', { name: 'Add postage' }).click()
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Indicia is temporarily unavailable')
  })
  expect(await copy.sql`select count(*) from refills`).toEqual(before)
})

for (const javaScriptEnabled of [true, false]) {
  test(`500 shows its number and nothing of the cause${javaScriptEnabled ? '' : ', without a script'}`, async ({
    signIn,
    copy,
  }) => {
    const admin = await signIn('Demo Admin', { javaScriptEnabled })
    copy.takeLog()
    await copy.sql`alter table payment_methods rename to lost_methods`
    const answer = (await admin.goto('/history/postage?status=posted'))!
    expect(answer.status()).toBe(500)
    expect(answer.headers()).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Something went wrong')
    await expect(admin).toHaveTitle(/^Error: /)
    // Its style is let in by its own policy.
    await expect(admin.getByRole('main')).toHaveCSS('text-align', 'center')
    const number = await admin.locator('code').innerText()
    expect(await answer.text()).not.toContain('payment_methods')
    let log = ''
    await expect.poll(() => (log += copy.takeLog())).toContain(number)
    await copy.sql`alter table lost_methods rename to payment_methods`
    await admin.getByRole('link', { name: 'Try again' }).click()
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage history')
    expect(new URL(admin.url()).search).toBe('?status=posted')
  })
}

test('500 of a step of the router: the same words, and Try again goes on from there', async ({ admin, copy }) => {
  await copy.sql`alter table payment_methods rename to lost_methods`
  await admin.getByRole('banner').getByRole('link', { name: 'History' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Something went wrong')
  await expect(admin.locator('code')).toHaveText(/^\d+$/)
  await copy.sql`alter table lost_methods rename to payment_methods`
  await admin.getByRole('button', { name: 'Try again' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage history')
})

test('by keyboard: past the header at once, and the focus can be seen wherever it is', async ({ admin }) => {
  await admin.keyboard.press('Tab')
  const skip = admin.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await admin.keyboard.press('Enter')
  await expect(admin.getByRole('main')).toBeFocused()
  await admin.goto('/settings/appearance')
  for (let stop = 0; stop < 24; stop++) {
    await admin.keyboard.press('Tab')
    const seen = await admin.evaluate(() => {
      const active = document.activeElement!
      if (active === document.body) return true
      const { width, height } = active.getBoundingClientRect()
      return width > 0 && height > 0 && getComputedStyle(active).outlineStyle !== 'none'
    })
    expect(seen, `stop ${stop}: ${await admin.evaluate(() => document.activeElement!.outerHTML.slice(0, 80))}`).toBe(
      true,
    )
  }
})

test('nothing moves while a page comes in, a finger finds everything, and each moment is exact on hover', async ({
  admin,
  copy,
}) => {
  const [receipt] = await copy.sql<[{ id: string }]>`select id from refills where status = 'posted' limit 1`
  const [label] = await copy.sql<[{ id: string }]>`select id from labels where carrier = 'usps' limit 1`
  await admin.addInitScript(() => {
    const seen = window as unknown as { shifted: number }
    seen.shifted = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shifted += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  // A slow network brings a page in many pieces.
  const network = await admin.context().newCDPSession(admin)
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 5,
    downloadThroughput: 400_000,
    uploadThroughput: 400_000,
  })
  for (const width of [1280, 360]) {
    await admin.setViewportSize({ width, height: 900 })
    for (const path of [
      '/',
      '/postage/add?amount=20.00',
      '/history/postage',
      `/history/postage/${receipt.id}`,
      '/history/labels',
      `/history/labels/${label.id}`,
      `/history/labels/${label.id}/refund`,
      '/settings/appearance',
      '/nowhere',
    ]) {
      await admin.goto(path)
      const found = await admin.evaluate(() => ({
        shifted: (window as unknown as { shifted: number }).shifted,
        inexact: document.querySelectorAll('time:not([title])').length,
        small: [...document.querySelectorAll('a, button:not([aria-hidden]), input:not([type=hidden]), select, summary')]
          .filter((each) => {
            const { width, height } = each.getBoundingClientRect()
            return width > 0 && (width < 44 || height < 44)
          })
          .map((each) => each.outerHTML.slice(0, 100)),
      }))
      expect.soft(found, `${path} at ${width}`).toEqual({ shifted: 0, inexact: 0, small: [] })
    }
  }
})
