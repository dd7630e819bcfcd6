import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startDemoIdentityProvider, type DemoIdentityProvider } from './demo-identity-provider'

const redirectUri = 'http://localhost:3000/api/auth/callback/sso'
const postLogoutRedirectUri = 'http://localhost:3000/sign-in'
const client = { clientId: 'indicia-demo', clientSecret: 'a-secret-of-the-test' }
const basic = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`

/** As much of a browser as a sign-in needs: cookies, links and forms. */
function createBrowser() {
  const cookies = new Map<string, string>()
  const open = async (url: string, form?: Record<string, string>) => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), accept: 'text/html' },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/expires=Thu, 01 Jan 1970/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const { status, headers } = response
    return { status, headers, url, html: await response.text(), to: location && new URL(location, url).href }
  }
  const follow = async (first: Awaited<ReturnType<typeof open>>) => {
    let page = first
    while (page.to && !page.to.startsWith('http://localhost:3000')) page = await open(page.to)
    return page
  }
  return { cookies, open, follow }
}

function authorizationRequest(issuer: string, changes: Record<string, string | undefined> = {}) {
  const verifier = randomBytes(32).toString('base64url')
  const parameters = {
    client_id: client.clientId,
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: redirectUri,
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  }
  const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { url: `${issuer}/auth?${new URLSearchParams(present)}`, verifier }
}

async function signIn(issuer: string, browser: ReturnType<typeof createBrowser>, person: string) {
  const { url, verifier } = authorizationRequest(issuer)
  const page = await browser.follow(await browser.open(url))
  expect(page.html).toContain('<title>Demo sign-in</title>')
  const action = /<form method="post" action="([^"]+)"/.exec(page.html)?.[1] ?? ''
  const back = await browser.follow(await browser.open(new URL(action, page.url).href, { person }))
  const callback = new URL(back.to ?? '')
  expect(callback.origin + callback.pathname).toBe(redirectUri)
  expect(callback.searchParams.get('state')).toBe('a-state')
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  const response = await fetch(`${issuer}/token`, { method: 'POST', headers: { authorization: basic }, body })
  return (await response.json()) as { access_token: string; id_token: string }
}

async function userinfo(issuer: string, accessToken: string) {
  const response = await fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  return (await response.json()) as Record<string, unknown>
}

describe('startDemoIdentityProvider', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-identity-'))
  const keysFile = path.join(folder, 'keys.json')
  const start = () => startDemoIdentityProvider({ redirectUri, postLogoutRedirectUri, ...client, keysFile })
  const printed = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
  let provider: DemoIdentityProvider

  beforeAll(async () => {
    provider = await start()
  })
  afterAll(async () => {
    await provider.stop()
    rmSync(folder, { recursive: true, force: true })
    for (const spy of printed) expect(spy).not.toHaveBeenCalled()
  })

  it('tells the application who signed in, in userinfo, with a token signed by its key', async () => {
    const { issuer } = provider
    const tokens = await signIn(issuer, createBrowser(), 'demo-admin')
    expect(await userinfo(issuer, tokens.access_token)).toEqual({
      sub: 'demo-admin',
      name: 'Demo Admin',
      email: 'admin@demo.example',
      email_verified: true,
      groups: ['indicia-admins', 'everyone'],
    })
    const [header = '', payload = '', signature = ''] = tokens.id_token.split('.')
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: JsonWebKey[] }
    const key = createPublicKey({ key: keys[0] as JsonWebKey, format: 'jwk' })
    expect(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: issuer,
      aud: client.clientId,
      sub: 'demo-admin',
      nonce: 'a-nonce',
    })
  })

  it('offers two people on a page that needs no script and runs none', async () => {
    const browser = createBrowser()
    const page = await browser.follow(await browser.open(authorizationRequest(provider.issuer).url))
    const buttons = [...page.html.matchAll(/<button type="submit"[^>]*>([^<]+)</g)].map((match) => match[1])
    expect(buttons).toEqual(['Demo Admin', 'Demo Staff'])
    expect(page.html).not.toMatch(/<script|https?:\/\//)
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("script-src 'none'")
    expect(policy).toContain("form-action 'self' http://localhost:3000")
  })

  it('signs out without a question when asked with the id token, and then asks again who it is', async () => {
    const { issuer } = provider
    const browser = createBrowser()
    const tokens = await signIn(issuer, browser, 'demo-staff')
    expect((await userinfo(issuer, tokens.access_token)).groups).toEqual(['everyone'])
    // Signed in there: no page in between.
    const again = await browser.follow(await browser.open(authorizationRequest(issuer).url))
    expect(again.to).toContain(redirectUri)

    const query = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: postLogoutRedirectUri,
    })
    const page = await browser.open(`${issuer}/session/end?${query}`)
    expect(page.html).toMatch(/<button [^>]*name="logout" value="yes">Sign out</)
    const script = /<script>(.+)<\/script>/.exec(page.html)?.[1] ?? ''
    expect(page.headers.get('content-security-policy')).toContain(createHash('sha256').update(script).digest('base64'))
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const action = /action="([^"]+)"/.exec(page.html)?.[1] ?? ''
    expect((await browser.open(action, { xsrf, logout: 'yes' })).to).toBe(postLogoutRedirectUri)
    await signIn(issuer, browser, 'demo-admin')
  })

  it('asks before it signs out on a mere link', async () => {
    const browser = createBrowser()
    await signIn(provider.issuer, browser, 'demo-staff')
    const page = await browser.open(`${provider.issuer}/session/end`)
    expect(page.html).toContain('Do you want to sign out')
    expect(page.html).not.toContain('<script')
  })

  it.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['of an unknown client', { client_id: 'somebody' }],
    ['back to another place', { redirect_uri: 'http://evil.example/callback' }],
  ])('refuses a request %s', async (_, changes) => {
    const page = await createBrowser().open(authorizationRequest(provider.issuer, changes).url)
    expect(page.html + (page.to ?? '')).not.toContain('/interaction/')
  })

  it('refuses a form for somebody else, from another browser, or under another name of the host', async () => {
    const browser = createBrowser()
    const page = await browser.follow(await browser.open(authorizationRequest(provider.issuer).url))
    expect((await browser.open(page.url, { person: 'root' })).status).toBe(400)
    const stranger = await createBrowser().open(page.url, { person: 'demo-admin' })
    expect(stranger.status).toBe(400)
    expect(stranger.html).toContain('Please start again')
    const status = await new Promise((resolve, reject) => {
      const options = { port: provider.port, host: '127.0.0.1', path: '/jwks', headers: { host: 'evil.example' } }
      const foreign = request(options, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      foreign.on('error', reject).end()
    })
    expect(status).toBe(421)
  })

  it('is the same provider after a restart: issuer, keys, and the sign-out of an old token', async () => {
    const { issuer } = provider
    const browser = createBrowser()
    const { id_token } = await signIn(issuer, browser, 'demo-staff')
    await provider.stop()
    provider = await start()
    expect(provider.issuer).toBe(issuer)
    expect(statSync(keysFile).mode & 0o777).toBe(0o600)
    const query = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: postLogoutRedirectUri })
    const page = await browser.open(`${issuer}/session/end?${query}`)
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const action = /action="([^"]+)"/.exec(page.html)?.[1] ?? ''
    expect((await browser.open(action, { xsrf, logout: 'yes' })).to).toBe(postLogoutRedirectUri)
    await signIn(issuer, browser, 'demo-staff')
  })

  it('moves to another port when its own is taken', async () => {
    const preferredPort = provider.port
    const second = await startDemoIdentityProvider({ redirectUri, postLogoutRedirectUri, ...client, preferredPort })
    expect(second.port).not.toBe(preferredPort)
    await signIn(second.issuer, createBrowser(), 'demo-admin')
    await second.stop()
  })
})
