/** The contract between the Print form and its server action. The browser imports types only. */

import type { FormError } from '../forms/rules/form-state'
import type { PrintValues } from './rules/print-values'
import type { Shortage } from './shortage'

export type PrintState = {
  step: 'edit' | 'review'
  /** Made where the intention is: one form, one key, one label, however often it is sent. */
  key: string
  values: PrintValues
  /** Worked out by the server, in the review step only. */
  priced: { amount: number; service: string | null } | null
  /** Why nothing was printed where the balance has too little. */
  shortage: Shortage | null
  /** The id of the label that waits for Add postage, for people who can add postage; null if there is none. */
  waitingId: string | null
  /** The fields of the postage request, as typed: `request_amount`, `request_reason`, `request_cost_account`. */
  requested: Record<string, string>
  errors: FormError[]
  /** For example that the same form already printed a label. */
  notice: string | null
}

/** The form with these values, and nothing to say about them yet. */
export const newPrintState = (key: string, values: PrintValues): PrintState => ({
  step: 'edit',
  key,
  values,
  priced: null,
  shortage: null,
  waitingId: null,
  requested: {},
  errors: [],
  notice: null,
})
