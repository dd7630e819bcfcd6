import { dayText } from '@/app/ui/moment-text'
import { dayField, textField } from '@/lib/forms/fields'
import { readForm, type DataOf, type FormResult } from '@/lib/forms/read-form'

/** From when the prices of a form hold, and where they come from. All days are `2026-11-22`. */
export function readListForm(
  form: FormData,
  { today, inForceSince }: { today: string; inForceSince: string },
): FormResult<DataOf<ReturnType<typeof fields>>> {
  return readForm(form, fields(today, inForceSince))
}

const fields = (today: string, inForceSince: string) => ({
  effective_on: dayField({
    missing: 'Enter the date when the prices take effect.',
    hint: 'Enter a date in this year or next year as YYYY-MM-DD, such as 2026-11-22.',
  })
    .refine((day) => day >= inForceSince, {
      message: `The list in force started on ${dayText(inForceSince)}. Enter that date or a later one.`,
      abort: true,
    })
    .refine(
      (day) => Number(day.slice(0, 4)) <= Number(today.slice(0, 4)) + 1,
      'Enter a date in this year or next year.',
    ),
  source: textField({ called: 'The source', longest: 120, missing: 'Enter the source of the prices.' }),
})
