import { isUuid } from '../../db/queries/is-uuid'
import { isTeam, readInstallation } from '../../db/queries/installation'
import { readCardPayments, type Difference, type LedgerPayment, type Moved } from '../../db/queries/reconciliations'
import type { BooksResult, ProcessorBooks, ProcessorPayment } from './card-processor'

/** The payments of a difference, by the processor's names. */
export const paymentsOf = ({ payment, others = [] }: Difference): string[] => [
  ...(payment === null ? [] : [payment]),
  ...others,
]

export type Reconciled = { compared: number; differences: Difference[] }

/**
 * Compares the processor's books with the ledger: every payment to which anything has happened since then, on either
 * side, with everything that ever happened to it. `also` are payments to compare whenever they were: those that differed
 * the last time. Leaves out a refill that is just being charged or refunded, and payments that are not ours.
 */
export async function reconcile(
  books: ProcessorBooks,
  since: Date,
  also: readonly string[] = [],
): Promise<BooksResult<Reconciled>> {
  const recent = await books.readPayments(since)
  if (!recent.ok) return recent
  const theirs = recent.value
  for (const ref of also) {
    if (theirs.has(ref)) continue
    const older = await readPayment(books, ref)
    if (!older.ok) return older
    if (older.value) theirs.set(ref, older.value)
  }
  const refills = [...theirs.values()].map(({ refill }) => refill ?? '').filter(isUuid)
  const ours = await readCardPayments(since, [...new Set([...theirs.keys(), ...also])], refills)
  const differences: Difference[] = []
  const seen = new Set<string>()
  for (const payment of ours) {
    const known = [...(payment.payment === null ? [] : [payment.payment]), ...payment.duplicates]
    const refs = [...new Set([...known, ...refsOf(theirs, payment.refill)])]
    for (const ref of refs) seen.add(ref)
    if (payment.isSettling) continue
    const moved = await sumAtProcessor(books, theirs, refs, payment)
    if (!moved.ok) return moved
    const ledger = hasMoved(payment) ? { charged: payment.charged, returned: payment.returned } : null
    if (isSame(moved.value, ledger)) continue
    const { team, refill, reference } = payment
    const [first = null, ...others] = refs
    differences.push({
      payment: first,
      team,
      refill,
      reference,
      stripe: moved.value,
      ledger,
      ...(others.length > 0 && { others }),
    })
  }
  const unknown = await findLost(
    books,
    [...theirs].filter(([ref]) => !seen.has(ref)),
  )
  if (!unknown.ok) return unknown
  for (const [payment, { charged, returned, refill }] of unknown.value) {
    differences.push({ payment, team: null, refill, reference: null, stripe: { charged, returned }, ledger: null })
  }
  return { ok: true, value: { compared: seen.size + unknown.value.length, differences } }
}

/**
 * Of the payments that the ledger does not know, those that are ours: they name a refill and this installation, or, if
 * they are of an older version, one of our teams.
 */
async function findLost(
  books: ProcessorBooks,
  unknown: [string, ProcessorPayment][],
): Promise<BooksResult<[string, ProcessorPayment][]>> {
  if (unknown.length === 0) return { ok: true, value: [] }
  const installation = await readInstallation()
  const lost: [string, ProcessorPayment][] = []
  for (const [ref, found] of unknown) {
    let payment: ProcessorPayment | null = found
    if (!found.isChargeRead) {
      const whole = await readPayment(books, ref)
      if (!whole.ok) return whole
      payment = whole.value
    }
    if (payment === null || payment.refill === null || payment.team === null) continue
    const isOurs = payment.installation === null ? await isTeam(payment.team) : payment.installation === installation
    if (isOurs) lost.push([ref, payment])
  }
  return { ok: true, value: lost }
}

async function readPayment(books: ProcessorBooks, ref: string): Promise<BooksResult<ProcessorPayment | null>> {
  const read = await books.readCharge(ref)
  if (!read.ok) return read
  if (read.value === null) return { ok: true, value: null }
  const { teamId: team, refillId: refill, amount: charged, returns, origin } = read.value
  const returned = (returns ?? []).reduce((sum, each) => sum + each.amount, 0)
  const installation = origin?.installation ?? null
  return { ok: true, value: { charged, returned, refill, team, installation, isChargeRead: true } }
}

/** Payments that name a refill: its own, and second ones. */
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
    const payment = await readPayment(books, ref)
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
