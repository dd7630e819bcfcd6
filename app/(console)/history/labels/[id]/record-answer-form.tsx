import { ChoicesField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { recordAnswer } from './actions'

/** What USPS has answered, as an admin records it. */
export function RecordAnswer({ labelId, title }: { labelId: string; title: string }) {
  return (
    <PostedForm
      action={recordAnswer.bind(null, labelId)}
      initial={emptyForm}
      title={title}
      submit="Record decision"
      className="grid gap-5"
    >
      <ChoicesField
        name="answer"
        label="USPS decision"
        options={[
          {
            value: 'approved',
            label: 'Approved',
            under: 'The postage is returned now. An amount that does not fit in the balance is held.',
          },
          { value: 'denied', label: 'Denied', under: 'The postage is not returned.' },
        ]}
      />
      <TextField
        name="note"
        label="Note (optional)"
        hint="For example, a USPS case number or the reason for the denial."
        maxLength={200}
      />
    </PostedForm>
  )
}
