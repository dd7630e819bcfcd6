import type { AuditFilter, AuditPlace } from '@/db/queries/audit-log'
import { kindsOf } from '@/lib/audit/audit-groups'
import { readDays, readDayTexts, readText, type Query } from '../../filter-address'

export type ReadAuditFilter = {
  /** As it stands in the address, for the form's fields. */
  values: { from: string; to: string; person: string; group: string }
  filter: AuditFilter
  /** What is wrong with the dates; the filter then leaves them out. */
  rangeError: string | null
  place: AuditPlace | undefined
}

/** Reads the audit log's address. What cannot be read is left out, never guessed. */
export function readAuditFilter(query: Query): ReadAuditFilter {
  const text = (name: string) => readText(query, name)
  const kinds = kindsOf(text('group'))
  const values = { ...readDayTexts(query), person: text('person'), group: kinds ? text('group') : '' }
  const { days, rangeError } = readDays(values)
  return {
    values,
    rangeError,
    filter: { ...days, actor: values.person || undefined, kinds },
    place: readPlace(text('after'), 'older') ?? readPlace(text('before'), 'newer'),
  }
}

const readPlace = (id: string, direction: AuditPlace['direction']): AuditPlace | undefined =>
  /^\d{1,15}$/.test(id) ? { id: Number(id), direction } : undefined
