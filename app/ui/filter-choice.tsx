import { Field } from './field'
import { Options, Select, type Option } from './select'

export type FilterChoiceProps = { name: string; label: string; all: string; options: Option[]; value: string }

/** One of several, or all of them. */
export function FilterChoice({ name, label, all, options, value }: FilterChoiceProps) {
  return (
    <Field id={`filter-${name}`} label={label}>
      <Select id={`filter-${name}`} name={name} defaultValue={value}>
        <option value="">{all}</option>
        <Options of={options} />
      </Select>
    </Field>
  )
}
