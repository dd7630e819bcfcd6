import { formatMoney } from '@/lib/rules/money'
import { headroom, type QuoteAccount } from '@/lib/refills/rules/quote'
import { ButtonLink } from '@/app/ui/button-link'

export type AddPostageUnavailableProps = { account: QuoteAccount }

/** In place of the form where even the smallest refill would pass the limit: the figures, and what helps. */
export function AddPostageUnavailable({ account }: AddPostageUnavailableProps) {
  const room = headroom(account)
  const balance = `Your balance of ${formatMoney(account.available)}`
  const pending = `${formatMoney(account.pending)} that is pending`
  const [subject, leave] = account.pending > 0 ? [`${balance} and the ${pending}`, 'leave'] : [balance, 'leaves']
  const remedy = account.pending > 0 ? 'Wait for the pending refill, or print' : 'Print'
  const rest = room > 0 ? `room for ${formatMoney(room)}` : 'no room'
  return (
    <section aria-labelledby="add-postage-unavailable" className="tabular-nums">
      <h2 id="add-postage-unavailable" className="text-xl font-semibold">
        No postage can be added now
      </h2>
      <p className="mt-2 max-w-[60ch]">
        {subject} {leave} {rest}. The minimum refill is {formatMoney(account.minimum)}, and the balance cannot exceed{' '}
        {formatMoney(account.limit)}. {remedy} some postage first.
      </p>
      <div className="mt-5 flex flex-wrap gap-2.5">
        <ButtonLink href="/">Back to Home</ButtonLink>
        <ButtonLink href="/history/postage" kind="quiet">
          Postage history
        </ButtonLink>
      </div>
    </section>
  )
}
