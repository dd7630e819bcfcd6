import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a provider lies about in one sign-in; nothing is an honest one. */
export type Lie = {
  claims?: Record<string, unknown>
  alg?: string
  state?: string
  /** Sent back as `iss` beside the code. */
  issuer?: string
  userinfo?: Record<string, unknown>
  ignorePkce?: boolean
}

export type HostileProvider = { issuer: string; lie: Lie; stop(): Promise<void> }

type Grant = { nonce: string; challenge: string; clientId: string }

/** An OpenID provider over a real socket that signs in anybody at once, and lies as it is told. For tests alone. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Grant>()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: HostileProvider = {
    issuer,
    lie: {},
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, issuer)
    const json = (body: unknown) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    if (url.pathname === '/.well-known/openid-configuration') {
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      })
    }
    if (url.pathname === '/jwks')
      return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k' }] })
    if (url.pathname === '/authorize') {
      const asked = (name: string) => url.searchParams.get(name) ?? ''
      const code = randomUUID()
      grants.set(code, { nonce: asked('nonce'), challenge: asked('code_challenge'), clientId: asked('client_id') })
      const back = new URL(asked('redirect_uri'))
      back.searchParams.set('code', code)
      back.searchParams.set('state', provider.lie.state ?? asked('state'))
      if (provider.lie.issuer) back.searchParams.set('iss', provider.lie.issuer)
      return response.writeHead(302, { Location: back.href }).end()
    }
    if (url.pathname === '/token') {
      const body = new URLSearchParams(await read(request))
      const grant = grants.get(body.get('code') ?? '')
      const challenge = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url')
      if (!grant || grant.challenge === '' || challenge !== grant.challenge) {
        return response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"error":"invalid_grant"}')
      }
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        iss: issuer,
        sub: 'somebody',
        aud: grant.clientId,
        nonce: grant.nonce,
        iat: now,
        exp: now + 300,
        ...provider.lie.claims,
      }
      return json({
        access_token: 'a',
        token_type: 'Bearer',
        expires_in: 300,
        id_token: token(claims, provider.lie.alg ?? 'RS256', privateKey),
      })
    }
    if (url.pathname === '/userinfo') {
      return json({
        sub: 'somebody',
        name: 'Some Body',
        email: 'admin@demo.example',
        email_verified: true,
        ...provider.lie.userinfo,
      })
    }
    return response.writeHead(404).end()
  }
  return provider
}

function token(claims: object, alg: string, key: KeyObject): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${encode({ alg, kid: 'k', typ: 'JWT' })}.${encode(claims)}`
  return `${content}.${alg === 'none' ? '' : sign('sha256', Buffer.from(content), key).toString('base64url')}`
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}
