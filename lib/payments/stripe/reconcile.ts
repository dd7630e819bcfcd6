import { isUuid } from '../../../db/queries/is-uuid'
import { readCardPayments, type Difference, type LedgerPayment, type Moved } from '../../../db/queries/reconciliations'
import type { StripeSettings } from '../../env'
import { readStripePayment, readStripePayments, type StripePayment } from './read-stripe-payments'

export type Reconciled = { compared: number; differences: Difference[] }

/**
 * Lays Stripe's books beside the ledger: every payment that anything has happened to since then, on either side, with all
 * that ever happened to it. Throws where Stripe does not answer. A refill that is just being charged or refunded is left out.
 */
export async function reconcile(settings: StripeSettings, since: Date): Promise<Reconciled> {
  const theirs = await readStripePayments(settings, since)
  const named = [...theirs.values()].map(({ refill }) => refill ?? '').filter(isUuid)
  const ours = await readCardPayments(since, [...theirs.keys()], named)
  const differences: Difference[] = []
  const seen = new Set<string>()
  for (const payment of ours) {
    const names = payment.payment === null ? namesOf(theirs, payment.refill) : [payment.payment]
    for (const name of names) seen.add(name)
    if (payment.isSettling) continue
    const stripe = await sumAtStripe(settings, theirs, names, payment)
    const ledger = hasMoved(payment) ? { charged: payment.charged, returned: payment.returned } : null
    if (isSame(stripe, ledger)) continue
    const { team, refill, reference } = payment
    differences.push({ payment: payment.payment ?? names[0] ?? null, team, refill, reference, stripe, ledger })
  }
  for (const [name, { charged, returned, refill }] of theirs) {
    if (!seen.has(name))
      differences.push({
        payment: name,
        team: null,
        refill,
        reference: null,
        stripe: { charged, returned },
        ledger: null,
      })
  }
  return { compared: seen.size + [...theirs.keys()].filter((name) => !seen.has(name)).length, differences }
}

/** Payments for a refill that the ledger knows no payment of: of one that is processing, or has failed. */
const namesOf = (theirs: Map<string, StripePayment>, refill: string) =>
  [...theirs].filter(([, payment]) => payment.refill === refill).map(([name]) => name)

/** What Stripe has moved since is all where it fits; else it is asked for the rest, which may be older. */
async function sumAtStripe(
  settings: StripeSettings,
  theirs: Map<string, StripePayment>,
  names: string[],
  ledger: LedgerPayment,
): Promise<Moved | null> {
  const recent = names.length === 1 ? theirs.get(names[0]!) : undefined
  if (recent && isSame(recent, ledger)) return { charged: recent.charged, returned: recent.returned }
  const all: Moved[] = []
  for (const name of names) {
    const payment = await readStripePayment(settings, name)
    if (payment) all.push(payment)
  }
  if (all.length === 0) return null
  return all.reduce((sum, each) => ({ charged: sum.charged + each.charged, returned: sum.returned + each.returned }), {
    charged: 0,
    returned: 0,
  })
}

const hasMoved = ({ charged, returned }: Moved) => charged !== 0 || returned !== 0

const isSame = (one: Moved | null, other: Moved | null) =>
  (one?.charged ?? 0) === (other?.charged ?? 0) && (one?.returned ?? 0) === (other?.returned ?? 0)
