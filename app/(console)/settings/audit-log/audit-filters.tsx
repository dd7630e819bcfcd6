import { FilterChoice } from '@/app/ui/filter-choice'
import { FilterDays } from '@/app/ui/filter-days'
import { FilterForm } from '@/app/ui/filter-form'
import type { Option } from '@/app/ui/select'

export type AuditFiltersProps = {
  values: { from: string; to: string; person: string; group: string }
  people: Option[]
  groups: Option[]
  rangeError: string | null
}

/** What the audit log can be filtered by. */
export function AuditFilters({ values, people, groups, rangeError }: AuditFiltersProps) {
  return (
    <FilterForm action="/settings/audit-log" rangeError={rangeError} columns="xl:grid-cols-4">
      <FilterDays values={values} rangeError={rangeError} />
      <FilterChoice name="person" label="Who" all="Everyone" options={people} value={values.person} />
      <FilterChoice name="group" label="What" all="Everything" options={groups} value={values.group} />
    </FilterForm>
  )
}
