import type { Forecast } from '@/lib/balance/forecast'
import { formatMoney } from '@/lib/rules/money'
import { heldText, pendingText } from '../balance/balance-text'
import { ForecastLine } from '../balance/forecast-text'
import { TextLink } from '@/app/ui/text-link'

export type BalanceNotesProps = {
  pending: number
  /** Of it: postage on its way back to a card. */
  returning: number
  /** How many refills the pending money is reserved for. */
  refillsOnTheirWay: number
  held: number
  forecast: Forecast
}

/** What Home says of the balance besides its figure, and the way to its own page. */
export function BalanceNotes({ pending, returning, refillsOnTheirWay, held, forecast }: BalanceNotesProps) {
  return (
    <div className="mt-3 max-w-[52ch] tabular-nums">
      <p className="text-muted">
        <ForecastLine forecast={forecast} />
      </p>
      {pending > 0 && (
        <p className="mt-1">
          {formatMoney(pending)}
          {returning > 0 ? ' pending:' : ''} {pendingText(pending, refillsOnTheirWay, returning)}.
        </p>
      )}
      {held > 0 && (
        <p className="mt-1 text-amber">
          {formatMoney(held)} {heldText(held)}.
        </p>
      )}
      <TextLink href="/balance">Balance and entries</TextLink>
    </div>
  )
}
