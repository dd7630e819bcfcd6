import { z } from 'zod'
import type { Entry } from '../../../db/queries/entries'
import { cents, isTest } from '../fields'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const entrySchema = z.strictObject({
  account: z.literal('postage'),
  seq: z.int().min(1).meta({ description: 'Counts the account’s entries without a gap.' }),
  transfer_id: z.string(),
  kind: z.enum([
    'opening',
    'postage_fund',
    'postage_print',
    'postage_refund',
    'fund_reversal',
    'held_release',
    'adjustment',
    'owed_payment',
  ]),
  amount: cents.meta({ description: 'Signed: what raises the balance is positive.' }),
  balance_after: cents,
  refill_id: z.string().optional(),
  label_id: z.string().optional(),
  created_at: z.iso.datetime({ precision: 6 }).meta({ description: 'With microseconds: as it stands in the hash.' }),
  previous_hash: hash.meta({ description: '64 zeros before the first entry.' }),
  hash,
  test: isTest,
})

/** An entry of the postage account as the API shows it. */
export function showEntry(entry: Entry): unknown {
  const { account, seq, kind, amount, hash } = entry
  return {
    account,
    seq,
    transfer_id: entry.transferId,
    kind,
    amount,
    balance_after: entry.balanceAfter,
    ...(entry.refillId !== null && { refill_id: entry.refillId }),
    ...(entry.labelId !== null && { label_id: entry.labelId }),
    created_at: entry.createdAt,
    previous_hash: entry.previousHash,
    hash,
    ...(entry.isTest && { test: true }),
  }
}
