import { requireMember } from '@/lib/auth/current-member'
import { formatMoney } from '@/lib/rules/money'
import { flashMessage } from '../../../flash'
import { STATEMENTS } from '../method-text'
import { PaymentAccount, readPaymentAccount, type PaymentAccountQuery } from '../payment-account'
import { ReceiptForm } from '../receipt-form'
import { recordDeposit } from '../actions'

const PATH = STATEMENTS.reserve_account

const DONE = {
  recorded: 'The deposit was recorded. You can use it for refills now.',
  again: 'This deposit was already recorded. It counts once.',
}

/** The Reserve Account: what is in it, what came in, what refills took. */
export default async function ReserveAccount({ searchParams }: { searchParams: PaymentAccountQuery }) {
  const member = await requireMember(PATH, 'settings:write')
  const query = await searchParams
  const { account, page, mode, corrected } = await readPaymentAccount(member, 'reserve', query)
  return (
    <PaymentAccount
      member={member}
      account={account}
      title="Reserve Account"
      text="Your own deposit. Refills from it have no fee."
      done={flashMessage(DONE, query.done)}
      corrected={query.done === 'corrected' ? corrected : null}
      inactive="be paid from it"
      figures={
        <>
          <p className="text-muted">Balance</p>
          <p className="text-3xl font-bold tabular-nums wrap-anywhere">{formatMoney(account.balance)}</p>
          <p className="mt-3 max-w-[52ch] text-muted">
            Record a deposit after your provider confirms it. It is available immediately. A recorded deposit is never
            changed or deleted. A wrong one can be taken back in the statement, with a reason.
          </p>
        </>
      }
      formTitle="Record a deposit"
      form={
        <ReceiptForm
          action={recordDeposit}
          title="Reserve Account · Settings"
          submit="Record deposit"
          today={account.today}
          yearAgo={account.yearAgo}
          again={corrected}
        />
      }
      page={page}
      mode={mode}
      path={PATH}
      balanceLabel="Balance after"
      sign={1}
      empty="Record your first deposit by check or ACH. Deposits and refills will appear here."
    />
  )
}
