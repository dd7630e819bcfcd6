/** What a form and its server action say to each other. Types and one helper: both sides import this file. */

export type FormError = {
  /** The name of the field that it belongs to; `form` for none. */
  field: string
  message: string
}

export type FormState = {
  /** As typed: it goes back into the form whatever happens. */
  values: Record<string, string>
  errors: FormError[]
}

export const emptyForm: FormState = { values: {}, errors: [] }

/** The texts of a form, trimmed, each field once and without what PostgreSQL cannot keep; a field given twice is refused. */
export function readTexts<Name extends string>(form: FormData, names: readonly Name[]): { values: Record<Name, string>; errors: FormError[] } {
  const values = {} as Record<Name, string>
  const errors: FormError[] = []
  for (const name of names) {
    const given = form.getAll(name)
    const text = typeof given[0] === 'string' ? given[0] : ''
    if (given.length > 1) errors.push({ field: 'form', message: 'The form arrived with a field given twice. Nothing was changed; please try again.' })
    else if (text.includes('\0')) errors.push({ field: name, message: 'This has a character that cannot be kept.' })
    values[name] = text.replaceAll('\0', '').trim()
  }
  return { values, errors }
}
