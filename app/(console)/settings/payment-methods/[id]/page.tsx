import { redirect } from 'next/navigation'
import { Button } from '@/app/ui/button'
import { Card } from '@/app/ui/card'
import { HiddenField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { Tag } from '@/app/ui/tag'
import { TextLink } from '@/app/ui/text-link'
import { listPaymentMethods } from '@/db/queries/payment-methods'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { Settings } from '../../settings'
import { KINDS, meansText, STATEMENTS } from '../method-text'
import { changeDefault, rename, remove, setActive } from './actions'

/** One payment method: its name, whether it is the default, whether it is in use. */
export default async function ChangePaymentMethod({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const member = await requireMember(`/settings/payment-methods/${encodeURIComponent(id)}`, 'settings:write')
  const method = (await listPaymentMethods(member.teamId)).find((each) => each.id === id)
  if (!method) redirect('/settings/payment-methods?refused=not_found')
  const statement = STATEMENTS[method.type]
  return (
    <Settings
      member={member}
      current="payment-methods"
      title={method.label}
      text={
        <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          {KINDS[method.type]} · {meansText(method)}
          {method.isDefault && <Tag tone="accent">Default</Tag>}
          {!method.active && <Tag>Inactive</Tag>}
        </span>
      }
    >
      <Card>
        <PostedForm action={rename} initial={emptyForm} title="Change payment method · Settings" submit="Save name">
          <HiddenField name="method" defaultValue={method.id} />
          <TextField
            name="label"
            label="Name"
            hint="Up to 75 characters. Earlier receipts keep the old name."
            defaultValue={method.label}
            maxLength={75}
          />
        </PostedForm>
      </Card>
      <Card title="Default">
        {method.isDefault ? (
          <p className="max-w-[64ch] text-muted">
            This is the default payment method for refills. To change it, make another method the default.
          </p>
        ) : method.active ? (
          <form action={changeDefault} className="grid justify-items-start gap-4">
            <p className="max-w-[64ch] text-muted">Use this method for refills unless another method is chosen.</p>
            <input type="hidden" name="method" value={method.id} />
            <Button kind="plain">Make default</Button>
          </form>
        ) : (
          <p className="max-w-[64ch] text-muted">An inactive method cannot be the default. Activate it first.</p>
        )}
      </Card>
      <Card title={method.active ? 'Deactivate' : 'Activate'}>
        {method.isDefault ? (
          <p className="max-w-[64ch] text-muted">
            The default cannot be deactivated. Make another method the default first.
          </p>
        ) : (
          <form action={setActive} className="grid justify-items-start gap-4">
            <p className="max-w-[64ch] text-muted">
              {method.active
                ? 'This method cannot be used until it is activated again. Its history stays, and pending refills are still completed.'
                : 'This method can be used for refills again.'}
            </p>
            <input type="hidden" name="method" value={method.id} />
            <input type="hidden" name="active" value={method.active ? 'no' : 'yes'} />
            <Button kind="plain">{method.active ? 'Deactivate' : 'Activate'}</Button>
          </form>
        )}
      </Card>
      {method.type === 'credit_card' && !method.isDefault && (
        <Card title="Remove">
          <form action={remove} className="grid justify-items-start gap-4">
            <p className="max-w-[64ch] text-muted">
              Takes the card away for good, here and at the card processor. It cannot be taken back; receipts still name
              it.
            </p>
            <input type="hidden" name="method" value={method.id} />
            <Button kind="plain">Remove card</Button>
          </form>
        </Card>
      )}
      <p className="flex flex-wrap gap-x-6">
        <TextLink href="/settings/payment-methods">Back to payment methods</TextLink>
        {statement && <TextLink href={statement}>Statement</TextLink>}
      </p>
    </Settings>
  )
}
