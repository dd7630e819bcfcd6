import { FilterChoice } from '@/app/ui/filter-choice'
import { FilterDays } from '@/app/ui/filter-days'
import { FilterForm } from '@/app/ui/filter-form'
import type { Option } from '@/app/ui/select'
import { REFILL_STATUSES } from './refill-tag'

export type RefillFilterValues = {
  from: string
  to: string
  method: string
  cost_account: string
  person: string
  status: string
  /** `test`, or nothing. */
  mode: string
}

export type RefillFiltersProps = {
  values: RefillFilterValues
  methods: Option[]
  costAccounts: Option[]
  people: Option[]
  rangeError: string | null
}

/** What the Postage history can be filtered by. */
export function RefillFilters({ values, methods, costAccounts, people, rangeError }: RefillFiltersProps) {
  return (
    <FilterForm
      action="/history/postage"
      rangeError={rangeError}
      columns="sm:grid-cols-3 lg:grid-cols-6"
      kept={{ mode: values.mode }}
    >
      <FilterDays values={values} rangeError={rangeError} />
      <FilterChoice name="method" label="Payment method" all="All" options={methods} value={values.method} />
      <FilterChoice
        name="cost_account"
        label="Cost account"
        all="All"
        options={costAccounts}
        value={values.cost_account}
      />
      <FilterChoice name="person" label="Person" all="Everyone" options={people} value={values.person} />
      <FilterChoice name="status" label="Status" all="All" options={REFILL_STATUSES} value={values.status} />
    </FilterForm>
  )
}
