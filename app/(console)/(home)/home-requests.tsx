import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { PostageRequestList } from './postage-request-list'
import { TextLink } from '@/app/ui/text-link'
import type { PostageRequest } from '@/db/queries/postage-requests'
import type { Member } from '@/lib/auth/current-member'
import { printQuery } from '@/lib/labels/rules/print-values'

/** On Home: for admins the requests that wait for them, for others what became of their own. */
export function HomeRequests({
  requests,
  member,
  mayDecide,
}: {
  requests: PostageRequest[]
  member: Member
  mayDecide: boolean
}) {
  return (
    <Card
      title={mayDecide ? 'Postage requests' : 'Your postage requests'}
      action={<TextLink href="/requests">All requests</TextLink>}
    >
      <PostageRequestList
        rows={requests}
        timeZone={member.timeZone}
        viewerId={member.userId}
        actions={mayDecide ? decide : goOn}
      />
    </Card>
  )
}

function decide({ id, reference }: PostageRequest) {
  const which = <span className="sr-only">{reference}</span>
  return (
    <>
      <ButtonLink href={`/postage/add?request=${id}`} kind="primary">
        Approve {which}
      </ButtonLink>
      <ButtonLink href={`/requests/${id}#decline`}>Decline {which}</ButtonLink>
    </>
  )
}

function goOn({ refill, label, labelKey, labelId }: PostageRequest) {
  if (refill?.status !== 'posted' || !label || labelId) return null
  return (
    <ButtonLink href={`/print?${printQuery(label, { form: labelKey })}`} kind="primary">
      Print the label
    </ButtonLink>
  )
}
