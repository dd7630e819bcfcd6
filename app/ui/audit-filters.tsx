import { Button } from './button'
import { ButtonLink } from './button-link'
import { Choice, DateField, type FilterOption } from './history-filters'

export type AuditFiltersProps = {
  values: { from: string; to: string; person: string; group: string }
  people: FilterOption[]
  groups: FilterOption[]
  rangeError?: string | null
}

/** A plain GET form: what is filtered stands in the address, so Back and bookmarks keep it. */
export function AuditFilters({ values, people, groups, rangeError = null }: AuditFiltersProps) {
  return (
    <form
      method="get"
      action="/settings/audit-log"
      aria-label="Filters"
      className="grid grid-cols-2 gap-4 print:hidden xl:grid-cols-4"
    >
      <DateField name="from" label="From" value={values.from} invalid={rangeError !== null} />
      <DateField name="to" label="To" value={values.to} invalid={rangeError !== null} />
      <Choice name="person" label="Who" all="Everyone" options={people} value={values.person} />
      <Choice name="group" label="What" all="Everything" options={groups} value={values.group} />
      {rangeError !== null && (
        <p id="range-error" className="col-span-full -mt-1 font-[550] text-red">
          {rangeError}
        </p>
      )}
      <div className="col-span-full flex flex-wrap gap-2.5">
        <Button>Apply filters</Button>
        <ButtonLink href="/settings/audit-log" kind="quiet">
          Clear filters
        </ButtonLink>
      </div>
    </form>
  )
}
