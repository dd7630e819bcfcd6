import { feeRateText, type FeeTerms } from '@/lib/refills/rules/quote'
import { Notice } from '@/app/ui/notice'

/** What Visa lets a merchant add for a credit card, in basis points. */
const HIGHEST = 300

/** For whoever charges cards through their own account: networks cap what may be added for a credit card. */
export function SurchargeWarning({ terms }: { terms: FeeTerms }) {
  if (terms.cardFeeBasisPoints <= HIGHEST) return null
  return (
    <Notice kind="warn" title="The fee may be above what card networks allow">
      Credit cards are charged {feeRateText(terms)} on top, through your own Stripe account. Visa caps such a surcharge
      at {HIGHEST / 100}%; other networks and some states have rules of their own. Whoever operates this installation
      can lower it, with <code>team set-card-fee</code> on the command line.
    </Notice>
  )
}
