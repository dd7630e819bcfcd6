import { Button } from './button'
import { ButtonLink } from './button-link'
import { Field, INPUT } from './field'
import { Select } from './select'

export type FilterOption = { value: string; label: string }

export type HistoryFilterValues = {
  from: string
  to: string
  method: string
  cost_account: string
  person: string
  status: string
}

export type HistoryFiltersProps = {
  values: HistoryFilterValues
  methods: FilterOption[]
  costAccounts: FilterOption[]
  people: FilterOption[]
  /** What is wrong with the dates, if anything: `The first day is after the last.` */
  rangeError?: string | null
  action?: string
}

const STATUSES: FilterOption[] = [
  { value: 'processing', label: 'Processing' },
  { value: 'posted', label: 'Posted' },
  { value: 'failed', label: 'Failed' },
  { value: 'reversed', label: 'Reversed' },
]

/** A plain GET form: what is filtered stands in the address, so Back and bookmarks keep it. */
export function HistoryFilters(props: HistoryFiltersProps) {
  const { values, methods, costAccounts, people, rangeError = null, action = '/history/postage' } = props
  return (
    <form
      method="get"
      action={action}
      aria-label="Filters"
      className="grid grid-cols-2 gap-x-4 gap-y-4 print:hidden sm:grid-cols-3 lg:grid-cols-6"
    >
      <DateField name="from" label="From" value={values.from} invalid={rangeError !== null} />
      <DateField name="to" label="To" value={values.to} invalid={rangeError !== null} />
      <Choice name="method" label="Payment method" all="All" options={methods} value={values.method} />
      <Choice name="cost_account" label="Cost account" all="All" options={costAccounts} value={values.cost_account} />
      <Choice name="person" label="Person" all="Everyone" options={people} value={values.person} />
      <Choice name="status" label="Status" all="All" options={STATUSES} value={values.status} />
      {rangeError !== null && (
        <p id="range-error" className="col-span-full -mt-1 font-[550] text-red">
          {rangeError}
        </p>
      )}
      <div className="col-span-full flex flex-wrap gap-2.5">
        <Button>Apply filters</Button>
        <ButtonLink href={action} kind="quiet">
          Clear filters
        </ButtonLink>
      </div>
    </form>
  )
}

/** A day of a filter. */
export function DateField({ name, label, value, invalid }: { name: string; label: string; value: string; invalid: boolean }) {
  return (
    <Field id={`filter-${name}`} label={label} className="max-sm:col-span-2">
      <input
        id={`filter-${name}`}
        type="date"
        name={name}
        defaultValue={value}
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? 'range-error' : undefined}
        className={INPUT}
      />
    </Field>
  )
}

type ChoiceProps = { name: string; label: string; all: string; options: FilterOption[]; value: string }

/** One of several, or all of them. */
export function Choice({ name, label, all, options, value }: ChoiceProps) {
  return (
    <Field id={`filter-${name}`} label={label}>
      <Select id={`filter-${name}`} name={name} defaultValue={value}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  )
}
