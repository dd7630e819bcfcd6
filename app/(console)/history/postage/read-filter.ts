import type { RefillFilterValues } from './refill-filters'
import { REFILL_STATUSES } from './refill-tag'
import type { PagePlace } from '@/db/queries/cursor'
import type { RefillFilter, RefillStatus } from '@/db/queries/refills'
import { readDays, readDayTexts, readMode, readPagePlace, readText, type Query } from '../../filter-address'

export type ReadFilter = {
  /** As it stands in the address, for the form's fields. */
  values: RefillFilterValues
  filter: RefillFilter
  /** What is wrong with the dates; the filter then leaves them out. */
  rangeError: string | null
  place: PagePlace | undefined
}

/** Reads the History screen's address. What cannot be read is left out, never guessed. */
export function readFilter(query: Query): ReadFilter {
  const text = (name: string) => readText(query, name)
  const values: RefillFilterValues = {
    ...readDayTexts(query),
    mode: readMode(query) ?? '',
    method: text('method'),
    cost_account: text('cost_account'),
    person: text('person'),
    status: REFILL_STATUSES.some(({ value }) => value === text('status')) ? text('status') : '',
  }
  const { days, rangeError } = readDays(values)
  return {
    values,
    rangeError,
    filter: {
      ...days,
      mode: readMode(query),
      methodId: values.method || undefined,
      costAccountCode: values.cost_account || undefined,
      actorId: values.person || undefined,
      status: (values.status || undefined) as RefillStatus | undefined,
    },
    place: readPagePlace(query),
  }
}
