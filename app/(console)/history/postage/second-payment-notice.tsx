import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'
import type { SecondPayment } from '@/db/queries/charge-returns'
import { formatMoney } from '@/lib/rules/money'

/** A refill was charged twice: what happens with the second payment. `isLinked`: the receipt is another page. */
export function SecondPaymentNotice({ payment, isLinked = false }: { payment: SecondPayment; isLinked?: boolean }) {
  const { refillId, reference, methodLabel, amount, returned } = payment
  const isBack = returned >= amount
  return (
    <Notice kind={isBack ? 'info' : 'warn'} title={`${methodLabel} was charged twice for one refill`}>
      {isBack
        ? `The second payment of ${formatMoney(amount)} went back to the card. The postage was added once.`
        : `The second payment of ${formatMoney(amount)} is going back to the card by itself. The postage was added once. You do not need to do anything.`}{' '}
      {isLinked && <TextLink href={`/history/postage/${refillId}`}>Receipt {reference}</TextLink>}
    </Notice>
  )
}
