import type { LabelFilterValues } from './label-filters'
import { LABEL_STATUSES } from './label-tag'
import type { PagePlace } from '@/db/queries/cursor'
import type { LabelFilter } from '@/db/queries/label-history'
import { CARRIER_OPTIONS } from '@/lib/labels/label-name'
import { readDays, readDayTexts, readMode, readPagePlace, readText, type Query } from '../../filter-address'

export type ReadLabelFilter = {
  /** As it stands in the address, for the form's fields. */
  values: LabelFilterValues
  filter: LabelFilter
  /** What is wrong with the dates; the filter then leaves them out. */
  rangeError: string | null
  place: PagePlace | undefined
}

/** Reads the address of the Label history. What cannot be read is left out, never guessed. */
export function readLabelFilter(query: Query): ReadLabelFilter {
  const text = (name: string) => readText(query, name)
  const oneOf = (name: string, options: { value: string }[]) =>
    options.some(({ value }) => value === text(name)) ? text(name) : ''
  const values: LabelFilterValues = {
    ...readDayTexts(query),
    mode: readMode(query) ?? '',
    carrier: oneOf('carrier', CARRIER_OPTIONS),
    status: oneOf('status', LABEL_STATUSES),
    cost_account: text('cost_account'),
    person: text('person'),
    text: text('text').slice(0, 100),
  }
  const { days, rangeError } = readDays(values)
  return {
    values,
    rangeError,
    filter: {
      ...days,
      mode: readMode(query),
      carrier: (values.carrier || undefined) as LabelFilter['carrier'],
      status: (values.status || undefined) as LabelFilter['status'],
      costAccountCode: values.cost_account || undefined,
      actorId: values.person || undefined,
      text: values.text || undefined,
    },
    place: readPagePlace(query),
  }
}
