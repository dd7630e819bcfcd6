import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { AddPostageForm } from './add-postage-form'
import { AlreadyAdded } from './already-added'
import { ButtonLink } from '@/app/ui/button-link'
import { EmptyState } from '@/app/ui/empty-state'
import type { MethodChoice } from './method-choices'
import { LabelNotWaiting } from '@/app/(console)/print/label-not-waiting'
import { Notice } from '@/app/ui/notice'
import { AddPostageUnavailable } from './add-postage-unavailable'
import { PostageRequestSummary } from './postage-request-summary'
import { PostageRequestClosed } from './postage-request-closed'
import type { Balance } from '@/db/queries/balance'
import { listCostAccounts } from '@/db/queries/cost-accounts'
import { isUuid } from '@/db/queries/is-uuid'
import { listPaymentMethods, type PaymentMethod } from '@/db/queries/payment-methods'
import { findPostageRequest, type PostageRequest } from '@/db/queries/postage-requests'
import { findRefillByKey } from '@/db/queries/refills'
import { readRefillRules } from '@/db/queries/teams'
import type { Member } from '@/lib/auth/current-member'
import { formatMoney, formatPlain, parseDollars } from '@/lib/rules/money'
import { cardProcessor } from '@/lib/payments/processor'
import type { AddPostageState, AddPostageValues } from '@/lib/refills/rules/add-postage-state'
import { PRESET_AMOUNTS } from '@/lib/refills/rules/chosen-amount'
import { headroom } from '@/lib/refills/rules/quote'
import { MOST_SHARES } from '@/lib/refills/rules/rearrange-split'
import { readPurpose } from '@/lib/refills/rules/refill-purpose'
import { readBalance } from '@/app/(console)/shell/cached-reads'
import { addPostage } from './add-postage'
import { findWaitingLabel } from './find-waiting-label'

export type Query = Record<string, string | string[] | undefined>

/**
 * Add postage, as a page and in its dialog: the form, or the reason why there is none. The address contains the key of
 * the form, so that a person who returns to it finds the same form, which charges only once.
 */
