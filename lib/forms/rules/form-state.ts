/** The contract between a form and its server action. Browser and server import this file. */

export type FormError = {
  /** The name of the field that it belongs to; `form` for none. */
  field: string
  message: string
}

export type FormState = {
  /** The typed text, which goes back into the form in any case. */
  values: Record<string, string>
  errors: FormError[]
}

export const emptyForm: FormState = { values: {}, errors: [] }

/** The form again, as typed, with the one thing that is wrong. */
export const formError = (values: Record<string, string>, field: string, message: string): FormState => ({
  values,
  errors: [{ field, message }],
})

/** The longest text that a field can hold. What is beyond it is cut before anything is matched, and does not go back into the form. */
const LONGEST_FIELD = 10_000

/**
 * One posted field: bounded, trimmed, and without the character that PostgreSQL cannot store; `fault` says what is
 * wrong with it.
 */
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
