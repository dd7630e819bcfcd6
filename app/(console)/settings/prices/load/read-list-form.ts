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
  if (effectiveOn === '') refuse('effective_on', 'Enter the day from which the prices hold.')
  else if (fault)
    refuse('effective_on', `${fault} Enter a day of this year or the next, as year, month and day: 2026-11-22.`)
  else if (effectiveOn < inForceSince) {
    refuse('effective_on', `The list in force holds from ${dayText(inForceSince)}: enter that day or a later one.`)
  } else if (Number(effectiveOn.slice(0, 4)) > Number(today.slice(0, 4)) + 1) {
    refuse('effective_on', 'Enter a day of this year or the next.')
  }
  const source = readField(values, errors, 'source', {
    called: 'The source',
    longest: 120,
    missing: 'Enter where the prices come from.',
  })
  return { values, errors, effectiveOn, source }
}
