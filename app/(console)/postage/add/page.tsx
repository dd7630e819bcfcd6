import { randomUUID } from 'node:crypto'
import { AddPostageForm } from '@/app/ui/add-postage-form'
import { ButtonLink } from '@/app/ui/button'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { NothingCanBeAdded } from '@/app/ui/nothing-can-be-added'
import { PageHeading } from '@/app/ui/page-heading'
import type { MethodChoice } from '@/app/ui/method-choices'
import { readBalance } from '@/db/queries/balance'
import { listCostAccounts } from '@/db/queries/cost-accounts'
import { listPaymentMethods, type PaymentMethod } from '@/db/queries/payment-methods'
import { readRefillRules } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/permissions'
import { formatMoney, formatPlain, parseDollars } from '@/lib/money'
import type { AddPostageState, AddPostageValues } from '@/lib/refills/add-postage-state'
import { PRESET_AMOUNTS } from '@/lib/refills/chosen-amount'
import { headroom } from '@/lib/refills/quote'
import { Console } from '../../console'
import { addPostage } from './add-postage'
import { ForAdmins } from './for-admins'

type Query = Record<string, string | string[] | undefined>

/** Add postage: what to add, from where, for whom; the receipt follows. Its title is the form's, which knows of errors. */
export default async function AddPostage({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/postage/add', 'balance:read')
  if (!may(member.role, 'refills:write')) return <ForAdmins member={member} />
  const [query, account, methods, costAccounts, rules] = await Promise.all([
    searchParams,
    readBalance(member.teamId),
    listPaymentMethods(member.teamId),
    listCostAccounts(member.teamId),
    readRefillRules(member.teamId),
  ])
  const usable = methods.filter((method) => method.active)
  const full = headroom(account) < account.minimum
  const initial: AddPostageState = {
    step: 'edit',
    idempotencyKey: randomUUID(),
    values: valuesFrom(query, usable),
    quote: null,
    errors: [],
    notice: null,
  }
  return (
    <Console member={member}>
      <PageHeading title="Add postage">
        Balance {formatMoney(account.available)} · room for {formatMoney(Math.max(0, headroom(account)))} of{' '}
        {formatMoney(account.limit)}
      </PageHeading>
      <Card className="max-w-[1040px]">
        {full ? (
          <>
            <title>Add postage · Indicia</title>
            <NothingCanBeAdded account={account} />
          </>
        ) : usable.length === 0 ? (
          <>
            <title>Add postage · Indicia</title>
            <EmptyState
              title="No payment method yet"
              text="Postage is paid from a card, a Reserve Account or Purchase Power. Whoever operates this server can add the first one: npm run -s cli -- payment-method add --help"
              action={<ButtonLink href="/">Back to Home</ButtonLink>}
            />
          </>
        ) : (
          <AddPostageForm
            action={addPostage}
            initial={initial}
            account={{ available: account.available, pending: account.pending, limit: account.limit, minimum: account.minimum }}
            hasMailstation={rules.hasMailstation}
            methods={usable.map((method) => choiceOf(method, account.minimum))}
            costAccounts={costAccounts.filter((each) => each.active).map(({ code, name }) => ({ code, name }))}
            costAccountRequired={rules.requireCostAccount}
          />
        )}
      </Card>
    </Console>
  )
}

/** What a link to this page may choose beforehand: `?amount=50.00`, `?amount=fill`, and the form's other fields. */
function valuesFrom(query: Query, methods: PaymentMethod[]): AddPostageValues {
  const text = (name: string) => {
    const value = query[name]
    return typeof value === 'string' ? value : ''
  }
  const cents = parseDollars(text('amount'))
  const isPreset = cents !== null && PRESET_AMOUNTS.includes(cents)
  const chosen = text('amount') === 'fill' ? 'fill' : isPreset ? String(cents) : cents !== null ? 'other' : ''
  const method = methods.find((each) => each.id === text('payment_method')) ?? methods.find((each) => each.isDefault)
  return {
    amount: chosen,
    other_amount: chosen === 'other' && cents !== null ? formatPlain(cents) : '',
    payment_method: method?.id ?? '',
    cost_account: text('cost_account'),
    memo: text('memo').slice(0, 200),
  }
}

function choiceOf(method: PaymentMethod, minimum: number): MethodChoice {
  const short = method.available !== null && method.available < minimum
  const expires = method.expiresMonth && method.expiresYear
  return {
    id: method.id,
    type: method.type,
    label: method.label,
    detail: expires ? `Expires ${String(method.expiresMonth).padStart(2, '0')}/${String(method.expiresYear).slice(-2)}` : null,
    available: method.available,
    usable: !short,
    reason: short ? `Only ${formatMoney(method.available!)} left; a refill is ${formatMoney(minimum)} at least.` : null,
  }
}