export async function AddPostagePanel({
  member,
  query,
  heading: Heading,
}: {
  member: Member
  query: Query
  heading: 'h1' | 'h2'
}) {
  const form = query.form
  if (typeof form !== 'string' || !isUuid(form)) {
    // A program may post to the bare address; what it sent has been taken already, and is answered here.
    if (!(await headers()).has('content-type')) redirect(withForm(query, randomUUID()))
  }
  const key = typeof form === 'string' && isUuid(form) ? form : randomUUID()
  const purpose = readPurpose((name) => query[name])
  const [used, account, methods, costAccounts, rules, request] = await Promise.all([
    findRefillByKey(member.teamId, key),
    readBalance(member.teamId),
    listPaymentMethods(member.teamId),
    listCostAccounts(member.teamId),
    readRefillRules(member.teamId),
    findPostageRequest({ teamId: member.teamId, userId: member.userId, isAdmin: true }, purpose.request),
  ])
  const { label, isGone, printedId } = await findWaitingLabel(member, purpose, request)
  const usable = methods.filter((method) => method.active)
  const full = headroom(account) < account.minimum
  const initial: AddPostageState = {
    step: 'edit',
    // A declined card has used the key up without adding anything: what is tried next is another refill.
    idempotencyKey: used ? randomUUID() : key,
    values: valuesFrom(
      request && query.amount === undefined ? { ...query, ...fieldsFromRequest(request, account) } : query,
      usable,
    ),
    purpose: isGone ? { ...purpose, waiting: '' } : purpose,
    label,
    quote: null,
    shares: null,
    errors: [],
    notice: null,
  }
  return (
    <div className="grid gap-6">
      <div className="pr-12">
        <Heading className="text-2xl font-semibold">Add postage</Heading>
        <p className="mt-1 text-muted tabular-nums">
          Balance {formatMoney(account.available)} · room for {formatMoney(Math.max(0, headroom(account)))} of{' '}
          {formatMoney(account.limit)}
        </p>
      </div>
      {request?.status === 'open' && (
        <PostageRequestSummary
          request={request}
          isOwn={request.requestedById === member.userId}
          timeZone={member.timeZone}
          room={headroom(account)}
        />
      )}
      {isGone && !used && <LabelNotWaiting labelId={printedId} />}
      {used && used.status !== 'failed' ? (
        <>
          <title>Already added · Indicia</title>
          <AlreadyAdded
            refill={used}
            canAddMore={!full}
            purpose={purpose}
            printedId={printedId}
            isWaiting={label !== null}
          />
        </>
      ) : purpose.request !== '' && request?.status !== 'open' ? (
        <>
          <title>Request closed · Indicia</title>
          <PostageRequestClosed request={request} />
        </>
      ) : full ? (
        <>
          <title>Add postage · Indicia</title>
          <AddPostageUnavailable account={account} />
        </>
      ) : usable.length === 0 ? (
        <>
          <title>Add postage · Indicia</title>
          <EmptyState
            title="No payment method yet"
            text="Postage is paid for with a credit card, a Reserve Account, or Purchase Power. An admin can add one in Settings."
            action={
              <ButtonLink href="/settings/payment-methods" kind="primary">
                Payment methods
              </ButtonLink>
            }
          />
        </>
      ) : (
        <>
          {!cardProcessor().isAvailable() && usable.some(({ type }) => type === 'credit_card') && (
            <Notice kind="warn" title="Card payments are unavailable">
              A card refill will stay pending until card payments are available again. You will be charged once. Reserve
              Account and Purchase Power are available.
            </Notice>
          )}
          <AddPostageForm
            action={addPostage}
            initial={initial}
            account={{
              available: account.available,
              pending: account.pending,
              limit: account.limit,
              minimum: account.minimum,
              owed: account.owed,
            }}
            freeAmount={member.layout === 'classic' ? 'Custom' : 'Other'}
            terms={{ hasMailstation: rules.hasMailstation, cardFeeBasisPoints: rules.cardFeeBasisPoints }}
            methods={usable.map((method) => choiceOf(method, account.minimum))}
            costAccounts={costAccounts.filter((each) => each.active).map(({ code, name }) => ({ code, name }))}
            costAccountRequired={rules.requireCostAccount}
          />
        </>
      )}
    </div>
  )
}

function withForm(query: Query, form: string): string {
  const kept = Object.entries(query)
    .filter(([name]) => name !== 'form')
    .flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each]))
  return `/postage/add?${new URLSearchParams([...kept, ['form', form]])}`
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
  const splitBy = text('split_by')
  const shares = [query.split_share ?? []].flat()
  return {
    amount: chosen,
    other_amount: chosen === 'other' && cents !== null ? formatPlain(cents) : '',
    payment_method: method?.id ?? '',
    cost_account: text('cost_account'),
    split_by: splitBy === 'amount' || splitBy === 'percent' ? splitBy : '',
    split: [query.split_account ?? []]
      .flat()
      .slice(0, MOST_SHARES)
      .map((cost_account, place) => ({ cost_account, share: shares[place] ?? '' })),
    memo: text('memo').slice(0, 200),
  }
}

/** What a request fills in: its amount as far as there is room, and its cost account. */
function fieldsFromRequest({ amount, costAccount }: PostageRequest, account: Balance): Query {
  return { amount: formatPlain(Math.min(amount, Math.max(0, headroom(account)))), cost_account: costAccount?.code }
}

function choiceOf(method: PaymentMethod, minimum: number): MethodChoice {
  const short = method.available !== null && method.available < minimum
  const expires = method.expiresMonth && method.expiresYear
  return {
    id: method.id,
    type: method.type,
    label: method.label,
    detail: expires
      ? `Expires ${String(method.expiresMonth).padStart(2, '0')}/${String(method.expiresYear).slice(-2)}`
      : null,
    available: method.available,
    usable: !short,
    reason: short
      ? `Only ${formatMoney(method.available!)} left. The minimum refill is ${formatMoney(minimum)}.`
      : null,
  }
}
