import { findStoredLabel, type StoredLabel, type SessionOwner } from '../../db/queries/waiting-labels'
import type { Price } from '../prices/rules/price-of'
import { readPriceList } from '../prices/price-list'
import { requestHash } from '../request-hash'
import type { LabelRequest } from './print-label'
import { readPrintValues } from './rules/print-values'
import { labelOf } from './read-print-form'

/** What is to be printed. */
export type ParsedLabel = Omit<LabelRequest, 'key'>

export type WaitingLabel = Omit<StoredLabel, 'fields'> & {
  /** At the prices of now; null where it can no longer be priced. */
  label: ParsedLabel | null
}

/** The label of the stored fields of a Print form, at current prices; null if it can no longer be priced. */
export function parseStoredLabel(kept: Record<string, string>, prices: readonly Price[]): ParsedLabel | null {
  return labelOf(
    readPrintValues(
      (field) => kept[field],
      prices.map(({ service }) => service),
    ),
    prices,
  ).label
}

/** A waiting label of the person and session that saved it; null for any other. */
export async function readWaitingLabel(owner: SessionOwner, id: string): Promise<WaitingLabel | null> {
  const kept = await findStoredLabel(owner, id)
  if (!kept) return null
  const { fields, ...waiting } = kept
  return { ...waiting, label: parseStoredLabel(fields, (await readPriceList(owner.teamId)).prices) }
}

/** Identifies everything that a person saw of a label. Another price, name, or cost account changes it. */
export function labelFingerprint({ carrier, service, amount, costAccount, reference }: ParsedLabel): string {
  return requestHash([carrier, service, amount, costAccount, reference]).toString('hex')
}
