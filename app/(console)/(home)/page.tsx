import type { Metadata } from 'next'
import { AdminContacts } from '../settings/members/admin-contacts'
import { BalanceHero } from './balance-hero'
import { BalanceNotes } from './balance-notes'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { CarrierTiles } from './carrier-tiles'
import { CostAccountBars } from './cost-account-bars'
import { EmptyState } from '@/app/ui/empty-state'
import { Notice } from '@/app/ui/notice'
import { LayoutSwitch } from './layout-switch'
import { PageHeading } from '@/app/ui/page-heading'
import { RefillTable } from '../history/postage/refill-table'
import { SecondPaymentNotice } from '../history/postage/second-payment-notice'
import { TextLink } from '@/app/ui/text-link'
import type { Balance } from '@/db/queries/balance'
import { listSecondPayments } from '@/db/queries/charge-returns'
import { listSpendingThisMonth } from '@/db/queries/cost-accounts'
import { listPostageDays } from '@/db/queries/postage-days'
import { listPostageRequests } from '@/db/queries/postage-requests'
import { countRefillsOnTheirWay, readRefillPage } from '@/db/queries/refills'
import { listAdmins, type Admin } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { addDays, dayOf } from '@/lib/balance/days'
import { FORECAST_DAYS, forecastRunOut } from '@/lib/balance/forecast'
import { formatMoney, formatPlain } from '@/lib/rules/money'
import { headroom } from '@/lib/refills/rules/quote'
import { findTeamSettings } from '@/lib/team/team-settings'
import { chooseLayout } from './choose-layout'
import { Console } from '../shell/console'
import { HomeRequests } from './home-requests'
import { readBalance } from '../shell/cached-reads'

export const metadata: Metadata = { title: 'Home · Indicia' }

/** As many requests as Home shows; the others stand in their list. */
const MOST_REQUESTS = 5

const QUICK_AMOUNTS = [50_00, 100_00]

/** Home: what is there, what is on its way, and the shortest way to more; in the arrangement that the person likes. */
export default async function Home() {
  const member = await requireMember('/', 'balance:read')
  const mayAdd = may(member.role, 'refills:write')
  const canPrint = may(member.role, 'labels:write')
  const today = dayOf(new Date(), member.timeZone)
  const reader = { teamId: member.teamId, userId: member.userId, isAdmin: mayAdd }
  const [balance, { refills }, spending, admins, days, refillsOnTheirWay, settings, requests, secondPayments] =
    await Promise.all([
      readBalance(member.teamId),
      readRefillPage(member.teamId, 5, {}),
      listSpendingThisMonth(member.teamId),
      mayAdd ? [] : listAdmins(member.teamId),
      listPostageDays(member.teamId, addDays(today, -FORECAST_DAYS)),
      countRefillsOnTheirWay(member.teamId),
      findTeamSettings(member.teamId),
      listPostageRequests(reader, mayAdd ? 'open' : 'fresh', MOST_REQUESTS),
      mayAdd ? listSecondPayments(member.teamId) : [],
    ])
  const fits = headroom(balance) >= balance.minimum
  const instead = !mayAdd ? <RequestFromAdmin admins={admins} /> : !fits && <NothingFits balance={balance} />
  const notes = (
    <BalanceNotes
      {...balance}
      refillsOnTheirWay={refillsOnTheirWay}
      forecast={forecastRunOut(balance.available, days, today)}
    />
  )
  return (
    <Console member={member} current="home">
      {secondPayments.map((payment) => (
        <SecondPaymentNotice key={payment.createdAt.toISOString()} payment={payment} isLinked />
      ))}
      <LowBalanceNotice available={balance.available} warnBelow={settings.low_balance} />
      {member.layout === 'classic' ? (
        <>
          <PageHeading title="Your carriers" />
          <CarrierTiles account={balance} notes={notes} canAddPostage={mayAdd && fits} canPrint={canPrint}>
            {instead}
          </CarrierTiles>
        </>
      ) : (
        <BalanceHero
          account={balance}
          notes={notes}
          quickAmounts={mayAdd ? quickAmounts(balance) : []}
          canPrint={canPrint}
        >
          {instead}
        </BalanceHero>
      )}
      {requests.length > 0 && <HomeRequests requests={requests} member={member} mayDecide={mayAdd} />}
      <div className="grid items-start gap-6 lg:grid-cols-[1.7fr_1fr]">
        <Card
          title="Latest refills"
          action={refills.length > 0 && <TextLink href="/history/postage">All refills</TextLink>}
        >
          {refills.length > 0 ? (
            <RefillTable rows={refills.slice(0, 5)} timeZone={member.timeZone} caption="Latest refills" compact />
          ) : (
            <EmptyState
              title="No postage added yet"
              text={
                mayAdd
                  ? 'Your first refill will appear here, with who added it and what it cost.'
                  : 'Postage that an admin adds will appear here.'
              }
              action={
                mayAdd && (
                  <ButtonLink href="/postage/add" kind="primary">
                    Add postage
                  </ButtonLink>
                )
              }
            />
          )}
        </Card>
        <Card title="Spent this month, by cost account">
          <CostAccountBars spent={spending} />
        </Card>
      </div>
      <LayoutSwitch current={member.layout} choose={chooseLayout} />
    </Console>
  )
}

/** The team's own threshold (Settings → Team); null for none. */
function LowBalanceNotice({ available, warnBelow }: { available: number; warnBelow: number | null }) {
  if (warnBelow === null || available >= warnBelow) return null
  return (
    <Notice kind="warn" title="Low balance">
      The balance is {formatMoney(available)}, below {formatMoney(warnBelow)}.
    </Notice>
  )
}

/** What staff find where admins add postage. */
function RequestFromAdmin({ admins }: { admins: Admin[] }) {
  return (
    <div className="grid gap-3">
      <AdminContacts admins={admins} what="add postage" />
      <div>
        <ButtonLink href="/requests/new">Request postage</ButtonLink>
      </div>
    </div>
  )
}

function NothingFits({ balance }: { balance: Balance }) {
  return (
    <p className="text-muted">
      No postage can be added now. The balance has room for {formatMoney(Math.max(0, headroom(balance)))}, and the
      minimum refill is {formatMoney(balance.minimum)}.
    </p>
  )
}

/** Chips that open Add postage with an amount chosen; only those that fit. */
function quickAmounts(balance: Balance) {
  const room = headroom(balance)
  const fitting = QUICK_AMOUNTS.filter((cents) => cents <= room && cents >= balance.minimum)
  const chips = fitting.map((cents) => ({
    label: `+ ${formatMoney(cents).replace(/\.00$/, '')}`,
    href: `/postage/add?amount=${formatPlain(cents)}`,
  }))
  return room >= balance.minimum ? [...chips, { label: 'Fill to limit', href: '/postage/add?amount=fill' }] : chips
}
