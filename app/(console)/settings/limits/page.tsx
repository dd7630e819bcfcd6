import type { Metadata } from 'next'
import { Card } from '@/app/ui/card'
import { readRefillRules } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { formatMoney } from '@/lib/rules/money'
import { chargesFee, feeRateText, headroom } from '@/lib/refills/rules/quote'
import { readBalance } from '@/app/(console)/shell/cached-reads'
import { Settings } from '../settings'

export const metadata: Metadata = { title: 'Limits · Settings · Indicia' }

/** The programme's limits: everybody may know them, and who changes them. */
export default async function Limits() {
  const member = await requireMember('/settings/limits', 'balance:read')
  const [account, rules] = await Promise.all([readBalance(member.teamId), readRefillRules(member.teamId)])
  const facts = [
    ['The balance may never exceed', formatMoney(account.limit)],
    ['The least that is added at once', formatMoney(account.minimum)],
    ['Room now', formatMoney(Math.max(0, headroom(account)))],
    [
      'Fee on refills by credit card',
      chargesFee(rules) ? feeRateText(rules) : rules.hasMailstation ? 'None' : 'None: no Mailstation is in use',
    ],
  ]
  return (
    <Settings member={member} current="limits" title="Limits" text="They belong to your postage programme.">
      <Card>
        <dl className="grid gap-x-10 tabular-nums sm:grid-cols-[auto_1fr] sm:gap-y-3">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="font-semibold max-sm:mb-3">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-5 text-muted">
          Nobody can change these here, not even admins. Whoever operates this installation does, on the command line (
          <code>team set-limits</code>, <code>team set-card-fee</code>), when the programme does. The audit log shows
          each change.
        </p>
      </Card>
    </Settings>
  )
}
