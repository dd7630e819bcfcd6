import { feeRateText, type FeeTerms } from '@/lib/refills/rules/quote'
import { Notice } from '@/app/ui/notice'

/** What Visa lets a merchant add for a credit card, in basis points. */
const HIGHEST = 300

/** For whoever charges cards through their own account: networks cap what may be added for a credit card. */
export function SurchargeWarning({ terms }: { terms: FeeTerms }) {
  if (terms.cardFeeBasisPoints <= HIGHEST) return null
  return (
    <Notice kind="warn" title="The fee may exceed card network limits">
      Credit card refills have a fee of {feeRateText(terms)} through your own Stripe account. Visa limits such
      surcharges to {HIGHEST / 100}%. Other networks and some states have their own rules. The operator of this
      installation can lower the fee with <code>team set-card-fee</code> on the command line.
    </Notice>
  )
}
