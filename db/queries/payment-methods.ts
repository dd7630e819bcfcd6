import { database } from '../client'

export type PaymentMethod = {
  id: string
  type: 'credit_card' | 'reserve_account' | 'purchase_power'
  label: string
  isDefault: boolean
  active: boolean
  /** What a Reserve Account or Purchase Power has left, in cents; null for a card. */
  available: number | null
  expiresMonth: number | null
  expiresYear: number | null
  /** A card is good until the end of its month in the team's time zone. */
  expired: boolean
}

/**
 * The team's payment methods: the default first, then cards, Reserve Account, and Purchase Power by age. Removed
 * methods are included only for a history (`withRemoved`).
 */
export async function listPaymentMethods(teamId: number, withRemoved = false): Promise<PaymentMethod[]> {
  return database().sql<PaymentMethod[]>`
    select m.id, m.type, m.label, m.is_default as "isDefault", m.active, m.expires_month as "expiresMonth",
      m.expires_year as "expiresYear",
      coalesce(make_date(m.expires_year, m.expires_month, 1) < date_trunc('month', now() at time zone t.time_zone), false) as expired,
      case m.type
        when 'reserve_account' then available(r)
        when 'purchase_power' then available(p) - p.min_balance end as available
    from payment_methods m
    join teams t on t.id = m.team_id
    join ledger_accounts r on r.team_id = m.team_id and r.kind = 'reserve'
    join ledger_accounts p on p.team_id = m.team_id and p.kind = 'purchase_power'
    where m.team_id = ${teamId} and (${withRemoved} or m.removed_at is null) order by m.is_default desc, m.type, m.created_at, m.id`
}
