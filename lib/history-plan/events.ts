/** What `import_history` (db/functions/80-import-history.sql) reads, oldest first. Amounts in cents, times as ISO text. */
export type HistoryEvent = OpeningEvent | ReserveDepositEvent | RefillEvent | LabelEvent

export type OpeningEvent = { type: 'opening'; at: string; amount: number }
export type ReserveDepositEvent = { type: 'reserve_deposit'; at: string; amount: number }

type ByActor = {
  key: string
  at: string
  amount: number
  cost_account: string | null
  actor_type: ActorType
  actor_id: string
}
export type ActorType = 'user' | 'operator'

/** Posted, or declined if it has a code. */
export type RefillEvent = ByActor & {
  type: 'refill'
  payment_method: string
  memo: string | null
  decline_code: string | null
}
export type LabelEvent = ByActor & {
  type: 'label'
  carrier: 'usps' | 'ups' | 'fedex'
  service: string
  reference: string | null
}
