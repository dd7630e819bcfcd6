import { randomUUID } from 'node:crypto'
import { HiddenField, TextField } from '@/app/ui/posted-fields'
import { PostedForm, type PostedFormProps } from '@/app/ui/posted-form'
import type { RecordedReceipt } from '@/db/queries/bank-receipts'
import { emptyForm } from '@/lib/forms/rules/form-state'

type ReceiptFormProps = Pick<PostedFormProps, 'action' | 'title' | 'submit'> & {
  today: string
  yearAgo: string
  /** What was recorded with the wrong amount, and is recorded again. */
  again: RecordedReceipt | null
}

/** Money that came in from the bank: how much, when, and its reference. The form's key makes pressing twice harmless. */
export function ReceiptForm({ action, title, submit, today, yearAgo, again }: ReceiptFormProps) {
  return (
    <PostedForm action={action} initial={emptyForm} title={title} submit={submit}>
      <HiddenField name="idempotency_key" defaultValue={randomUUID()} />
      <TextField name="amount" label="Amount" prefixSign="$" inputMode="decimal" maxLength={24} />
      <TextField
        name="received_on"
        label="Date received"
        type="date"
        defaultValue={again?.receivedOn ?? today}
        min={yearAgo}
        max={today}
      />
      <TextField
        name="reference"
        label="Check or ACH reference"
        hint="Up to 75 characters."
        maxLength={75}
        defaultValue={again?.reference}
      />
    </PostedForm>
  )
}
