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

/** What the kept fields of a Print form ask for, at the prices of now; null where it can no longer be priced. */
export function parseStoredLabel(kept: Record<string, string>, prices: readonly Price[]): ParsedLabel | null {
  return labelOf(
    readPrintValues(
      (field) => kept[field],
      prices.map(({ service }) => service),
    ),
    prices,
  ).label
}

/** A label that waits for postage, of the person and session that kept it; null for any other. */
export async function readWaitingLabel(owner: SessionOwner, id: string): Promise<WaitingLabel | null> {
  const kept = await findStoredLabel(owner, id)
  if (!kept) return null
  const { fields, ...waiting } = kept
  return { ...waiting, label: parseStoredLabel(fields, (await readPriceList(owner.teamId)).prices) }
}

/** Stands for everything that a person has seen of a label: another price, name or cost account is another one. */
export function labelFingerprint({ carrier, service, amount, costAccount, reference }: ParsedLabel): string {
  return requestHash([carrier, service, amount, costAccount, reference]).toString('hex')
}
