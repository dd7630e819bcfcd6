import { redirect } from 'next/navigation'
import { Card } from '@/app/ui/card'
import { SelectField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { readAccountState } from '@/db/queries/statement'
import { requireMember } from '@/lib/auth/current-member'
import { env } from '@/lib/env'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { testCards } from '@/lib/payments/test-cards'
import { Settings } from '../../settings'
import { addCard } from './add-card'

const YEARS_AHEAD = 10

/** A card of the test processor. */
export default async function AddTestCard() {
  const member = await requireMember('/settings/payment-methods/add', 'settings:write')
  if (env().stripe) redirect('/settings/payment-methods')
  const { today } = await readAccountState(member.teamId, 'reserve')
  const thisYear = Number(today.slice(0, 4))
  return (
    <Settings
      member={member}
      current="payment-methods"
      title="Add test card"
      text="Test mode does not move real money."
    >
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_320px]">
        <Card>
          <PostedForm action={addCard} initial={emptyForm} title="Add test card · Settings" submit="Add card">
            <TextField
              name="number"
              label="Card number"
              hint="Only test card numbers work. Other numbers are rejected and not saved."
              inputMode="numeric"
              maxLength={40}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <SelectField
                name="month"
                label="Expiry month"
                defaultValue="12"
                options={Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0')).map((month) => ({
                  value: month,
                  label: month,
                }))}
              />
              <SelectField
                name="year"
                label="Expiry year"
                defaultValue={String(thisYear + 3)}
                options={Array.from({ length: YEARS_AHEAD + 1 }, (_, i) => String(thisYear + i)).map((year) => ({
                  value: year,
                  label: year,
                }))}
              />
            </div>
          </PostedForm>
        </Card>
        <Card title="Test card numbers">
          <dl className="grid gap-3">
            {Object.entries(testCards).map(([number, card]) => (
              <div key={number}>
                <dt className="font-medium tabular-nums">{number.replace(/(.{4})(?=.)/g, '$1 ')}</dt>
                <dd className="text-muted">{effectOf(card)}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
      <p>
        <TextLink href="/settings/payment-methods">Back to payment methods</TextLink>
      </p>
    </Settings>
  )
}

function effectOf({ declines, lostAnswer }: (typeof testCards)[string]): string {
  if (declines?.code === 'insufficient_funds') return 'is declined for insufficient funds'
  if (declines) return 'is declined'
  return lostAnswer ? 'is charged, but the response is lost, so the refill stays Processing for a moment' : 'is charged'
}
