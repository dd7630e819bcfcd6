import { Notice } from '@/app/ui/notice'
import type { PostageRequest } from '@/db/queries/postage-requests'
import { flashMessage as sentence, type FlashQuery } from '../../flash'

const REFUSED = {
  approve: 'nothing was charged',
  decline: 'your answer was not kept',
  withdraw: 'it could not be taken back',
}

/** What the address says was done or refused, as far as it is still so: things may have gone on since. */
export function RequestNotice({
  request,
  said: { done, refused },
}: {
  request: PostageRequest
  said: Awaited<FlashQuery>
}) {
  const { status, requestedBy, decidedBy } = request
  const instead = sentence(REFUSED, refused)
  if (instead) {
    if (status === 'open') return <Notice kind="warn">That did not work: {instead}. The request is open again.</Notice>
    return (
      <Notice kind="warn">
        This request was {status} by {decidedBy} meanwhile: {instead}.
      </Notice>
    )
  }
  if (done === 'approved' && status === 'open') {
    return <Notice kind="warn">The payment was declined: nothing was charged, and the request is open again.</Notice>
  }
  const text =
    sentence({ asked: 'open', approved: 'approved', declined: 'declined', withdrawn: 'withdrawn' }, done) === status &&
    sentence(
      {
        asked: 'Your admins see it now. What they decide will stand here.',
        approved: `The request is approved. ${requestedBy} sees it.`,
        declined: `The request is declined. ${requestedBy} sees why.`,
        withdrawn: 'The request is withdrawn. Nobody will be asked any more.',
      },
      done,
    )
  return text && <Notice kind="success">{text}</Notice>
}
