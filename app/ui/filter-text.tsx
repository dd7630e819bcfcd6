import { Field, INPUT } from './field'

export type FilterTextProps = { name: string; label: string; value: string; className?: string }

/** Words to look for. */
export function FilterText({ name, label, value, className }: FilterTextProps) {
  return (
    <Field id={`filter-${name}`} label={label} className={className}>
      <input
        id={`filter-${name}`}
        type="search"
        name={name}
        defaultValue={value}
        maxLength={100}
        autoComplete="off"
        className={INPUT}
      />
    </Field>
  )
}
