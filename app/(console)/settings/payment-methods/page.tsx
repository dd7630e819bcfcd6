import { CreditCard, HandCoins, PiggyBank } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { Notice } from '@/app/ui/notice'
import { cardProcessor } from '@/lib/payments/processor'
import { SurchargeWarning } from './surcharge-warning'
import { Tag } from '@/app/ui/tag'
import { readAccountState } from '@/db/queries/statement'
import { readRefillRules } from '@/db/queries/teams'
import { listPaymentMethods, type PaymentMethod } from '@/db/queries/payment-methods'
import { requireMember } from '@/lib/auth/current-member'
import { env } from '@/lib/env'
import { OTHER_MODE } from '@/lib/payments/rules/mode-words'
import { formatMoney } from '@/lib/rules/money'
import { chargesFee } from '@/lib/refills/rules/quote'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { KINDS, meansText, STATEMENTS } from './method-text'
import { setUp, startCard } from './actions'

export const metadata: Metadata = { title: 'Payment methods · Settings · Indicia' }

const DONE = {
  added: 'The card was added.',
  set_up: 'The account was set up. You can pay for refills with it when it has funds.',
  renamed: 'The payment method was renamed. Earlier receipts keep the old name.',
  made_default: 'The default payment method was changed.',
  activated: 'The payment method was activated.',
  deactivated: 'The payment method was deactivated. It can no longer be used.',
  removed: 'The card was removed here and at Stripe. Receipts still show it.',
}

const REFUSED = {
  not_found: 'Payment method not found. Nothing was changed.',
  is_default: 'The default payment method cannot be removed. Make another method the default first.',
  in_use: 'A refill with this card is still pending. Remove the card when the refill is complete.',
  not_done: 'No card was entered on Stripe’s page. Nothing was added.',
  unavailable: 'Stripe is not responding. Nothing was changed. Try again in a minute.',
  other_mode: OTHER_MODE,
  inactive: 'An inactive method cannot be the default. Activate it first.',
  known: 'This account is already set up.',
  no_limit: 'Purchase Power has no credit limit yet. Contact the operator of this installation.',
}

const ICONS = { credit_card: CreditCard, reserve_account: PiggyBank, purchase_power: HandCoins }

/** What refills are paid with. */
export default async function PaymentMethods({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/payment-methods', 'settings:write')
  const [query, methods, purchasePower, rules] = await Promise.all([
    searchParams,
    listPaymentMethods(member.teamId),
    readAccountState(member.teamId, 'purchase_power'),
    readRefillRules(member.teamId),
  ])
  const byStripe = env().stripe !== null
  const isOtherMode = member.mode === 'live' && cardProcessor().mode === 'test'
  const addCard = isOtherMode ? null : byStripe ? (
    <AddCard />
  ) : (
    <ButtonLink href="/settings/payment-methods/add" kind="primary">
      Add test card
    </ButtonLink>
  )
  return (
    <Settings
      member={member}
      current="payment-methods"
      title="Payment methods"
      text="How you pay for refills."
      done={flashMessage(DONE, query.done)}
      refused={flashMessage(REFUSED, query.refused)}
      actions={methods.length > 0 && addCard}
    >
      {isOtherMode && <Notice kind="warn">{OTHER_MODE}</Notice>}
      {byStripe && chargesFee(rules) && <SurchargeWarning terms={rules} />}
      <Card>
        {methods.length > 0 ? (
          <ul className="-my-2 divide-y divide-line">
            {methods.map((method) => (
              <MethodRow key={method.id} method={method} />
            ))}
          </ul>
        ) : (
          <EmptyState
            title="No payment method yet"
            text="You can pay for postage with a credit card, a Reserve Account, or Purchase Power."
            action={addCard}
          />
        )}
      </Card>
      {!methods.some(({ type }) => type === 'reserve_account') && (
        <Card title="Reserve Account">
          <p className="max-w-[64ch] text-muted">
            Your own deposit, funded by check or ACH. Refills from it have no fee.
          </p>
          <SetUpButton type="reserve_account" label="Set up Reserve Account" />
        </Card>
      )}
      {!purchasePower.isSetUp && (
        <Card title="Purchase Power">
          <p className="max-w-[64ch] text-muted">
            A credit line. You pay for refills later. Refills have no fee.{' '}
            {purchasePower.limit > 0
              ? `Your team can draw up to ${formatMoney(purchasePower.limit)}.`
              : 'Your team has no credit limit yet. The operator of this installation grants it.'}
          </p>
          {purchasePower.limit > 0 && <SetUpButton type="purchase_power" label="Set up Purchase Power" />}
        </Card>
      )}
    </Settings>
  )
}

function MethodRow({ method }: { method: PaymentMethod }) {
  const Icon = ICONS[method.type]
  const statement = STATEMENTS[method.type]
  const kind = KINDS[method.type]
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 tabular-nums">
      <span aria-hidden="true" className="grid size-11 shrink-0 place-items-center rounded-[10px] bg-soft text-accent">
        <Icon size={22} />
      </span>
      <div className="min-w-[12ch] flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium wrap-anywhere">
          {method.label}
          {method.isDefault && <Tag tone="accent">Default</Tag>}
          {!method.active && <Tag>Inactive</Tag>}
        </p>
        <p className="text-muted">
          {method.label !== kind && `${kind} · `}
          <span className={method.expired ? 'font-medium text-amber' : ''}>{meansText(method)}</span>
        </p>
      </div>
      <div className="flex flex-wrap gap-x-5 max-sm:w-full max-sm:pl-[60px]">
        {statement && <RowLink href={statement} label="Statement" of={method.label} />}
        <RowLink href={`/settings/payment-methods/${method.id}`} label="Change" of={method.label} />
      </div>
    </li>
  )
}

function RowLink({ href, label, of }: { href: string; label: string; of: string }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-[44px] items-center text-accent underline decoration-edge underline-offset-4 hover:decoration-current"
    >
      {label}
      <span className="sr-only"> {of}</span>
    </Link>
  )
}

/** To Stripe's page: the number of the card never comes here. */
function AddCard() {
  return (
    <form action={startCard}>
      <Button kind="primary">Add card</Button>
    </form>
  )
}

function SetUpButton({ type, label }: { type: 'reserve_account' | 'purchase_power'; label: string }) {
  return (
    <form action={setUp} className="mt-4">
      <input type="hidden" name="type" value={type} />
      <Button kind="plain">{label}</Button>
    </form>
  )
}
