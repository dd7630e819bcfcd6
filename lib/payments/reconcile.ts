import { isUuid } from '../../db/queries/is-uuid'
import { readCardPayments, type Difference, type LedgerPayment, type Moved } from '../../db/queries/reconciliations'
import type { BooksResult, ProcessorBooks, ProcessorPayment } from './card-processor'

export type Reconciled = { compared: number; differences: Difference[] }

/**
 * Compares the processor's books with the ledger: every payment to which anything has happened since then, on either
 * side, with everything that ever happened to it. Leaves out a refill that is just being charged or refunded.
 */
export async function reconcile(books: ProcessorBooks, since: Date): Promise<BooksResult<Reconciled>> {
  const recent = await books.readPayments(since)
  if (!recent.ok) return recent
  const theirs = recent.value
  const refills = [...theirs.values()].map(({ refill }) => refill ?? '').filter(isUuid)
  const ours = await readCardPayments(since, [...theirs.keys()], refills)
  const differences: Difference[] = []
  const seen = new Set<string>()
  for (const payment of ours) {
    const refs = payment.payment === null ? refsOf(theirs, payment.refill) : [payment.payment]
    for (const ref of refs) seen.add(ref)
    if (payment.isSettling) continue
    const moved = await sumAtProcessor(books, theirs, refs, payment)
    if (!moved.ok) return moved
    const ledger = hasMoved(payment) ? { charged: payment.charged, returned: payment.returned } : null
    if (isSame(moved.value, ledger)) continue
    const { team, refill, reference } = payment
    differences.push({
      payment: payment.payment ?? refs[0] ?? null,
      team,
      refill,
      reference,
      stripe: moved.value,
      ledger,
    })
  }
  const unknown = [...theirs].filter(([ref]) => !seen.has(ref))
  for (const [payment, { charged, returned, refill }] of unknown) {
    differences.push({ payment, team: null, refill, reference: null, stripe: { charged, returned }, ledger: null })
  }
  return { ok: true, value: { compared: seen.size + unknown.length, differences } }
}

/** Payments for a refill of which the ledger knows no payment: it is processing, or has failed. */
const refsOf = (theirs: Map<string, ProcessorPayment>, refill: string) =>
  [...theirs].filter(([, payment]) => payment.refill === refill).map(([ref]) => ref)

/** If what has moved since then does not match, older moves may be missing: then all of the payment is read. */
async function sumAtProcessor(
  books: ProcessorBooks,
  theirs: Map<string, ProcessorPayment>,
  refs: string[],
  ledger: LedgerPayment,
): Promise<BooksResult<Moved | null>> {
  const recent = refs.length === 1 ? theirs.get(refs[0]!) : undefined
  if (recent && isSame(recent, ledger))
    return { ok: true, value: { charged: recent.charged, returned: recent.returned } }
  let sum: Moved | null = null
  for (const ref of refs) {
    const payment = await books.readPayment(ref)
    if (!payment.ok) return payment
    if (payment.value) sum = add(sum ?? { charged: 0, returned: 0 }, payment.value)
  }
  return { ok: true, value: sum }
}

const add = (one: Moved, other: Moved): Moved => ({
  charged: one.charged + other.charged,
  returned: one.returned + other.returned,
})

const hasMoved = ({ charged, returned }: Moved) => charged !== 0 || returned !== 0

const isSame = (one: Moved | null, other: Moved | null) =>
  (one?.charged ?? 0) === (other?.charged ?? 0) && (one?.returned ?? 0) === (other?.returned ?? 0)
