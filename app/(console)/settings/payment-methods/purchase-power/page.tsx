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
import { recordPayment } from './record-payment'

const PATH = '/settings/payment-methods/purchase-power'

const DONE = {
  recorded: 'The payment was recorded.',
  again: 'This payment had already been recorded. It counts once.',
}

type Query = Promise<Record<'done' | 'after' | 'before', string | string[] | undefined>>

/** Purchase Power: what may be drawn, what is drawn, and what was paid back. */
export default async function PurchasePower({ searchParams }: { searchParams: Query }) {
  const member = await requireMember(PATH, 'settings:write')
  const query = await searchParams
  const [account, page] = await Promise.all([
    readAccountState(member.teamId, 'purchase_power'),
    readStatement(member.teamId, 'purchase_power', STATEMENT_PAGE, readStatementPlace(query)),
  ])
  if (!account.isSetUp) redirect('/settings/payment-methods')
  const facts = [
    ['Drawn', formatMoney(account.balance)],
    ['Left', formatMoney(account.limit - account.balance)],
    ['Limit', formatMoney(account.limit)],
  ]
  return (
    <Settings
      member={member}
      current="payment-methods"
      title="Purchase Power"
      text="A credit line. Refills draw on it without a fee and are paid later."
      done={said(DONE, query.done)}
    >
      {!account.active && <Notice kind="warn">This payment method is inactive: refills cannot draw on it.</Notice>}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card>
          <dl className="flex flex-wrap gap-x-9 gap-y-3 tabular-nums">
            {facts.map(([name, value], index) => (
              <div key={name}>
                <dt className="text-muted">{name}</dt>
                <dd className={index === 0 ? 'text-[26px] leading-tight font-[680] tracking-[-0.02em]' : 'text-[20px] leading-[1.6] font-semibold'}>
                  {value}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-3 max-w-[52ch] text-muted">
            The limit is granted by whoever operates this installation; admins cannot change it here.
          </p>
        </Card>
        <Card title="Record a payment">
          {account.balance > 0 ? (
            <ReceiptForm action={recordPayment} title="Purchase Power · Settings" submit="Record payment" today={account.today} yearAgo={account.yearAgo} />
          ) : (
            <>
              <title>Purchase Power · Settings · Indicia</title>
              <p className="text-muted">Nothing is drawn, so there is nothing to pay.</p>
            </>
          )}
        </Card>
      </div>
      <Statement
        page={page}
        path={PATH}
        timeZone={member.timeZone}
        balanceLabel="Drawn after"
        sign={-1}
        empty="Refills that draw on Purchase Power will stand here, and the payments for them."
      />
      <p>
        <TextLink href="/settings/payment-methods">Back to payment methods</TextLink>
      </p>
    </Settings>
  )
}
