import type { AuditFilter, AuditPlace } from '@/db/queries/audit-log'
import { kindsOf } from '@/lib/audit/audit-groups'
import { findRangeError, type Query } from '../../history/postage/read-filter'

export type AuditFilterValues = { from: string; to: string; person: string; group: string }

export type ReadAuditFilter = {
  /** As it stands in the address, for the form's fields. */
  values: AuditFilterValues
  filter: AuditFilter
  /** What is wrong with the dates; the filter then leaves them out. */
  rangeError: string | null
  place: AuditPlace | undefined
}

/** Reads the audit log's address. What cannot be read is left out, never guessed. */
export function readAuditFilter(query: Query): ReadAuditFilter {
  const text = (name: string) => {
    const value = query[name]
    return typeof value === 'string' && !value.includes('\0') ? value : ''
  }
  const kinds = kindsOf(text('group'))
  const values = { from: text('from'), to: text('to'), person: text('person'), group: kinds ? text('group') : '' }
  const rangeError = findRangeError(values)
  return {
    values,
    rangeError,
    filter: {
      from: rangeError ? undefined : values.from || undefined,
      to: rangeError ? undefined : values.to || undefined,
      actor: values.person || undefined,
      kinds,
    },
    place: readPlace(text('after'), 'older') ?? readPlace(text('before'), 'newer'),
  }
}

const readPlace = (id: string, direction: AuditPlace['direction']): AuditPlace | undefined =>
  /^\d{1,15}$/.test(id) ? { id: Number(id), direction } : undefined

/** The address of this filter, without a place in it. */
export function auditQuery(values: AuditFilterValues): URLSearchParams {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
}
