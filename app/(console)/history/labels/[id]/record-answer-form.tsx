import { ChoicesField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { emptyForm } from '@/lib/form-state'
import { recordAnswer } from './actions'

/** What USPS has answered, as an admin records it. */
export function RecordAnswer({ labelId, title }: { labelId: string; title: string }) {
  return (
    <PostedForm
      action={recordAnswer.bind(null, labelId)}
      initial={emptyForm}
      title={title}
      submit="Record the answer"
      className="grid gap-5"
    >
      <ChoicesField
        name="answer"
        label="What did USPS answer?"
        options={[
          {
            value: 'approved',
            label: 'Approved',
            under: 'The postage comes back at once; what has no room in the balance is held.',
          },
          { value: 'denied', label: 'Denied', under: 'The postage stays spent.' },
        ]}
      />
      <TextField name="note" label="Note (optional)" hint="A number of USPS, or why it was denied." maxLength={200} />
    </PostedForm>
  )
}
