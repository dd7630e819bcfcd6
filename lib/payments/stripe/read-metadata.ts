import { z } from 'zod'
import { isUuid } from '../../../db/queries/is-uuid'
import type { RefillName } from '../payment-event'

/** What describePayment wrote; other payments of the account have other metadata, or none. */
type Metadata = Record<string, string> | null | undefined

/** The team that a customer, a page or a payment was made for; null if it is not ours. */
export function readTeam(metadata: Metadata): number | null {
  const team = metadata?.team ?? ''
  return /^\d{1,15}$/.test(team) ? Number(team) : null
}

/** The refill that a payment was made for; null if it is not ours. */
export function readRefill(metadata: Metadata): RefillName | null {
  const teamId = readTeam(metadata)
  const refillId = metadata?.refill ?? ''
  return teamId !== null && isUuid(refillId) ? { teamId, refillId } : null
}

/** The longest value that Stripe keeps. */
const LONGEST_VALUE = 500

/** What else describePayment wrote. A payment of an older version does not say it. */
export function readOrigin(metadata: Metadata) {
  const {
    installation = '',
    reference = '',
    postage = '',
    fee = '',
    actor = '',
    source = '',
    allocations,
  } = metadata ?? {}
  return {
    installation: isUuid(installation) ? installation : null,
    reference: /^RF-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(reference) ? reference : null,
    postage: centsOf(postage),
    fee: centsOf(fee),
    actor: /^(user|api_key):[\w-]{1,75}$/.test(actor) ? actor : null,
    source: ['web', 'api', 'auto'].includes(source) ? source : null,
    allocations: allocations === undefined ? null : parseAllocations(allocations.slice(0, LONGEST_VALUE)),
  }
}

const centsOf = (text: string) => (/^\d{1,12}$/.test(text) ? Number(text) : null)

const shares = z.array(z.object({ cost_account: z.string().min(1).max(75), amount: z.int().positive() })).min(1)

function parseAllocations(text: string) {
  try {
    return shares.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
