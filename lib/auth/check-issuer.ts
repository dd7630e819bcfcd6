import { env } from '../env'
import { log } from '../log'

const WELL_KNOWN = '/.well-known/openid-configuration'
const PATIENCE_MS = 4_000
const AGAIN_MS = 60_000
const LONGEST = 256 * 1024

/** What is wrong with OIDC_ISSUER; or why it could not be checked, if the provider did not respond with its issuer. */
export type IssuerCheck = { wrong: string | null; unknown: string | null }

/**
 * Reads the issuer from the identity provider's metadata. Tokens contain that name, so a wrong OIDC_ISSUER would not be
 * noticed until the first sign-in.
 */
export async function checkIssuer(issuer: string): Promise<IssuerCheck> {
  const wrong = (message: string): IssuerCheck => ({ wrong: message, unknown: null })
  const bare = issuer.replace(/\/$/, '')
  if (bare.endsWith(WELL_KNOWN)) {
    return wrong(
      `OIDC_ISSUER: is ${issuer}, which is where the provider describes itself. Set it to ${bare.slice(0, -WELL_KNOWN.length)}, or with a slash at its end where the provider's issuer has one.`,
    )
  }
  const described = await describe(`${issuer.replace(/\/$/, '')}${WELL_KNOWN}`)
  if ('unknown' in described) return { wrong: null, unknown: described.unknown }
  const { issuer: theirs } = described
  // As the sign-in library compares them: after a bare host name the slash makes no difference.
  if (URL.canParse(theirs) && new URL(theirs).href === new URL(issuer).href) return { wrong: null, unknown: null }
  if (theirs.includes('{tenantid}')) {
    return wrong(
      `OIDC_ISSUER: is ${issuer}, which serves every tenant of Entra ID. Set it to the one of yours, such as https://login.microsoftonline.com/TENANT-ID/v2.0.`,
    )
  }
  return wrong(
    `OIDC_ISSUER: is ${issuer}, but the provider there calls itself ${theirs}. The two must be the same to the letter, a slash at the end included. If the provider is right, set OIDC_ISSUER=${theirs}`,
  )
}

/**
 * Checks the issuer when a server starts. Returns what is wrong with it, or null. A provider that does not respond does
 * not prevent the start; the check is repeated until it responds.
 */
export async function checkIssuerAtStart(): Promise<string | null> {
  const { demo, oidc } = env()
  // The supervisor started the demo provider with the issuer that we use.
  if (demo) return null
  const { wrong, unknown } = await checkIssuer(oidc.issuer)
  if (unknown !== null) {
    log.warn(
      { issuer: oidc.issuer, reason: unknown },
      'The identity provider did not say who it is (OIDC_ISSUER): nobody can sign in until it does. It is asked again every minute.',
    )
    retryLater(oidc.issuer)
  }
  return wrong
}

function retryLater(issuer: string): void {
  setTimeout(async () => {
    const { wrong, unknown } = await checkIssuer(issuer)
    if (unknown !== null) retryLater(issuer)
    else if (wrong !== null) log.error(wrong)
    else log.info({ issuer }, 'The identity provider answers.')
  }, AGAIN_MS).unref()
}

async function describe(url: string): Promise<{ issuer: string } | { unknown: string }> {
  try {
    // As the sign-in library does: it follows no redirect.
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { Accept: 'application/json' },
    })
    const leadsTo = response.headers.get('location')
    if (response.status >= 300 && response.status < 400)
      return { unknown: `${url} leads on to ${shown(leadsTo)}, and a sign-in does not follow` }
    if (!response.ok) return { unknown: `${url} answers ${response.status}` }
    const text = await response.text()
    const issuer = text.length <= LONGEST ? (JSON.parse(text) as { issuer?: unknown } | null)?.issuer : undefined
    return typeof issuer === 'string' ? { issuer: shown(issuer) } : { unknown: `${url} names no issuer` }
  } catch (error) {
    if (error instanceof SyntaxError) return { unknown: `${url} is not the description of an identity provider` }
    const { cause } = error as { cause?: { code?: unknown } }
    return {
      unknown: `${url} does not answer (${typeof cause?.code === 'string' ? cause.code : (error as Error).name})`,
    }
  }
}

/** A name that comes from outside, for a line of text. */
const shown = (name: string | null) =>
  JSON.stringify(name ?? '')
    .slice(1, -1)
    .slice(0, 300)
