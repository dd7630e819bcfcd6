import type { HistoryFilterValues } from '@/app/ui/history-filters'
import { isUuid } from '@/db/queries/is-uuid'
import type { RefillFilter, RefillPlace, RefillStatus } from '@/db/queries/refills'

export type Query = Record<string, string | string[] | undefined>

export type ReadFilter = {
  /** As it stands in the address, for the form's fields. */
  values: HistoryFilterValues
  filter: RefillFilter
  /** What is wrong with the dates; the filter then leaves them out. */
  rangeError: string | null
  place: RefillPlace | undefined
}

const STATUSES: readonly string[] = ['processing', 'posted', 'failed', 'reversed'] satisfies RefillStatus[]

/** Reads the History screen's address. What cannot be read is left out, never guessed. */
export function readFilter(query: Query): ReadFilter {
  const text = (name: string) => {
    const value = query[name]
    return typeof value === 'string' && !value.includes('\0') ? value : ''
  }
  const values: HistoryFilterValues = {
    from: text('from'),
    to: text('to'),
    method: text('method'),
    cost_account: text('cost_account'),
    person: text('person'),
    status: STATUSES.includes(text('status')) ? text('status') : '',
  }
  const rangeError = findRangeError(values)
  return {
    values,
    rangeError,
    filter: {
      from: rangeError ? undefined : values.from || undefined,
      to: rangeError ? undefined : values.to || undefined,
      methodId: values.method || undefined,
      costAccountCode: values.cost_account || undefined,
      actorId: values.person || undefined,
      status: (values.status || undefined) as RefillStatus | undefined,
    },
    place: readPlace(text('after'), 'older') ?? readPlace(text('before'), 'newer'),
  }
}

/** What is wrong with a range of days, in words; null for nothing. An empty day is no bound. */
export function findRangeError({ from, to }: { from: string; to: string }): string | null {
  for (const day of [from, to]) {
    if (day !== '' && !isDay(day)) return `“${day.slice(0, 40)}” is not a date.`
  }
  return from !== '' && to !== '' && from > to ? 'The first day is after the last.' : null
}

function isDay(day: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(day)) return false
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

/** `<microseconds>.<id>` of the row at the edge of the page that one comes from. */
function readPlace(text: string, direction: RefillPlace['direction']): RefillPlace | undefined {
  const [position = '', id = ''] = text.split('.')
  return /^\d{1,16}$/.test(position) && isUuid(id) ? { position: Number(position), id, direction } : undefined
}

/** The address of this filter, without a place in it. */
export function filterQuery(values: HistoryFilterValues): URLSearchParams {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
}
