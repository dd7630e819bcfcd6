import { dayText } from '@/app/ui/moment-text'
import { dayFault } from '@/lib/rules/day'
import { readTexts, type FormState } from '@/lib/form-state'
import { readField } from '@/lib/text/read-field'

/** From when the prices of a form hold and where they come from, or what is wrong with it; all days are `2026-11-22`. */
export function readListForm(
  form: FormData,
  { today, inForceSince }: { today: string; inForceSince: string },
): FormState & {
  effectiveOn: string
  source: string
} {
  const { values, errors } = readTexts(form, ['effective_on', 'source'])
  const { effective_on: effectiveOn } = values
  const refuse = (field: keyof typeof values, message: string) => void errors.push({ field, message })

  const fault = effectiveOn === '' ? null : dayFault(effectiveOn)
  if (effectiveOn === '') refuse('effective_on', 'Enter the date when the prices take effect.')
  else if (fault)
    refuse('effective_on', `${fault} Enter a date in this year or next year as YYYY-MM-DD, such as 2026-11-22.`)
  else if (effectiveOn < inForceSince) {
    refuse('effective_on', `The list in force started on ${dayText(inForceSince)}. Enter that date or a later one.`)
  } else if (Number(effectiveOn.slice(0, 4)) > Number(today.slice(0, 4)) + 1) {
    refuse('effective_on', 'Enter a date in this year or next year.')
  }
  const source = readField(values, errors, 'source', {
    called: 'The source',
    longest: 120,
    missing: 'Enter the source of the prices.',
  })
  return { values, errors, effectiveOn, source }
}
