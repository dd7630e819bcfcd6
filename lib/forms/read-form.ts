import type { z } from 'zod'
import { readPosted, type FormError, type FormState } from './rules/form-state'

/** How each field of a form is read, by its name (fields.ts). A field that can have several values reads an array of texts. */
export type FormFields = Record<string, z.ZodType>

export type DataOf<Fields extends FormFields> = { [Name in keyof Fields]: z.output<Fields[Name]> }

/** The parsed form, or the form with errors. `values` is the typed text, for a later refusal. */
export type FormResult<Data> =
  | { ok: true; data: Data; values: Record<string, string> }
  | { ok: false; state: FormState }

/** More values of one field than any of our forms has. */
const MOST_VALUES = 100

/**
 * Reads the named fields of a form, and no others. Each text is bounded before anything looks at it (readPosted). A field that
 * is given twice is refused, unless it is one of `lists`.
 */
export function readForm<Fields extends FormFields>(
  form: FormData,
  fields: Fields,
  lists: readonly (keyof Fields)[] = [],
): FormResult<DataOf<Fields>> {
  const names = Object.keys(fields)
  const { values, errors } = readTexts(
    form,
    names.filter((name) => !lists.includes(name)),
  )
  const data: Record<string, unknown> = {}
  for (const name of names) {
    const isList = lists.includes(name)
    const read = fields[name]!.safeParse(isList ? readList(form, name) : values[name])
    if (read.success) data[name] = read.data
    else {
      // A field that nobody types, such as the key of a form, puts its error on the whole form.
      for (const { path, message } of read.error.issues) errors.push({ field: String(path[0] ?? name), message })
    }
    if (isList) values[name] = read.success ? (read.data as string[]).join(' ') : ''
  }
  return errors.length > 0
    ? { ok: false, state: { values, errors } }
    : { ok: true, data: data as DataOf<Fields>, values }
}

const readList = (form: FormData, name: string) =>
  form
    .getAll(name)
    .slice(0, MOST_VALUES)
    .map((value) => readPosted(value).text)

/** The texts of a form as they are, for forms that are more than their fields: bounded, trimmed, each field once. */
export function readTexts<Name extends string>(
  form: FormData,
  names: readonly Name[],
): { values: Record<Name, string>; errors: FormError[] } {
  const values = {} as Record<Name, string>
  const errors: FormError[] = []
  for (const name of names) {
    const given = form.getAll(name)
    const { text, fault } = readPosted(given[0])
    if (given.length > 1)
      errors.push({
        field: 'form',
        message: 'The form contained a field twice. Nothing was changed. Try again.',
      })
    else if (fault !== null) errors.push({ field: name, message: fault })
    values[name] = text
  }
  return { values, errors }
}
