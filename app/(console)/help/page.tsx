import { Check, Minus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { AdminList } from '../settings/members/admin-contacts'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { PageHeading } from '@/app/ui/page-heading'
import { RefreshAt } from '@/app/ui/refresh-at'
import { SupportCard } from './support-card'
import { TextLink } from '@/app/ui/text-link'
import { readBalance } from '@/db/queries/balance'
import { readSupport } from '@/db/queries/support'
import { listAdmins, readRefillRules } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { may, type Permission } from '@/lib/auth/rules/permissions'
import { hoursText, nextChange, supportWords } from '@/lib/help/support-hours'
import { formatMoney } from '@/lib/rules/money'
import { chargesFee, feeRateText, refillFee } from '@/lib/refills/rules/quote'
import { VERSION } from '@/lib/version'
import { Console } from '../shell/console'
import { LayoutSteps } from './layout-steps'

export const metadata: Metadata = { title: 'Help · Indicia' }

const RIGHTS: { what: string; permission: Permission }[] = [
  { what: 'See the balance and how much you can add', permission: 'balance:read' },
  { what: 'See the history and every receipt', permission: 'history:read' },
  { what: 'Print labels', permission: 'labels:write' },
  { what: 'Add postage', permission: 'refills:write' },
  { what: 'Settings: payment methods, cost accounts, members, API keys', permission: 'settings:write' },
]

const EXAMPLE = 100_00

/** How things are done here, whom to ask, and whether somebody answers now. */
export default async function Help() {
  const member = await requireMember('/help', 'balance:read')
  const [support, admins, account, terms] = await Promise.all([
    readSupport(member.teamId),
    listAdmins(member.teamId),
    readBalance(member.teamId),
    readRefillRules(member.teamId),
  ])
  const now = new Date()
  const mayAdd = may(member.role, 'refills:write')
  const minimum = formatMoney(account.minimum)
  const limit = formatMoney(account.limit)
  return (
    <Console member={member} current="help">
      <RefreshAt moment={nextChange(support, now)} />
      <PageHeading
        title="Help"
        actions={<ButtonLink href="/help/cases">{mayAdd ? 'Cases of your team' : 'Your cases'}</ButtonLink>}
      >
        How to use Indicia, and who can help.
      </PageHeading>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
        {/* First for whoever reads from top to bottom: on a narrow screen, or by ear. */}
        <div className="grid min-w-0 gap-6 lg:col-start-2">
          <SupportCard
            state={supportWords(support, now)}
            hours={hoursText(support, now)}
            email={support.email}
            phone={support.phone}
            missing={
              may(member.role, 'settings:write') ? (
                <p className="mt-3 text-muted">
                  No support contact yet. <TextLink href="/settings/support">Enter support contact</TextLink>
                </p>
              ) : (
                <p className="mt-3 text-muted">Your admins have not entered a support contact yet.</p>
              )
            }
            actions={
              <ButtonLink href="/help/cases/new" kind="primary">
                Create a case
              </ButtonLink>
            }
          />
          <Card title={mayAdd ? 'Admins of your team' : 'Contact your admin'}>
            <p className="text-muted">
              {admins.length > 0
                ? 'Admins add postage, change settings, and reply to cases:'
                : 'This team has no admin yet.'}
            </p>
            <AdminList admins={admins} />
          </Card>
        </div>
        <div className="grid min-w-0 gap-6 lg:col-start-1 lg:row-start-1">
          <Card title="Add postage">
            {!mayAdd && (
              <p className="mb-5 rounded-lg bg-soft px-4 py-3">
                Only admins can add postage, so you do not see + next to the balance. Request postage from an admin.
              </p>
            )}
            <LayoutSteps minimum={minimum} />
          </Card>
          <Card title="History and receipts">
            <p>
              All refills are listed in the{' '}
              <Link href="/history/postage" className="text-accent underline underline-offset-4">
                Postage history
              </Link>
              , with who added each one, the payment method, the fee, and the balance after it. Select a reference
              (RF-…) to open its receipt. The page’s address contains your filters, so you can bookmark them. History
              cannot be changed or deleted. A reversal is a new entry.
            </p>
            <dl className="mt-4 grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
              {STATES.map(([name, text]) => (
                <div key={name} className="contents">
                  <dt className="font-medium">{name}</dt>
                  <dd className="text-muted max-sm:mb-2">{text}</dd>
                </div>
              ))}
            </dl>
          </Card>
          <Card title="Roles and permissions">
            <Rights />
          </Card>
          <Card title="Limits and fees">
            <p>
              A refill is {minimum} or more, and the balance cannot exceed {limit}. Refills in progress count toward the
              limit. Add postage shows how much you can add. UPS and FedEx charge your own carrier accounts and do not
              use this balance.
            </p>
            <p className="mt-3">
              {chargesFee(terms) ? (
                <>
                  Your team has a Mailstation, so credit card refills have an administrative fee of {feeRateText(terms)}
                  : {formatMoney(EXAMPLE)} of postage is a charge of{' '}
                  {formatMoney(EXAMPLE + refillFee(EXAMPLE, 'credit_card', terms))}. The fee is not added to the
                  balance. Reserve Account and Purchase Power have no fee.
                </>
              ) : (
                <>
                  Your team pays no fee on refills. A fee of {feeRateText(terms)} applies to credit cards if your team
                  has a Mailstation. Reserve Account and Purchase Power have no fee.
                </>
              )}
            </p>
          </Card>
        </div>
      </div>
      <p className="mt-6 text-sm text-muted">Indicia {VERSION}</p>
    </Console>
  )
}

const STATES = [
  ['Posted', 'The postage is in the balance.'],
  [
    'Processing',
    'The payment is not confirmed yet. Indicia checks it automatically. Do not add the same postage again.',
  ],
  ['Failed', 'The payment was declined. Nothing was charged.'],
  ['Reversed', 'The payment was reversed, and the postage was removed.'],
] as const

/** From the very table that decides. */
function Rights() {
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-sm text-muted">
          <th scope="col" className="py-2 pr-3 text-left font-medium">
            What
          </th>
          <th scope="col" className="w-16 py-2 font-medium">
            Admin
          </th>
          <th scope="col" className="w-16 py-2 font-medium">
            Staff
          </th>
        </tr>
      </thead>
      <tbody>
        {RIGHTS.map(({ what, permission }) => (
          <tr key={permission} className="not-last:border-b not-last:border-line">
            <th scope="row" className="py-2.5 pr-3 text-left font-normal">
              {what}
            </th>
            {(['admin', 'staff'] as const).map((role) => (
              <td key={role} className="text-center">
                {may(role, permission) ? (
                  <>
                    <Check size={18} aria-hidden="true" className="inline text-green" />
                    <span className="sr-only">yes</span>
                  </>
                ) : (
                  <>
                    <Minus size={18} aria-hidden="true" className="inline text-muted" />
                    <span className="sr-only">no</span>
                  </>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
