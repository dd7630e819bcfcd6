import { FilterChoice } from '@/app/ui/filter-choice'
import { FilterDays } from '@/app/ui/filter-days'
import { FilterForm } from '@/app/ui/filter-form'
import { FilterText } from '@/app/ui/filter-text'
import { LABEL_STATUSES } from './label-tag'
import type { Option } from '@/app/ui/select'

export type LabelFilterValues = {
  from: string
  to: string
  carrier: string
  status: string
  cost_account: string
  person: string
  text: string
  /** `test`, or nothing. */
  mode: string
}

export type LabelFiltersProps = {
  values: LabelFilterValues
  carriers: Option[]
  costAccounts: Option[]
  people: Option[]
  rangeError: string | null
}

/** What the Label history can be filtered by. */
export function LabelFilters({ values, carriers, costAccounts, people, rangeError }: LabelFiltersProps) {
  return (
    <FilterForm action="/history/labels" rangeError={rangeError} columns="sm:grid-cols-4" kept={{ mode: values.mode }}>
      <FilterDays values={values} rangeError={rangeError} />
      <FilterText name="text" label="Reference or service" value={values.text} className="col-span-2" />
      <FilterChoice name="carrier" label="Carrier" all="All" options={carriers} value={values.carrier} />
      <FilterChoice name="status" label="Status" all="All" options={LABEL_STATUSES} value={values.status} />
      <FilterChoice
        name="cost_account"
        label="Cost account"
        all="All"
        options={costAccounts}
        value={values.cost_account}
      />
      <FilterChoice name="person" label="Person" all="Everyone" options={people} value={values.person} />
    </FilterForm>
  )
}
