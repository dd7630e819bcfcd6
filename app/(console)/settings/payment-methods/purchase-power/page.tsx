import { requireMember } from '@/lib/auth/current-member'
import { formatMoney } from '@/lib/rules/money'
import { flashMessage } from '../../../flash'
import { STATEMENTS } from '../method-text'
import { PaymentAccount, readPaymentAccount, type PaymentAccountQuery } from '../payment-account'
import { ReceiptForm } from '../receipt-form'
import { recordPayment } from '../actions'

const PATH = STATEMENTS.purchase_power

const DONE = {
  recorded: 'The payment was recorded.',
  again: 'This payment was already recorded. It counts once.',
}

/** Purchase Power: what may be drawn, what is drawn, and what was paid back. */
export default async function PurchasePower({ searchParams }: { searchParams: PaymentAccountQuery }) {
  const member = await requireMember(PATH, 'settings:write')
  const query = await searchParams
  const { account, page, mode, corrected } = await readPaymentAccount(member, 'purchase_power', query)
  const facts = [
    ['Drawn', formatMoney(account.balance)],
    ['Left', formatMoney(account.limit - account.balance)],
    ['Limit', formatMoney(account.limit)],
  ]
  return (
    <PaymentAccount
      member={member}
      account={account}
      title="Purchase Power"
      text="A credit line. You pay for refills later. Refills have no fee."
      done={flashMessage(DONE, query.done)}
      corrected={query.done === 'corrected' ? corrected : null}
      inactive="draw on it"
      figures={
        <>
          <dl className="flex flex-wrap items-end gap-x-9 gap-y-3 tabular-nums">
            {facts.map(([name, value], index) => (
              <div key={name}>
                <dt className="text-muted">{name}</dt>
                <dd className={index === 0 ? 'text-2xl font-bold' : 'text-xl font-semibold'}>{value}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-3 max-w-[52ch] text-muted">
            The operator of this installation sets the limit. Admins cannot change it here.
          </p>
        </>
      }
      formTitle="Record a payment"
      form={
        account.balance > 0 ? (
          <ReceiptForm
            action={recordPayment}
            title="Purchase Power · Settings"
            submit="Record payment"
            today={account.today}
            yearAgo={account.yearAgo}
            again={corrected}
          />
        ) : (
          <>
            <title>Purchase Power · Settings · Indicia</title>
            <p className="text-muted">You have no outstanding balance.</p>
          </>
        )
      }
      page={page}
      mode={mode}
      path={PATH}
      balanceLabel="Drawn after"
      sign={-1}
      empty="Refills with Purchase Power and payments for them will appear here."
    />
  )
}
