import { randomUUID } from 'node:crypto'
import { redirect } from 'next/navigation'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { PageHeading } from '@/app/ui/page-heading'
import { HiddenField, SelectField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { listCostAccounts } from '@/db/queries/cost-accounts'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { readBalance } from '@/app/(console)/shell/cached-reads'
import { createRequest } from '../actions'

/** A new request for postage, without a waiting label. People who may add postage go to Add postage instead. */
export default async function NewPostageRequestPage() {
  const member = await requireMember('/requests/new', 'labels:write')
  if (may(member.role, 'refills:write')) redirect('/postage/add')
  const [balance, costAccounts] = await Promise.all([readBalance(member.teamId), listCostAccounts(member.teamId)])
  return (
    <Console member={member}>
      <PageHeading title="Request postage" actions={<ButtonLink href="/requests">Your requests</ButtonLink>}>
        Balance {formatMoney(balance.available)}. Your admins will see your request and approve or decline it.
      </PageHeading>
      <Card className="max-w-[760px]">
        <PostedForm action={createRequest} initial={emptyForm} title="Request postage" submit="Send request">
          <HiddenField name="key" defaultValue={randomUUID()} />
          <TextField
            name="request_amount"
            label="Postage to add"
            prefixSign="$"
            inputMode="decimal"
            maxLength={40}
            hint={`At least ${formatMoney(balance.minimum)}.`}
          />
          <TextField name="request_reason" label="Reason" maxLength={200} />
          <SelectField
            name="request_cost_account"
            label="Cost account"
            options={[
              { value: '', label: 'None' },
              ...costAccounts
                .filter(({ active }) => active)
                .map(({ code, name }) => ({ value: code, label: name === code ? name : `${name} (${code})` })),
            ]}
          />
        </PostedForm>
      </Card>
    </Console>
  )
}
