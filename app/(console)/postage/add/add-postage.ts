'use server'

import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { readBalance } from '@/db/queries/balance'
import { listCostAccounts } from '@/db/queries/cost-accounts'
import { isUuid } from '@/db/queries/is-uuid'
import { listPaymentMethods } from '@/db/queries/payment-methods'
import { findPostageRequest } from '@/db/queries/postage-requests'
import { findRefill, findRefillByKey } from '@/db/queries/refills'
import { readRefillRules } from '@/db/queries/teams'
import { authorizeAction } from '@/lib/action'
import { principalOf, type Member, sessionOwnerOf } from '@/lib/auth/current-member'
import { CHOICE_REFUSALS } from '@/lib/cost-accounts/cost-accounts'
import { OTHER_MODE } from '@/lib/payments/rules/mode-words'
import { formatMoney } from '@/lib/rules/money'
import type { AddPostageError, AddPostageState, Share } from '@/lib/refills/rules/add-postage-state'
import { headroom, quoteRefill, type Quote } from '@/lib/refills/rules/quote'
import { readAddPostage, type TypedRefill } from '@/lib/refills/read-add-postage'
import { rearrangeSplit } from '@/lib/refills/rules/rearrange-split'
import { NOT_WAITING } from '@/lib/refills/rules/refill-purpose'
import { refusalWords } from '@/lib/refills/rules/refusal-words'
import { requestRefill, type Allocation, type RefillRefusal } from '@/lib/refills/request-refill'
import { splitRefill } from '@/lib/refills/rules/split-refill'
import { afterRefill } from './after-refill'
import { findWaitingLabel, type WaitingLabelState } from './find-waiting-label'

/** Rows that one press gives where there is no script: each press is a new page. */
const ROWS_AT_ONCE = 3

const LABEL_CHANGED = 'The price of the label has changed. Nothing was charged or printed. Check the label again.'

/**
 * Handles the Add postage form. Returns a refill's receipt, or the form with the typed values. If the total or the
 * label differs from what the person has seen, the form shows it first, and nothing is charged or printed.
 */
export async function addPostage(_previous: AddPostageState, form: FormData): Promise<AddPostageState> {
  const member = await authorizeAction('/postage/add', 'refills:write', form)
  // Whatever comes back stands under the balance of this moment, not under the one of when the page was opened.
  refresh()
  const typed = readAddPostage(form)
  const key = typed.key ?? randomUUID()
  const waiting = await readWaiting(member, typed)
  const { label } = waiting
  const again = (changes: Partial<AddPostageState>): AddPostageState => ({
    step: 'edit',
    idempotencyKey: key,
    values: typed.values,
    purpose: typed.purpose,
    label,
    quote: null,
    shares: null,
    errors: [],
    notice: null,
    ...changes,
  })
  if (waiting.isGone) return withoutLabel(member.teamId, key, waiting, again)
  const rearranged = form.get('rearrange')
  if (typeof rearranged === 'string') return again({ values: rearrangeSplit(typed.values, rearranged, ROWS_AT_ONCE) })
  if (!typed.request) return again({ errors: typed.errors })

  const allocated = allocationsOf(typed)
  const printed = label?.printsItself ?? null
  const hasSeen = printed === null || printed.seen === typed.seenLabel
  if (typed.seenTotal === null || typed.key === null || !allocated.ok || !hasSeen) {
    return review(member.teamId, typed, again, hasSeen ? null : LABEL_CHANGED)
  }

  const { request: postageRequestId } = typed.purpose
  if (postageRequestId !== '' && !isUuid(postageRequestId)) redirect('/requests')
  const { amount, paymentMethodId, memo } = typed.request
  const result = await requestRefill(principalOf(member), {
    key,
    source: 'web',
    amount,
    paymentMethodId,
    allocations: allocated.allocations,
    memo,
    expectedTotal: typed.seenTotal,
    ...(postageRequestId && { postageRequestId }),
  })

  if (!result.ok) {
    // Shares that no longer sum to a filled limit are a total that has changed.
    if (result.code === 'total_changed' || (result.code === 'allocations_mismatch' && amount === 'fill')) {
      return review(member.teamId, typed, again, 'The total has changed. Nothing was charged. Check the total again.')
    }
    // Somebody else was quicker: the request says who, and what they did.
    if (result.code === 'request_not_open') redirect(`/requests/${postageRequestId}?refused=approve`)
    if (result.code === 'idempotency_mismatch') {
      return again({ idempotencyKey: randomUUID(), notice: await alreadyAdded(member.teamId, result.refillId) })
    }
    return again({ errors: [await refusalError(member.teamId, typed, result)] })
  }
  const { refill } = result
  if (refill.status === 'failed') {
    return again({
      idempotencyKey: randomUUID(),
      errors: [
        {
          field: 'payment_method',
          message: `${refill.failureMessage} Nothing was charged to ${refill.methodLabel}. Choose another payment method, or try again.`,
        },
      ],
    })
  }
  redirect(
    await afterRefill(await sessionOwnerOf(member), refill, {
      replayed: result.replayed,
      purpose: typed.purpose,
      seen: typed.seenLabel,
    }),
  )
}

