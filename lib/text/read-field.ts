import type { FormError } from '../form-state'
import { readText, type TextBound } from './rules/read-text'

/** A text of a form that is to be kept: what it is called in a sentence (`The reason`), and what is said where it is missing. */
export type KeptField = TextBound & { called: string; missing?: string }

/**
 * Reads a text of a form that is to be kept, and says at its field what is wrong with it. What was typed stays in the form.
 * Empty where it is missing or wrong.
 */
export function readField(
  values: Record<string, string>,
  errors: FormError[],
  field: string,
  { called, missing, ...bound }: KeptField,
): string {
  const read = readText(values[field], bound)
  if (!read.ok) errors.push({ field, message: faultWords(called, read.fault) })
  else if (read.text === '' && missing !== undefined) errors.push({ field, message: missing })
  return read.ok ? read.text : ''
}

/** What is wrong with a text, in a sentence of its own; nobody finds a character that cannot be seen without being told how. */
export function faultWords(called: string, fault: string): string {
  return `${called} ${fault}${fault.includes('character that') ? ' It cannot be seen: type the text again, or delete it with what stands around it.' : ''}`
}
