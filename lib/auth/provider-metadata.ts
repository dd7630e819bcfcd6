import { env } from '../env'
import { log } from '../log'

/** How long the provider's description of itself is used before it is read again. Its signing keys are not in it. */
const FRESH_MS = 10 * 60_000
/** How long cached metadata is used while the provider does not respond, and when it is requested again. */
const STALE_MS = 24 * 60 * 60_000
const AGAIN_MS = 10_000
const PATIENCE_MS = 5_000
/** Characters. The largest have some 10,000. */
const LONGEST = 256 * 1024

const PATH = '/.well-known/openid-configuration'

type Description = { text: string; at: number }

// On globalThis: the bundler can give a route its own copy of this module, but there is only one process.
const held = globalThis as {
  indiciaProvider?: {
    cache: Map<string, Description>
    pending: Map<string, Promise<Description>>
    failedAt: Map<string, number>
  }
}
const state = () => (held.indiciaProvider ??= { cache: new Map(), pending: new Map(), failedAt: new Map() })

/**
 * The `fetch` of the sign-in library. The provider's metadata comes from a cache, everything else from the provider.
 * Anyone can start a sign-in, so a start must cost the provider nothing.
 */
export const fetchFromProvider: typeof fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  if (url !== descriptionUrl()) return fetch(input, init)
  return new Response(await readDescription(url), { headers: { 'Content-Type': 'application/json' } })
}

/** The provider's end-session URL; null if it has none or does not respond. */
export async function readEndSessionEndpoint(): Promise<string | null> {
  try {
    const metadata = JSON.parse(await readDescription(descriptionUrl())) as { end_session_endpoint?: unknown }
    return typeof metadata.end_session_endpoint === 'string' ? metadata.end_session_endpoint : null
  } catch (error) {
    log.warn({ reason: String(error).slice(0, 200) }, 'the identity provider did not say where to sign out')
    return null
  }
}

/** As the library makes it of the issuer. */
const descriptionUrl = () => new URL(`${env().oidc.issuer.replace(/\/$/, '')}${PATH}`).href

async function readDescription(url: string): Promise<string> {
  const { cache, failedAt } = state()
  const known = cache.get(url)
  const age = known ? performance.now() - known.at : Infinity
  if (known && age < FRESH_MS) return known.text
  const isTriedLately = performance.now() - (failedAt.get(url) ?? -Infinity) < AGAIN_MS
  if (known && age < STALE_MS && isTriedLately) return known.text
  try {
    return (await fetchOnce(url)).text
  } catch (error) {
    failedAt.set(url, performance.now())
    if (!known || age >= STALE_MS) throw error
    log.warn(
      { reason: String(error).slice(0, 200) },
      'the identity provider does not describe itself: what it said before is used',
    )
    return known.text
  }
}

/** Concurrent callers share one request to the provider. */
function fetchOnce(url: string): Promise<Description> {
  const { cache, pending, failedAt } = state()
  const underWay = pending.get(url)
  if (underWay) return underWay
  const request = fetchDescription(url)
    .then((description) => {
      cache.set(url, description)
      failedAt.delete(url)
      return description
    })
    .finally(() => pending.delete(url))
  pending.set(url, request)
  return request
}

async function fetchDescription(url: string): Promise<Description> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(PATIENCE_MS),
    redirect: 'error',
    headers: { Accept: 'application/json' },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`the identity provider answered ${response.status} for its description`)
  // Only what can be used replaces what was used.
  const isUsable =
    text.length <= LONGEST && typeof (JSON.parse(text) as { issuer?: unknown } | null)?.issuer === 'string'
  if (!isUsable) throw new Error('the identity provider’s description cannot be read')
  return { text, at: performance.now() }
}