async function readWaiting(member: Member, { purpose }: TypedRefill): Promise<WaitingLabelState> {
  const reader = { teamId: member.teamId, userId: member.userId, isAdmin: true }
  return findWaitingLabel(
    member,
    purpose,
    purpose.request === '' ? null : await findPostageRequest(reader, purpose.request),
  )
}

/** The label waits no more: nothing is charged for it. Where this very form has printed it, its label is shown again. */
async function withoutLabel(
  teamId: number,
  key: string,
  { printedId }: WaitingLabelState,
  again: Again,
): Promise<AddPostageState> {
  if (printedId && (await findRefillByKey(teamId, key))) redirect(`/print/${printedId}?again=1`)
  return again({ purpose: { waiting: '', request: '' }, notice: `${NOT_WAITING} Nothing was charged or printed.` })
}

type Again = (changes: Partial<AddPostageState>) => AddPostageState

/** What is booked where: a split of a filled limit goes by the amount that the person has seen, so that a repeat is the same request. */
function allocationsOf({
  request,
  values,
  seenAmount,
}: TypedRefill): { ok: true; allocations: Allocation[] | null } | { ok: false; reason: 'not_seen' } {
  const { amount, costAccount } = request!
  if (values.split_by === '') return { ok: true, allocations: costAccount ? [{ costAccount, amount: null }] : null }
  const { shares } = splitRefill(values, amount === 'fill' ? seenAmount : amount)
  return shares ? { ok: true, allocations: shares } : { ok: false, reason: 'not_seen' }
}

async function review(
  teamId: number,
  typed: TypedRefill,
  again: Again,
  notice: string | null,
): Promise<AddPostageState> {
  const quote = await quoteTyped(teamId, typed)
  if ('errors' in quote) return again(quote)
  let shares: Share[] | null = null
  if (typed.values.split_by !== '') {
    const split = splitRefill(typed.values, quote.amount)
    if (!split.shares) return again({ errors: split.errors, notice })
    shares = split.shares
  }
  return again({ step: 'review', quote, shares, notice })
}

/** The server's quote of what was typed, or what stands against it. */
async function quoteTyped(teamId: number, typed: TypedRefill): Promise<Quote | { errors: AddPostageError[] }> {
  const { amount, paymentMethodId } = typed.request!
  const [account, methods, rules] = await Promise.all([
    readBalance(teamId),
    listPaymentMethods(teamId),
    readRefillRules(teamId),
  ])
  const method = methods.find((each) => each.id === paymentMethodId && each.active)
  if (!method) return { errors: [{ field: 'payment_method', message: 'Choose an active payment method.' }] }
  if (rules.requireCostAccount && !typed.request!.costAccount && typed.values.split_by === '') {
    return { errors: [{ field: 'cost_account', message: CHOICE_REFUSALS.cost_account_required }] }
  }
  const quote = quoteRefill(account, method, rules, amount === 'fill' ? headroom(account) : amount)
  const words = refusalWords(quote, account, method)
  if (quote.refusal === null || words === null) return quote
  return { errors: [{ field: fieldOf(quote.refusal, typed), message: words }] }
}

/** A refusal of the database in words, at the field where it can be put right. */
async function refusalError(teamId: number, typed: TypedRefill, refusal: RefillRefusal): Promise<AddPostageError> {
  if (refusal.code === 'other_mode') return { field: 'payment_method', message: OTHER_MODE }
  const quote = await quoteTyped(teamId, typed)
  if ('errors' in quote && quote.errors[0]) return quote.errors[0]
  const message: string | undefined = CHOICE_REFUSALS[refusal.code as keyof typeof CHOICE_REFUSALS]
  if (message) return { field: await costAccountField(teamId, typed), message }
  // What stood in the way a moment ago is gone again: the person may simply press once more.
  return { field: 'form', message: 'The balance was being updated. Nothing was charged. Try again.' }
}

/** Where a cost account that cannot be used was chosen. */
async function costAccountField(teamId: number, { values }: TypedRefill): Promise<AddPostageError['field']> {
  if (values.split_by === '') return 'cost_account'
  const usable = new Set((await listCostAccounts(teamId)).filter(({ active }) => active).map(({ code }) => code))
  const place = values.split.findIndex((row) => row.cost_account !== '' && !usable.has(row.cost_account))
  return `split_account_${Math.max(0, place)}`
}

function fieldOf(code: string, { values }: TypedRefill): AddPostageError['field'] {
  if (code === 'reserve_insufficient' || code === 'credit_limit_exceeded') return 'payment_method'
  return values.amount === 'other' ? 'other_amount' : 'amount'
}

async function alreadyAdded(teamId: number, refillId: string | null): Promise<string> {
  const refill = refillId ? await findRefill(teamId, refillId) : null
  if (!refill)
    return 'This form was already submitted. Nothing more was charged. To add more postage, select Add postage.'
  const done = refill.status === 'failed' ? 'tried to add' : refill.status === 'processing' ? 'asked for' : 'added'
  return `You already ${done} ${formatMoney(refill.amount)} with this form (${refill.reference}). Nothing more was charged. To add this amount too, select Add postage again.`
}
