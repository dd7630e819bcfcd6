import { randomUUID } from 'node:crypto'
import { momentText } from '@/app/ui/moment-text'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { PageHeading } from '@/app/ui/page-heading'
import { SelectField, TextAreaField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { findLabel, listLabels, type Label } from '@/db/queries/labels'
import { findRefill, listRefills, type Refill } from '@/db/queries/refills'
import { requireMember } from '@/lib/auth/current-member'
import { labelName } from '@/lib/labels/label-name'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { readText, type Query } from '../../../filter-address'
import { createCase } from '../actions'

const RECENT = 10

/** Ask for help: about one of the last refills or labels, about the one that a link names, or in general. */
export default async function NewCase({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/help/cases/new', 'history:read')
  const query = await searchParams
  const [refills, labels, refill, label] = await Promise.all([
    listRefills(member.teamId, RECENT),
    listLabels(member.teamId, RECENT),
    findRefill(member.teamId, readText(query, 'refill')),
    findLabel(member.teamId, readText(query, 'label')),
  ])
  const now = new Date()
  const when = (at: Date) => momentText(at, member.timeZone, now)
  const refillOption = (each: Refill) => ({
    value: `refill:${each.id}`,
    label: `Refill ${each.reference}, ${formatMoney(each.amount)}, ${when(each.createdAt)}`,
  })
  const labelOption = (each: Label) => ({
    value: `label:${each.id}`,
    label: `Label ${labelName(each)}, ${formatMoney(each.amount)}, ${when(each.createdAt)}`,
  })
  return (
    <Console member={member} current="help">
      <PageHeading title="Create a case" actions={<ButtonLink href="/help/cases">Your cases</ButtonLink>}>
        Your admins will see your case and reply here.
      </PageHeading>
      <Card className="max-w-[760px]">
        <PostedForm
          action={createCase}
          initial={emptyForm}
          title="Create a case · Help"
          submit="Create case"
          className="grid gap-5"
        >
          <input type="hidden" name="key" value={randomUUID()} readOnly />
          <SelectField
            name="about"
            label="What is it about?"
            defaultValue={refill ? `refill:${refill.id}` : label ? `label:${label.id}` : 'general'}
            options={[
              { value: 'general', label: 'A general question' },
              ...withFirst(refill, refills).map(refillOption),
              ...withFirst(label, labels).map(labelOption),
            ]}
          />
          <TextField name="subject" label="Subject" maxLength={120} />
          <TextAreaField
            name="body"
            label="What happened, and what did you expect?"
            rows={8}
            maxLength={4000}
            hint="Please never write card numbers or passwords."
          />
        </PostedForm>
      </Card>
    </Console>
  )
}

/** The rows with one before them, unless it is among them. */
function withFirst<Row extends { id: string }>(first: Row | null, rows: Row[]): Row[] {
  return first && !rows.some(({ id }) => id === first.id) ? [first, ...rows] : rows
}
