import { expect, test } from '@playwright/test'
import { startHostileProvider, type Lie } from './hostile-provider'
import { startCopy } from './start-copy'

const LIES: Record<string, Lie> = {
  'another issuer in the token': { claims: { iss: 'https://evil.example' } },
  'another issuer beside the code': { issuer: 'https://evil.example' },
  'another audience': { claims: { aud: 'somebody-else' } },
  'another nonce': { claims: { nonce: 'not-the-one' } },
  'no nonce': { claims: { nonce: undefined } },
  'another state': { state: 'not-the-one' },
  'an expired token': { claims: { exp: 1_000_000_000 } },
  'a token signed by nobody': { alg: 'none' },
  'another subject in userinfo': { userinfo: { sub: 'somebody-else' } },
  'no subject': { claims: { sub: undefined } },
}

test('a provider that lies signs nobody in; an honest one does, and an e-mail links no identities', async ({
  browser,
}) => {
  const provider = await startHostileProvider()
  const copy = await startCopy({
    INDICIA_DEMO: '',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'indicia',
    OIDC_CLIENT_SECRET: 'secret',
    LOG_LEVEL: 'silent',
  })
  await copy.sql`select create_team(p_slug => 'acme', p_name => 'Acme, Inc.')`
  const context = await browser.newContext({ baseURL: copy.url })
  const page = await context.newPage()
  try {
    for (const [name, lie] of Object.entries(LIES)) {
      provider.lie = lie
      await page.goto('/sign-in')
      await page.getByRole('button', { name: 'Continue with SSO' }).click()
      await expect(page.getByText('You are not signed in'), name).toBeVisible()
      expect(await copy.sql`select * from sessions`, name).toHaveLength(0)
    }
    // A code that comes without a sign-in having been begun here.
    await context.clearCookies()
    await page.goto('/api/auth/callback/sso?code=stolen&state=x')
    expect(await copy.sql`select * from sessions`).toHaveLength(0)

    provider.lie = {}
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Continue with SSO' }).click()
    await expect(page.getByRole('link', { name: /^USPS postage balance/ })).toBeVisible()
    // The demo admin has this very address; whoever comes from another issuer with it is a new person, and staff.
    const people = await copy.sql<{ role: string; slug: string; key: string }[]>`
      select m.role, t.slug, i.provider_account_id as key from users u join identities i on i.user_id = u.id
      join memberships m on m.user_id = u.id join teams t on t.id = m.team_id where u.email = 'admin@demo.example' order by key`
    expect([...people]).toEqual([
      { role: 'admin', slug: 'demo', key: 'demo|demo-admin' },
      { role: 'staff', slug: 'acme', key: `${provider.issuer}|somebody` },
    ])
    await expect(page.getByRole('link', { name: 'Add postage' })).toHaveCount(0)

    // Somebody else signing in over an open session becomes their own person, not another name of the first.
    provider.lie = {
      claims: { sub: 'second' },
      userinfo: { sub: 'second', name: 'Second Body', email: 'second@example.com' },
    }
    await page.goto('/sign-in?error=again')
    await page.getByRole('button', { name: 'Continue with SSO' }).click()
    await expect(page.getByRole('banner').getByText('SB', { exact: true })).toBeVisible()
    const [{ links }] = await copy.sql<[{ links: number }]>`
      select max(n) as links from (select count(*) as n from identities group by user_id) counts`
    expect(links).toBe(1)
  } finally {
    await context.close()
    await copy.stop()
    await provider.stop()
  }
})
