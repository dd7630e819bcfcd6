import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Card } from '@/app/ui/card'
import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'
import {
  readAccountState,
  readStatement,
  type AccountState,
  type BankAccount,
  type StatementPage,
} from '@/db/queries/statement'
import { findBankReceipt, type RecordedReceipt } from '@/db/queries/bank-receipts'
import type { Member } from '@/lib/auth/current-member'
import { formatMoney } from '@/lib/rules/money'
import { CORRECTIONS } from './method-text'
import type { ModeFilter } from '@/db/queries/in-mode'
import { readMode } from '../../filter-address'
import { OtherHistory, TestHistoryNotice } from '../../history/test-history'
import { Settings } from '../settings'
import { readStatementPlace, Statement, STATEMENT_PAGE, type StatementProps } from '@/app/(console)/balance/statement'

/** Where the form is on the page. */
const FORM = 'record'
const ALL = '/settings/payment-methods'

export type PaymentAccountQuery = Promise<{
  [name in 'done' | 'receipt' | 'after' | 'before' | 'mode']?: string | string[]
}>

/**
 * The state of the account, the page of its statement that the address names, and the receipt that was just corrected, if
 * any. Where the account is not set up, back to all methods.
 */
export async function readPaymentAccount(
  { teamId }: Member,
  kind: BankAccount,
  query: Awaited<PaymentAccountQuery>,
): Promise<{
  account: AccountState
  page: StatementPage
  mode: ModeFilter['mode']
  corrected: RecordedReceipt | null
}> {
  const mode = readMode(query)
  const [account, page, receipt] = await Promise.all([
    readAccountState(teamId, kind),
    readStatement(teamId, kind, STATEMENT_PAGE, readStatementPlace(query), { mode }),
    typeof query.receipt === 'string' ? findBankReceipt(teamId, query.receipt) : null,
  ])
  if (!account.isSetUp) redirect(ALL)
  return { account, page, mode, corrected: receipt?.isCorrected && receipt.account === kind ? receipt : null }
}

type PaymentAccountProps = Omit<StatementProps, 'timeZone' | 'correctionPath' | 'isTestHistory'> & {
  mode: ModeFilter['mode']
  member: Member
  account: AccountState
  title: string
  text: string
  done: string | null
  /** What was just taken back. It can be recorded again. */
  corrected: RecordedReceipt | null
  /** What refills cannot do while it is inactive: `be paid from it`. */
  inactive: string
  figures: ReactNode
  /** `Record a deposit`, and its form. */
  formTitle: string
  form: ReactNode
}

/** The frame of the Reserve Account and of Purchase Power: the figures, the form for money from the bank, the statement. */
export function PaymentAccount(props: PaymentAccountProps) {
  const { member, account, title, text, done, corrected, inactive, figures, formTitle, form, mode, ...statement } =
    props
  return (
    <Settings
      member={member}
      current="payment-methods"
      title={title}
      text={text}
      done={corrected ? <Corrected receipt={corrected} /> : done}
      actions={<OtherHistory member={member} mode={mode} path={statement.path} />}
    >
      {!account.active && <Notice kind="warn">This payment method is inactive. Refills cannot {inactive}.</Notice>}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card>{figures}</Card>
        <div id={FORM} className="scroll-mt-6">
          <Card title={formTitle}>{form}</Card>
        </div>
      </div>
      {mode === 'test' && <TestHistoryNotice />}
      <Statement
        {...statement}
        timeZone={member.timeZone}
        correctionPath={CORRECTIONS}
        isTestHistory={mode === 'test'}
      />
      <p>
        <TextLink href={ALL}>Back to payment methods</TextLink>
      </p>
    </Settings>
  )
}

function Corrected({ receipt }: { receipt: RecordedReceipt }) {
  return (
    <>
      {formatMoney(receipt.amount)} ({receipt.reference}) was taken back.{' '}
      <a href={`#${FORM}`} className="inline-block py-1 text-accent underline underline-offset-4">
        Record it again with the right amount
      </a>
    </>
  )
}
