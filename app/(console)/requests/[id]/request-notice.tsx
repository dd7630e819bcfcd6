import { Notice } from '@/app/ui/notice'
import type { PostageRequest } from '@/db/queries/postage-requests'
import { flashMessage, type FlashQuery } from '../../flash'

const REFUSED = {
  approve: 'Nothing was charged.',
  decline: 'Your decision was not saved.',
  withdraw: 'It was not withdrawn.',
}

/** The result of the last action on the request, if it still applies. */
export function RequestNotice({
  request,
  flash: { done, refused },
}: {
  request: PostageRequest
  flash: Awaited<FlashQuery>
}) {
  const { status, requestedBy, decidedBy } = request
  const instead = flashMessage(REFUSED, refused)
  if (instead) {
    if (status === 'open') return <Notice kind="warn">{instead} The request is open again.</Notice>
    return (
      <Notice kind="warn">
        {decidedBy} has already {status} this request. {instead}
      </Notice>
    )
  }
  if (done === 'approved' && status === 'open') {
    return <Notice kind="warn">The payment was declined. Nothing was charged, and the request is open again.</Notice>
  }
  const text =
    flashMessage({ asked: 'open', approved: 'approved', declined: 'declined', withdrawn: 'withdrawn' }, done) ===
      status &&
    flashMessage(
      {
        asked: 'Your request was sent. Your admins’ decision will appear here.',
        approved: `You approved the request. ${requestedBy} can see that.`,
        declined: `You declined the request. ${requestedBy} can see the reason.`,
        withdrawn: 'You withdrew the request.',
      },
      done,
    )
  return text && <Notice kind="success">{text}</Notice>
}
