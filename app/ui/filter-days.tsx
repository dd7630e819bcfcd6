import { fitsDateField } from '@/lib/rules/day'
import { Field, INPUT } from './field'

export type FilterDaysProps = { values: { from: string; to: string }; rangeError: string | null }

/** The first and the last day of a filter; FilterForm says what is wrong with them. */
export function FilterDays({ values, rangeError }: FilterDaysProps) {
  return (['from', 'to'] as const).map((name) => (
    <Field key={name} id={`filter-${name}`} label={name === 'from' ? 'From' : 'To'} className="max-sm:col-span-2">
      <input
        id={`filter-${name}`}
        // What is no date is kept, so that one sees what was asked for.
        type={fitsDateField(values[name]) ? 'date' : 'text'}
        name={name}
        defaultValue={values[name]}
        aria-invalid={rangeError !== null || undefined}
        aria-describedby={rangeError !== null ? 'range-error' : undefined}
        className={INPUT}
      />
    </Field>
  ))
}
