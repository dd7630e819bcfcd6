import { formatMoney } from '@/lib/rules/money'
import { headroom, type QuoteAccount } from '@/lib/refills/rules/quote'
import { ButtonLink } from '@/app/ui/button-link'

export type AddPostageUnavailableProps = { account: QuoteAccount }

/** In place of the form where even the smallest refill would pass the limit: the figures, and what helps. */
export function AddPostageUnavailable({ account }: AddPostageUnavailableProps) {
  const room = headroom(account)
  const balance = `Your balance of ${formatMoney(account.available)}`
  const coming = `${formatMoney(account.pending)} that is on its way`
  const [subject, leave] = account.pending > 0 ? [`${balance} and the ${coming}`, 'leave'] : [balance, 'leaves']
  const remedy = account.pending > 0 ? 'Wait for what is on its way, or print' : 'Print'
  const rest = room > 0 ? `room for ${formatMoney(room)}` : 'no room'
  return (
    <section aria-labelledby="add-postage-unavailable" className="tabular-nums">
      <h2 id="add-postage-unavailable" className="text-[19px] font-[620] tracking-[-0.01em]">
        Nothing can be added now
      </h2>
      <p className="mt-2 max-w-[60ch]">
        {subject} {leave} {rest}; the least that can be added is {formatMoney(account.minimum)}. The balance may never
        exceed {formatMoney(account.limit)}. {remedy} some postage first.
      </p>
      <div className="mt-5 flex flex-wrap gap-2.5">
        <ButtonLink href="/">Back to Home</ButtonLink>
        <ButtonLink href="/history/postage" kind="quiet">
          See what was added
        </ButtonLink>
      </div>
    </section>
  )
}
