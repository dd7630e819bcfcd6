'use server'

import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { readBalance } from '@/db/queries/balance'
import { findLabelByKey } from '@/db/queries/labels'
import { authorizeAction } from '@/lib/action'
import { principalOf, type Member, sessionOwnerOf } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { CHOICE_REFUSALS } from '@/lib/cost-accounts/cost-accounts'
import type { FormError } from '@/lib/forms/rules/form-state'
import { saveWaitingLabel } from '@/lib/labels/save-waiting-label'
import { printLabel, type LabelRefusal, type LabelRequest } from '@/lib/labels/print-label'
import { newPrintState, type PrintState } from '@/lib/labels/print-state'
import { filledIn } from '@/lib/labels/rules/print-values'
import { readPrintForm, type TypedLabel } from '@/lib/labels/read-print-form'
import { shortageOf } from '@/lib/labels/shortage'
import { formatMoney } from '@/lib/rules/money'
import { readPriceList } from '@/lib/prices/price-list'
import { createPostageRequest } from '@/lib/postage-requests/postage-requests'
import { readPostageRequestForm, postageRequestError } from '@/lib/postage-requests/read-postage-request-form'

type Label = Omit<LabelRequest, 'key'>
type Again = (changes: Partial<PrintState>) => PrintState

/**
 * Handles the Print form. Prints a label, or returns the form with the typed values. If the price has changed, the form
 * shows it first. If the balance is too low, nothing is printed, and the prompt offers the next step, such as a postage
 * request.
 */
export async function print(_previous: PrintState, form: FormData): Promise<PrintState> {
  const member = await authorizeAction('/print', 'labels:write', form)
  // Whatever comes back stands under the balance of this moment, not under the one of when the page was opened.
  refresh()
  const { prices } = await readPriceList(member.teamId)
  const typed = readPrintForm(form, prices)
  const key = typed.key ?? randomUUID()
  const again: Again = (changes) => ({ ...newPrintState(key, typed.values), ...changes })
  const { label } = typed
  if (!label) return again({ errors: typed.errors })
  if (form.has('request_postage')) return requestPostage(member, form, { ...typed, key, label }, again)

  if (typed.seenAmount !== label.amount || typed.key === null) {
    const hasSeenAnother = typed.seenAmount !== null && typed.seenAmount !== label.amount
    return review(
      member,
      label,
      again,
      hasSeenAnother ? 'The price has changed. Nothing was printed. Check the price again.' : null,
    )
  }

  const result = await printLabel(principalOf(member), { key, ...label })
  if (result.ok) redirect(`/print/${result.label.id}${result.replayed ? '?again=1' : ''}`)
  if (result.code === 'insufficient_funds') return short(member, label, again)
  if (result.code === 'idempotency_mismatch')
    return again({ key: randomUUID(), notice: await alreadyPrinted(member.teamId, key) })
  return again({ errors: [refusal(result.code)] })
}

async function requestPostage(
  member: Member,
  form: FormData,
  { key, values, label }: TypedLabel & { key: string; label: Label },
  again: Again,
): Promise<PrintState> {
  const read = readPostageRequestForm(form)
  const balance = await readBalance(member.teamId)
  if (label.amount <= balance.available) {
    return again({
      notice: `There is enough postage now. The balance is ${formatMoney(balance.available)}. Select Print.`,
    })
  }
  const insist = (wrong: FormError[]) =>
    again({
      shortage: shortageOf(balance, label.amount),
      requested: read.ok ? read.values : read.state.values,
      errors: wrong,
    })
  if (!read.ok) return insist(read.state.errors)
  const result = await createPostageRequest(principalOf(member), {
    ...read.data,
    labelKey: key,
    label: filledIn(values),
  })
  if (!result.ok) return insist([postageRequestError(result.code, balance)])
  redirect(`/requests/${result.requestId}`)
}

async function review(member: Member, label: Label, again: Again, notice: string | null): Promise<PrintState> {
  const { amount, service } = label
  if (label.carrier !== 'usps') return again({ step: 'review', priced: { amount, service }, notice })
  const balance = await readBalance(member.teamId)
  if (amount > balance.available) return short(member, label, again)
  return again({ step: 'review', priced: { amount, service }, notice })
}

async function short(member: Member, label: Label, again: Again): Promise<PrintState> {
  const shortage = shortageOf(await readBalance(member.teamId), label.amount)
  if (shortage.missing <= 0)
    return again({ notice: 'The balance was being updated. Nothing was printed. Select Print again.' })
  const reason = `To print ${label.service ?? 'postage'}${label.reference ? `, ${label.reference}` : ''}`
  const state = again({ shortage, requested: { request_reason: reason } })
  // Whoever may add the postage finds the label again there: the address only names it.
  if (shortage.suggested === null || !may(member.role, 'refills:write')) return state
  return { ...state, waitingId: await saveWaitingLabel(await sessionOwnerOf(member), state.key, state.values) }
}

function refusal(code: LabelRefusal['code']): FormError {
  switch (code) {
    case 'unknown_cost_account':
    case 'inactive_cost_account':
    case 'cost_account_required':
      return { field: 'cost_account', message: CHOICE_REFUSALS[code] }
    default:
      return { field: 'form', message: 'You no longer have permission to print. Nothing was printed.' }
  }
}

async function alreadyPrinted(teamId: number, key: string): Promise<string> {
  const label = await findLabelByKey(teamId, key)
  const done = label
    ? `You already printed ${label.service ?? 'a label'} for ${formatMoney(label.amount)} with this form.`
    : 'This form was already submitted.'
  return `${done} Nothing more was printed. To print this label too, select Print again.`
}
