import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { ensureDemoIdentity, loadDemoIdentity, type DemoIdentity } from './demo-identity-keys'
import {
  messagePage,
  pageHeaders,
  renderPage,
  sendPage,
  signInPage,
  signOutPage,
  type Page,
} from './demo-identity-pages'
import { createDemoIdentityStore } from './demo-identity-store'
import { DEMO_PEOPLE } from './demo-people'

type Options = {
  redirectUri: string
  postLogoutRedirectUri: string
  clientId: string
  clientSecret: string
  preferredPort?: number
  /** The folder of the keys and the port, so that the issuer survives a restart. */
  keysFile?: string
}

export type DemoIdentityProvider = {
  issuer: string
  port: number
  /** Resolves when the first request would be answered at once; an earlier one waits. */
  ready: Promise<void>
  stop: () => Promise<void>
}

const HOST = '127.0.0.1'
const SCOPES = 'openid email profile'
const HOUR = 60 * 60

/**
 * Starts the demo identity provider on this machine only. It is real OpenID Connect with two people and no passwords,
 * so that the demo uses the same sign-in as a company's own provider.
 */
export async function startDemoIdentityProvider(options: Options): Promise<DemoIdentityProvider> {
  const identity = await loadDemoIdentity(options.keysFile)
  // The issuer is known as soon as the port is. Loading the provider takes half a second, in which other parts can
  // start.
  const handler = deferred<RequestListener>()
  const server = createServer((request, response) => void handler.promise.then((handle) => handle(request, response)))
  const port = await listen(server, options.preferredPort ?? identity.port ?? 0)
  const issuer = `http://${HOST}:${port}`
  if (identity.port !== port) await ensureDemoIdentity(options.keysFile, { ...identity, port })
  const ready = import('oidc-provider/lib/provider.js').then((module) => {
    const provider = new module.Provider(issuer, configuration(options, identity, port))
    handler.resolve(handle(provider, new URL(options.redirectUri).origin))
  })
  ready.catch(() => close(server))
  return { issuer, port, ready, stop: () => close(server) }
}

function handle(provider: Provider, applicationOrigin: string): RequestListener {
  const handle = provider.callback()
  const host = new URL(provider.issuer).host
  return (request, response) => {
    // Another name for this address means that a page elsewhere reaches for it through the browser.
    if (request.headers.host !== host) return void response.writeHead(421).end()
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response)
    interact(provider, request, response, applicationOrigin).catch(() => {
      const message = 'This sign-in has expired or was begun in another browser. Please start again.'
      sendPage(response, 400, messagePage('Demo sign-in', message, applicationOrigin), applicationOrigin)
    })
  }
}

function configuration(options: Options, identity: DemoIdentity, port: number): Configuration {
  const applicationOrigin = new URL(options.redirectUri).origin
  const show = (ctx: KoaContextWithOIDC, page: Page) => {
    ctx.set(pageHeaders(page, applicationOrigin))
    ctx.body = renderPage(page)
  }
  // Cookies do not know ports: copies of Indicia side by side must not sign each other out.
  const cookie = (name: string) => `indicia_demo_${port}_${name}`
  return {
    adapter: createDemoIdentityStore(),
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        post_logout_redirect_uris: [options.postLogoutRedirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...identity.signingKey }] } as NonNullable<Configuration['jwks']>,
    cookies: {
      keys: [identity.cookieKey],
      names: { session: cookie('session'), interaction: cookie('interaction'), resume: cookie('resume') },
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, signOutPage(form, ctx.oidc.entities.IdTokenHint !== undefined)),
        postLogoutSuccessSource: (ctx) =>
          show(ctx, messagePage('Signed out', 'You are signed out.', applicationOrigin)),
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const person = DEMO_PEOPLE.find((candidate) => candidate.sub === sub)
      if (!person) return undefined
      const { may: _, ...claims } = person
      return { accountId: sub, claims: async () => ({ ...claims, groups: [...claims.groups] }) }
    },
    loadExistingGrant: grantEverything,
    renderError: (ctx, out) =>
      show(ctx, messagePage('Demo sign-in', out.error_description ?? out.error, applicationOrigin)),
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: 24 * HOUR,
      Grant: 24 * HOUR,
    },
  }
}

/** The only client is ours: there is nothing that a person would have to consent to. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc
  if (!client || !session?.accountId) return undefined
  const grantId = session.grantIdFor(client.clientId)
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  if (existing && existing.accountId === session.accountId) return existing
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(SCOPES)
  await grant.save()
  return grant
}

/** The sign-in page and its submission. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse, backTo: string) {
  const { uid } = await provider.interactionDetails(request, response)
  const page = signInPage(`/interaction/${uid}`)
  if (request.method !== 'POST') return sendPage(response, 200, page, backTo)
  const person = new URLSearchParams(await readBody(request)).get('person')
  if (!DEMO_PEOPLE.some(({ sub }) => sub === person)) return sendPage(response, 400, page, backTo)
  await provider.interactionFinished(request, response, { login: { accountId: person ?? '' } })
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > 1000) throw new Error('A sign-in form is shorter than this.')
  }
  return body
}

/** Listens on the preferred port, or on any port if that one is taken. */
async function listen(server: Server, preferredPort: number): Promise<number> {
  const attempt = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, HOST, () => {
        server.off('error', reject)
        resolve()
      })
    })
  await attempt(preferredPort).catch(() => attempt(0))
  return (server.address() as AddressInfo).port
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolvePromise) => (resolve = resolvePromise))
  return { promise, resolve }
}
