import type { PostageRequest } from '@/db/queries/postage-requests'
import { describeOutcome } from '@/lib/postage-requests/rules/describe-outcome'
import { ButtonLink } from '@/app/ui/button-link'

/** In place of the form of a refill whose request is not open any more, or never was: what became of it. */
export function PostageRequestClosed({ request }: { request: PostageRequest | null }) {
  return (
    <section aria-labelledby="request-decided">
      <h2 id="request-decided" className="text-xl font-semibold">
        {request ? 'This request is closed' : 'Request not found'}
      </h2>
      <p className="mt-2 max-w-[60ch] wrap-anywhere">
        {request
          ? `${request.reference}, from ${request.requestedBy}: ${describeOutcome(request)}`
          : 'The address may be mistyped.'}{' '}
        Nothing was charged.
      </p>
      <div className="mt-5 flex flex-wrap gap-2.5">
        <ButtonLink href={request ? `/requests/${request.id}` : '/requests'} kind="primary">
          {request ? 'See the request' : 'Requests'}
        </ButtonLink>
        <ButtonLink href="/postage/add">Add postage without a request</ButtonLink>
      </div>
    </section>
  )
}
