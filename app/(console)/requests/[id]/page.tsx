import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { PageHeading } from '@/app/ui/page-heading'
import { TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { RefreshUntilSettled } from '@/app/ui/refresh-until-settled'
import { PostageRequestFacts } from './postage-request-facts'
import { PostageRequestTag } from '../postage-request-tag'
import { findPostageRequest, type PostageRequest } from '@/db/queries/postage-requests'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { describeLabel } from '@/lib/labels/label-name'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { printQuery } from '@/lib/labels/rules/print-values'
import { parseStoredLabel } from '@/lib/labels/waiting-label'
import { formatMoney } from '@/lib/rules/money'
import { readPriceList } from '@/lib/prices/price-list'
import { Console } from '@/app/(console)/shell/console'
import { NotFoundPanel } from '@/app/(console)/shell/not-found-panel'
import type { FlashQuery } from '../../flash'
import { decline, withdraw } from '../actions'
import { RequestNotice } from './request-notice'

type Props = { params: Promise<{ id: string }>; searchParams: FlashQuery }

/** While a person waits for another person, not for a card. */
const LOOK_AGAIN_SECONDS = 5

/**
 * A postage request, for its author and for admins, who decide it here. The decision form sets the title if there is
 * one. The page refreshes while it waits for something, but never while somebody fills in its form.
 */
export default async function RequestPage({ params, searchParams }: Props) {
  const { id } = await params
  const member = await requireMember(`/requests/${id}`, 'balance:read')
  const isAdmin = may(member.role, 'refills:write')
  const [request, flash] = await Promise.all([
    findPostageRequest({ teamId: member.teamId, userId: member.userId, isAdmin }, id),
    searchParams,
  ])
  const requests = <ButtonLink href="/requests">{isAdmin ? 'Requests' : 'Your requests'}</ButtonLink>
  if (!request) {
    return (
      <>
        <title>Not found · Indicia</title>
        <NotFoundPanel
          member={member}
          title="Request not found"
          text="Check the address. You may not have access to this request."
          action={requests}
        />
      </>
    )
  }
  const isOpen = request.status === 'open'
  const isOwn = request.requestedById === member.userId
  const title = `Request ${request.reference}`
  return (
    <Console member={member}>
      {isOpen && !isAdmin && <RefreshUntilSettled seconds={LOOK_AGAIN_SECONDS} />}
      {request.refill?.status === 'processing' && <RefreshUntilSettled />}
      {!(isOpen && isAdmin) && <title>{`${title} · Indicia`}</title>}
      <PageHeading title={`Request for ${formatMoney(request.amount)} of postage`} actions={requests}>
        <span className="mr-2 normal-nums select-all">{request.reference}</span>{' '}
        <PostageRequestTag status={request.status} />
      </PageHeading>
      <div className="grid max-w-[760px] gap-6">
        <RequestNotice request={request} flash={flash} />
        <Card>
          <PostageRequestFacts
            request={request}
            label={request.label && (await labelText(member.teamId, request.label))}
            isOwn={isOwn}
            timeZone={member.timeZone}
          />
          {isOwn && <OwnSteps request={request} />}
        </Card>
        {isOpen && isAdmin && (
          <Card title="Your decision">
            <ButtonLink href={`/postage/add?request=${request.id}`} kind="primary">
              Approve
            </ButtonLink>
            <p className="mt-2 text-sm text-muted">
              You choose a payment method and see the total before anything is charged.
            </p>
            <div id="decline" className="mt-5 scroll-mt-6 border-t border-dashed border-edge/60 pt-5">
              <PostedForm
                action={decline.bind(null, request.id)}
                initial={emptyForm}
                title={title}
                submit="Decline"
                submitKind="plain"
              >
                <TextField
                  name="reason"
                  label="Reason for declining"
                  maxLength={200}
                  hint={isOwn ? undefined : `${request.requestedBy} will see it.`}
                />
              </PostedForm>
            </div>
          </Card>
        )}
      </div>
    </Console>
  )
}

/** What who asked can do: take it back, or print what waited for it. */
function OwnSteps({ request: { id, status, refill, label, labelKey, labelId } }: { request: PostageRequest }) {
  const isThere = status === 'approved' && refill?.status === 'posted'
  const print = label && !labelId && status !== 'withdrawn' && (
    <ButtonLink href={`/print?${printQuery(label, { form: labelKey })}`} kind={isThere ? 'primary' : 'plain'}>
      {isThere ? 'Print the label' : 'Back to the label'}
    </ButtonLink>
  )
  return (
    <div className="mt-5 flex flex-wrap gap-2.5 empty:hidden">
      {print}
      {labelId && <ButtonLink href={`/print/${labelId}`}>See the label</ButtonLink>}
      {isThere && !label && (
        <ButtonLink href="/print" kind="primary">
          Print postage
        </ButtonLink>
      )}
      {status === 'open' && (
        <form action={withdraw.bind(null, id)}>
          <Button kind="plain">Withdraw</Button>
        </form>
      )}
      {(status === 'declined' || status === 'withdrawn') && !label && (
        <ButtonLink href="/requests/new">Request again</ButtonLink>
      )}
    </div>
  )
}

/** The label that waits, as it would be printed now. */
async function labelText(teamId: number, kept: Record<string, string>): Promise<string> {
  const label = parseStoredLabel(kept, (await readPriceList(teamId)).prices)
  return label ? describeLabel(label) : 'The service is no longer in the price list'
}
