import { redirect } from 'next/navigation'
import { Card } from '@/app/ui/card'
import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'
import { readAccountState, readStatement } from '@/db/queries/statement'
import { requireMember } from '@/lib/auth/current-member'
import { formatMoney } from '@/lib/money'
import { said } from '../../said'
import { Settings } from '../../settings'
import { ReceiptForm } from '../receipt-form'
import { readStatementPlace, Statement, STATEMENT_PAGE } from '../../../statement'
import { recordDeposit } from './record-deposit'

const PATH = '/settings/payment-methods/reserve-account'

const DONE = {
  recorded: 'The deposit was recorded. Refills can be paid from it now.',
  again: 'This deposit had already been recorded. It counts once.',
}

type Query = Promise<Record<'done' | 'after' | 'before', string | string[] | undefined>>

/** The Reserve Account: what is in it, what came in, what refills took. */
export default async function ReserveAccount({ searchParams }: { searchParams: Query }) {
  const member = await requireMember(PATH, 'settings:write')
  const query = await searchParams
  const [account, page] = await Promise.all([
    readAccountState(member.teamId, 'reserve'),
    readStatement(member.teamId, 'reserve', STATEMENT_PAGE, readStatementPlace(query)),
  ])
  if (!account.isSetUp) redirect('/settings/payment-methods')
  return (
    <Settings
      member={member}
      current="payment-methods"
      title="Reserve Account"
      text="Your own deposit. Refills take from it without a fee."
      done={said(DONE, query.done)}
    >
      {!account.active && <Notice kind="warn">This payment method is inactive: refills cannot be paid from it.</Notice>}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card>
          <p className="text-muted">Balance</p>
          <p className="text-[34px] leading-tight font-[680] tracking-[-0.02em] tabular-nums">{formatMoney(account.balance)}</p>
          <p className="mt-3 max-w-[52ch] text-muted">
            Record a deposit when your provider has confirmed it. It counts from the moment that it is recorded, and a
            record is never changed or deleted.
          </p>
        </Card>
        <Card title="Record a deposit">
          <ReceiptForm action={recordDeposit} title="Reserve Account · Settings" submit="Record deposit" today={account.today} yearAgo={account.yearAgo} />
        </Card>
      </div>
      <Statement
        page={page}
        path={PATH}
        timeZone={member.timeZone}
        balanceLabel="Balance after"
        sign={1}
        empty="Record your first deposit, by check or ACH. It stands here with who recorded it, and so does each refill."
      />
      <p>
        <TextLink href="/settings/payment-methods">Back to payment methods</TextLink>
      </p>
    </Settings>
  )
}
