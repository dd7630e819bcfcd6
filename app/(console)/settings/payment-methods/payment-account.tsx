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
import type { Member } from '@/lib/auth/current-member'
import { Settings } from '../settings'
import { readStatementPlace, Statement, STATEMENT_PAGE, type StatementProps } from '@/app/(console)/balance/statement'

const ALL = '/settings/payment-methods'

export type PaymentAccountQuery = Promise<{ [name in 'done' | 'after' | 'before']?: string | string[] }>

/** The state of the account and the page of its statement that the address names; where it is not set up, back to all methods. */
export async function readPaymentAccount(
  { teamId }: Member,
  kind: BankAccount,
  query: Awaited<PaymentAccountQuery>,
): Promise<{ account: AccountState; page: StatementPage }> {
  const [account, page] = await Promise.all([
    readAccountState(teamId, kind),
    readStatement(teamId, kind, STATEMENT_PAGE, readStatementPlace(query)),
  ])
  if (!account.isSetUp) redirect(ALL)
  return { account, page }
}

type PaymentAccountProps = Omit<StatementProps, 'timeZone'> & {
  member: Member
  account: AccountState
  title: string
  text: string
  done: string | null
  /** What refills cannot do while it is inactive: `be paid from it`. */
  inactive: string
  figures: ReactNode
  /** `Record a deposit`, and its form. */
  formTitle: string
  form: ReactNode
}

/** The frame of the Reserve Account and of Purchase Power: the figures, the form for money from the bank, the statement. */
export function PaymentAccount(props: PaymentAccountProps) {
  const { member, account, title, text, done, inactive, figures, formTitle, form, ...statement } = props
  return (
    <Settings member={member} current="payment-methods" title={title} text={text} done={done}>
      {!account.active && <Notice kind="warn">This payment method is inactive. Refills cannot {inactive}.</Notice>}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card>{figures}</Card>
        <Card title={formTitle}>{form}</Card>
      </div>
      <Statement {...statement} timeZone={member.timeZone} />
      <p>
        <TextLink href={ALL}>Back to payment methods</TextLink>
      </p>
    </Settings>
  )
}
