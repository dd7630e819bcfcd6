import type { Metadata } from 'next'
import { Card } from '@/app/ui/card'
import { OperatorDetails } from '@/app/ui/operator-details'
import { readRefillRules } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { formatMoney } from '@/lib/rules/money'
import { chargesFee, feeRateText, headroom } from '@/lib/refills/rules/quote'
import { readBalance } from '@/app/(console)/shell/cached-reads'
import { Settings } from '../settings'

export const metadata: Metadata = { title: 'Limits · Settings · Indicia' }

/** The limits of the postage program, for every member. */
export default async function Limits() {
  const member = await requireMember('/settings/limits', 'balance:read')
  const [account, rules] = await Promise.all([readBalance(member.teamId), readRefillRules(member.teamId)])
  const facts = [
    ['Maximum balance', formatMoney(account.limit)],
    ['Minimum refill', formatMoney(account.minimum)],
    ['Available to add', formatMoney(Math.max(0, headroom(account)))],
    [
      'Fee on credit card refills',
      chargesFee(rules) ? feeRateText(rules) : rules.hasMailstation ? 'None' : 'None (no active Mailstation)',
    ],
  ]
  return (
    <Settings member={member} current="limits" title="Limits" text="Limits are set by your postage program.">
      <Card>
        <dl className="grid gap-x-10 tabular-nums sm:grid-cols-[auto_1fr] sm:gap-y-3">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="font-semibold max-sm:mb-3">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-5">
          <OperatorDetails>
            <p className="text-muted">
              Limits cannot be changed here. To change them when the program changes, run <code>team set-limits</code>{' '}
              or <code>team set-card-fee</code> on the command line. The audit log records each change.
            </p>
          </OperatorDetails>
        </div>
      </Card>
    </Settings>
  )
}
