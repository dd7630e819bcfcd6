import { z } from 'zod'
import { isUuid } from '../../db/queries/is-uuid'
import { dayFault } from '../rules/day'
import { parseDollars } from '../rules/money'
import { readTimeZone } from '../time-zones/read-time-zone'
import { readText, type TextBound } from '../text/rules/read-text'

/** How the fields of a form are read (readForm). Each says in words, at its field, what is wrong with what was typed. */

/** A field whose text is read by `read`: its value, or what is wrong with it. */
function field<Value>(read: (typed: string) => { value: Value } | { wrong: string }) {
  return z.string().transform((typed, context): Value => {
    const result = read(typed)
    if ('value' in result) return result.value
    context.addIssue({ code: 'custom', message: result.wrong })
    return z.NEVER
  })
}

/** A text as it was typed, for what is looked up or compared. */
export const plainField = () => z.string()

/** A text that is stored: what it is called in a sentence (`The reason`), and what is said where it is missing. */
export type StoredText = TextBound & { called: string; missing?: string }

/** A text that is stored, by the one reader of such texts (lib/text/rules/read-text.ts). Empty is allowed without `missing`. */
export function textField({ called, missing, ...bound }: StoredText) {
  return field<string>((typed) => {
    const read = readText(typed, bound)
    if (!read.ok) return { wrong: describeFault(called, read.fault) }
    return read.text === '' && missing !== undefined ? { wrong: missing } : { value: read.text }
  })
}

/** What is wrong with a text, as a sentence. Nobody finds an invisible character without being told how. */
export function describeFault(called: string, fault: string): string {
  return `${called} ${fault}${fault.includes('character that') ? ' It cannot be seen: type the text again, or delete it with what stands around it.' : ''}`
}

/** An amount in dollars, read as cents; never zero. */
export function amountField({ malformed, zero }: { malformed: string; zero: string }) {
  return field<number>((typed) => {
    const cents = parseDollars(typed)
    if (typed === '') return { wrong: 'Enter an amount.' }
    if (cents === null) return { wrong: malformed }
    return cents === 0 ? { wrong: zero } : { value: cents }
  })
}

/** An amount in dollars, read as cents, from $0.01 to `most`; null where nothing was entered. */
export function optionalAmountField({
  malformed,
  most,
  tooMuch,
}: {
  malformed: string
  most: number
  tooMuch: string
}) {
  return field<number | null>((typed) => {
    if (typed === '') return { value: null }
    const cents = parseDollars(typed)
    if (cents === null || cents === 0) return { wrong: malformed }
    return cents > most ? { wrong: tooMuch } : { value: cents }
  })
}

/** A day, `2026-11-22`; `hint` says which are allowed. */
export function dayField({ missing, hint }: { missing: string; hint: string }) {
  return field<string>((typed) => {
    if (typed === '') return { wrong: missing }
    const fault = dayFault(typed)
    return fault === null ? { value: typed } : { wrong: `${fault} ${hint}` }
  })
}

/** A time zone that this server knows. */
export function timeZoneField() {
  return field<string>((typed) => {
    const read = readTimeZone(typed)
    if (read.ok) return { value: read.zone }
    return { wrong: typed === '' ? 'Choose a time zone.' : read.message }
  })
}

/** One of several choices. */
export function choiceField<const Choice extends string>(choices: readonly Choice[], message: string) {
  return field<Choice>((typed) => {
    const value = choices.find((choice) => choice === typed)
    return value === undefined ? { wrong: message } : { value }
  })
}

/** Any of several choices, in their own order; others are left out. With `missing` at least one. */
export function choicesField<const Choice extends string>(choices: readonly Choice[], missing?: string) {
  return z.array(z.string()).transform((given, context): Choice[] => {
    const chosen = choices.filter((choice) => given.includes(choice))
    if (chosen.length === 0 && missing !== undefined) context.addIssue({ code: 'custom', message: missing })
    return chosen
  })
}

/** The UUID that a form carries, so that sending it twice does its work once. */
export function keyField() {
  return z.string().refine(isUuid, { path: ['form'], message: 'The form is incomplete. Try again.' })
}
