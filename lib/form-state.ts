/** What a form and its server action say to each other: both sides import this file. */

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

/** No field holds more; beyond it a text is cut before anybody looks at it, and goes back into the form no longer than that. */
const LONGEST_FIELD = 10_000

/** What was posted as one field: at most so much of it, without what PostgreSQL cannot keep, trimmed; and what is wrong with it. */
export function readPosted(value: unknown): { text: string; fault: string | null } {
  if (typeof value !== 'string') return { text: '', fault: null }
  if (value.length > LONGEST_FIELD) {
    // Half of a pair of surrogates is no character.
    return {
      text: value
        .slice(0, LONGEST_FIELD)
        .replace(/[\ud800-\udbff]$/, '')
        .replaceAll('\0', '')
        .trim(),
      fault: `This is too long. It has ${value.length.toLocaleString('en-US')} characters.`,
    }
  }
  return {
    text: value.replaceAll('\0', '').trim(),
    fault: value.includes('\0') ? 'This contains a character that cannot be saved.' : null,
  }
}

/** The texts of a form, each field once, bounded and trimmed (readPosted); a field given twice is refused. */
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
