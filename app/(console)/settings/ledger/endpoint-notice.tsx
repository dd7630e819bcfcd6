import { Notice } from '@/app/ui/notice'
import type { EndpointCheck } from '@/lib/payments/check-endpoint'

/** The processor sends this server other messages than it handles, or none. */
export function EndpointNotice({ check }: { check: Exclude<EndpointCheck, { status: 'right' }> }) {
  const command = `npm run -s cli -- stripe setup --url ${new URL(check.address).origin}`
  if (check.status === 'missing')
    return (
      <Notice kind="warn" title="Stripe sends no messages to this server">
        <p>
          Stripe has no webhook endpoint with the address <code className="wrap-anywhere">{check.address}</code>.
          Refunds and disputes at Stripe are found later, by asking. The operator of this installation can register one:
        </p>
        <p className="mt-2">
          <code className="wrap-anywhere">{command}</code>
        </p>
      </Notice>
    )
  const missing = check.differences.flatMap((difference) => difference.missing)
  const notNeeded = check.differences.flatMap((difference) => difference.notNeeded)
  return (
    <Notice kind="warn" title="Stripe’s webhook endpoint differs">
      {check.differences.some(({ isDisabled }) => isDisabled) && <p>Stripe has disabled it.</p>}
      {missing.length > 0 && <p className="wrap-anywhere">These events are not sent: {missing.join(', ')}.</p>}
      {notNeeded.length > 0 && <p className="wrap-anywhere">These events are not needed: {notNeeded.join(', ')}.</p>}
      <p className="mt-2">
        The operator of this installation can set the list: <code className="wrap-anywhere">{command} --update</code>
      </p>
    </Notice>
  )
}
