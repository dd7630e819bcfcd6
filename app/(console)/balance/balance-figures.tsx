import { formatMoney } from '@/lib/rules/money'
import { headroom, type QuoteAccount } from '@/lib/refills/rules/quote'
import { heldText, pendingText, roomText } from './balance-text'

export type BalanceFiguresProps = {
  account: QuoteAccount
  /** Of what is pending: postage on its way back to a card, in cents. */
  returning: number
  /** Money that arrived with no room left, in cents. */
  held: number
  /** How many refills are on their way. */
  refillsOnTheirWay: number
}

/** What the balance is made of, each figure with what it means. */
export function BalanceFigures({ account, returning, held, refillsOnTheirWay }: BalanceFiguresProps) {
  const room = Math.max(0, headroom(account))
  const figures = [
    { label: 'Available', cents: account.available, words: 'ready to use' },
    { label: 'Pending', cents: account.pending, words: pendingText(account.pending, refillsOnTheirWay, returning) },
    { label: 'Held', cents: held, words: heldText(held) },
    { label: 'Limit', cents: account.limit, words: 'maximum of available plus pending' },
    { label: 'Room', cents: room, words: roomText(room, account.minimum) },
  ]
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-5 lg:grid-cols-5">
      {figures.map(({ label, cents, words }) => (
        <div key={label}>
          <dt className="text-muted">{label}</dt>
          <dd className="mt-0.5 text-xl font-semibold tabular-nums">{formatMoney(cents)}</dd>
          <dd className="mt-1 text-sm text-muted">{words}</dd>
        </div>
      ))}
    </dl>
  )
}
