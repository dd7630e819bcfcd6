'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf, type Member } from '@/lib/auth/current-member'
import type { Principal } from '@/lib/auth/principal'
import type { BankReceipt, BankReceiptResult } from '@/lib/payments/bank-receipt'
import { readBankReceipt, refuseBankReceipt } from '@/lib/payments/read-bank-receipt'
import { setUpPaymentAccount } from '@/lib/payments/set-up-payment-account'
import { startCardSetup } from '@/lib/payments/start-card-setup'
import type { FormState } from '@/lib/forms/rules/form-state'
import { recordPurchasePowerPayment } from '@/lib/payments/record-purchase-power-payment'
import { STATEMENTS } from './method-text'
import { recordReserveDeposit } from '@/lib/payments/record-reserve-deposit'

const PATH = '/settings/payment-methods'

/** Lets refills be paid from the Reserve Account or Purchase Power. */
export async function setUp(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const type = form.get('type') === 'purchase_power' ? 'purchase_power' : 'reserve_account'
  const outcome = await setUpPaymentAccount(principalOf(member), type)
  redirect(outcome === 'done' ? `${PATH}?done=set_up` : `${PATH}?refused=${outcome}`)
}

/** Leads to the processor's page where a card is entered: its number never comes here. */
export async function startCard(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const setup = await startCardSetup(member)
  redirect(setup.ok ? setup.url : `${PATH}?refused=${setup.reason}`)
}

/** Takes the form of a payment on Purchase Power. */
export async function recordPayment(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(STATEMENTS.purchase_power, 'settings:write', form)
  return recordReceipt(member, STATEMENTS.purchase_power, form, recordPurchasePowerPayment)
}

/** Takes the form of a deposit into the Reserve Account. */
export async function recordDeposit(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(STATEMENTS.reserve_account, 'settings:write', form)
  return recordReceipt(member, STATEMENTS.reserve_account, form, recordReserveDeposit)
}

type RecordReceipt = (by: Principal, receipt: BankReceipt) => Promise<BankReceiptResult>

/** Takes the form of money from the bank; its key records it once, however often it is pressed. Ends on `path` again. */
async function recordReceipt(member: Member, path: string, form: FormData, record: RecordReceipt): Promise<FormState> {
  const read = readBankReceipt(form)
  if (!read.ok) return read.state
  const result = await record(principalOf(member), read.data)
  if (!result.ok) return refuseBankReceipt(read.values, result.code)
  redirect(`${path}?done=${result.replayed ? 'again' : 'recorded'}`)
}
