import { requestHash } from '../request-hash'

/** Money that came in from the bank, as an admin writes it down. */
export type BankReceipt = {
  /** Made with the form: pressing twice records once. */
  key: string
  /** Cents. */
  amount: number
  /** The day on the check or in the bank's statement, `2026-11-22`, within the last year. */
  receivedOn: string
  /** Number of the check, or the ACH trace: 1 to 75 characters. */
  reference: string
}

export type BankReceiptRefusal =
  | 'forbidden'
  | 'no_method'
  | 'invalid_amount'
  | 'invalid_reference'
  | 'in_future'
  | 'too_old'
  | 'more_than_drawn'
  | 'idempotency_mismatch'

export type BankReceiptResult = { ok: true; replayed: boolean } | { ok: false; code: BankReceiptRefusal }

/** A row as `record_reserve_deposit` and `record_purchase_power_payment` answer it. */
export type Recorded = { outcome: 'created' | 'replayed' | 'mismatch' | 'refused'; code: BankReceiptRefusal | null }

export const receiptHash = ({ amount, receivedOn, reference }: BankReceipt) =>
  requestHash([amount, receivedOn, reference])

export function receiptResult({ outcome, code }: Recorded): BankReceiptResult {
  if (outcome === 'mismatch') return { ok: false, code: 'idempotency_mismatch' }
  if (outcome === 'refused') return { ok: false, code: code ?? 'forbidden' }
  return { ok: true, replayed: outcome === 'replayed' }
}
