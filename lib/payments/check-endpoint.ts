import { withDeadline } from '../deadline'
import { env } from '../env'
import { isLoopback } from '../environment/is-loopback'
import { log } from '../log'
import { chooseEndpoints } from './processor'
import { differs, type EndpointDifference } from './processor-endpoints'

export type EndpointCheck =
  | { status: 'right' }
  /** The processor sends nothing to this server. */
  | { status: 'missing'; address: string }
  | { status: 'different'; address: string; differences: EndpointDifference[] }

const FRESH_MS = 60 * 60_000
const PATIENCE_MS = 3_000

const memory = globalThis as { indiciaEndpoint?: { at: number; check: EndpointCheck | null } }

/**
 * Whether the processor sends this server the messages that it handles. Null if nobody can tell: the processor sends
 * none, this server cannot be reached from outside, the key may not read endpoints, or the processor does not answer. The
 * answer is kept for an hour.
 */
export async function checkEndpoint(): Promise<EndpointCheck | null> {
  const known = memory.indiciaEndpoint
  if (known && Date.now() - known.at < FRESH_MS) return known.check
  const asked = await withDeadline(askForEndpoint(), PATIENCE_MS)
  const check = asked.ok ? asked.value : null
  memory.indiciaEndpoint = { at: Date.now(), check }
  return check
}

async function askForEndpoint(): Promise<EndpointCheck | null> {
  const { stripe, authUrl } = env()
  const endpoints = chooseEndpoints({ stripe })
  if (endpoints === null || isLoopback(new URL(authUrl).hostname)) return null
  const address = endpoints.addressOf(authUrl)
  const found = await endpoints.find(address)
  if (!found.ok) return null
  if (found.value.length === 0) return { status: 'missing', address }
  const differences = found.value.filter(differs)
  return differences.length === 0 ? { status: 'right' } : { status: 'different', address, differences }
}

/** Logs what is wrong with the endpoint, once a day beside the comparison of the books. */
export async function warnOfEndpoint(): Promise<void> {
  const check = await checkEndpoint()
  if (check?.status === 'missing')
    log.warn({ address: check.address }, 'The processor has no webhook endpoint with this server’s address.')
  if (check?.status === 'different')
    log.warn(check, 'The webhook endpoint’s list of events differs: `stripe setup --update` sets it.')
}
