import type { PostageRequest } from '../../../db/queries/postage-requests'
import { formatMoney } from '../../rules/money'

type Decided = Pick<PostageRequest, 'status' | 'decidedBy' | 'declineReason' | 'refill'>

/** What became of a request, in a sentence. */
export function describeOutcome({ status, decidedBy, declineReason, refill }: Decided): string {
  switch (status) {
    case 'open':
      return 'Waiting for an admin.'
    case 'withdrawn':
      return `Withdrawn by ${decidedBy}.`
    case 'declined':
      return `Declined by ${decidedBy}: “${declineReason}”`
    case 'approved': {
      const added = `${decidedBy} approved it, and ${formatMoney(refill?.amount ?? 0)}`
      if (refill?.status === 'processing') return `${added} is pending until the card payment is confirmed.`
      return refill?.status === 'reversed'
        ? `${added} was added. The card’s bank reversed the payment later.`
        : `${added} was added.`
    }
  }
}
