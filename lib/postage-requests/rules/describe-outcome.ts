import type { PostageRequest } from '../../../db/queries/postage-requests'
import { formatMoney } from '../../rules/money'

type Decided = Pick<PostageRequest, 'status' | 'decidedBy' | 'declineReason' | 'refill'>

/** What became of a request, in a sentence. */
export function describeOutcome({ status, decidedBy, declineReason, refill }: Decided): string {
  switch (status) {
    case 'open':
      return 'It waits for an admin.'
    case 'withdrawn':
      return `${decidedBy} withdrew it.`
    case 'declined':
      return `${decidedBy} declined it: “${declineReason}”`
    case 'approved': {
      const added = `${decidedBy} approved it, and ${formatMoney(refill?.amount ?? 0)}`
      if (refill?.status === 'processing') return `${added} is on its way: the card’s answer is still outstanding.`
      return refill?.status === 'reversed'
        ? `${added} was added. The card’s bank has taken the payment back since.`
        : `${added} was added.`
    }
  }
}
