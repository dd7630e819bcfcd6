import { onlyRow } from '../check-result'
import { database } from '../client'

export type Balance = {
  /** Cents that can be printed with now. */
  available: number
  /** Cents that room is kept for: refills on their way, and postage on its way back to a card, which may yet stay. */
  pending: number
  /** Of `pending`: what is on its way back to a card. */
  returning: number
  /** Cents that arrived without room and come into the balance as soon as there is some. */
  held: number
  /** Cents that a chargeback has left owed: whatever comes in pays them first, and nothing is printed until then. */
  owed: number
  /** The most the balance may be, and the least that is added at once. */
  limit: number
  minimum: number
  asOf: Date
}

/** The team's postage balance at this moment, in cents. */
export async function readBalance(teamId: number): Promise<Balance> {
  const rows = await database().sql<[Balance & { requested: number }]>`
    select available(p) as available, p.debits_pending + p.credits_pending as pending,
      p.credits_pending as returning, balance(h) as held,
      -balance(o) as owed, p.max_balance as "limit", p.minimum_refill as minimum,
      clock_timestamp() as "asOf", p.team_id as requested
    from ledger_accounts p join ledger_accounts h on h.team_id = p.team_id and h.kind = 'held'
      join ledger_accounts o on o.team_id = p.team_id and o.kind = 'receivable'
    where p.team_id = ${teamId} and p.kind = 'postage'`
  const { requested: _, ...balance } = onlyRow(rows, ({ requested }) => requested === teamId)
  return balance
}
