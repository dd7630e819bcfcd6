/** What the Add postage form and its server action say to each other. Types only: both sides import this file. */

import type { Quote } from './quote'
import type { RefillPurpose } from './refill-purpose'

export type AddPostageField =
  | 'amount'
  | 'other_amount'
  | 'payment_method'
  | 'cost_account'
  | 'memo'
  | 'form'
  | `split_account_${number}`
  | `split_share_${number}`

export type AddPostageError = { field: AddPostageField; message: string }

/** A row of a split, as typed. */
export type SplitRow = { cost_account: string; share: string }

export type AddPostageValues = {
  /** The radio that was chosen: cents (`'1000'`), `'fill'`, `'other'`, or nothing yet. */
  amount: string
  /** As typed, also where it is no amount: what a person wrote is never lost. */
  other_amount: string
  payment_method: string
  cost_account: string
  /** How the rows below share the refill: `amount`, `percent`, or nothing where one cost account has all of it. */
  split_by: string
  split: SplitRow[]
  memo: string
}

/** What a cost account gets of a refill, in cents. */
export type Share = { costAccount: string; amount: number }

/** The label that waits for the postage, whole: nobody consents to what they have not seen. */
export type WaitingLabelSummary = {
  /** `USPS Forever stamp × 20` */
  name: string
  /** Cents, at the prices of now. */
  amount: number
  /** Whether it is taken from the postage balance. */
  isFromBalance: boolean
  costAccount: string | null
  reference: string | null
  /** Who filled it in: `You`, or a name. */
  by: string
  /** It is printed with the refill: its labelFingerprint, and until when it waits, `3:40 PM`. Null where whoever filled it in prints it later. */
  printsItself: { seen: string; until: string } | null
}

export type AddPostageState = {
  step: 'edit' | 'review'
  /** Made where the intention is: one form, one key, however often it is sent. */
  idempotencyKey: string
  values: AddPostageValues
  purpose: RefillPurpose
  label: WaitingLabelSummary | null
  /** Computed by the server, in the review step only. */
  quote: Quote | null
  /** What is booked where, in the review step of a split. */
  shares: Share[] | null
  errors: AddPostageError[]
  /** For example that the same form already added postage, with its reference. */
  notice: string | null
}
