import type { Metadata } from 'next'
import { BalanceBar } from './balance-bar'
import { BalanceFigures } from './balance-figures'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { PageHeading } from '@/app/ui/page-heading'
import { ForecastDetails } from './forecast-text'
import { listPostageDays } from '@/db/queries/postage-days'
import { countRefillsOnTheirWay } from '@/db/queries/refills'
import { readStatement } from '@/db/queries/statement'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { addDays, dayOf } from '@/lib/balance/days'
import { FORECAST_DAYS, forecastRunOut } from '@/lib/balance/forecast'
import { headroom } from '@/lib/refills/rules/quote'
import { readMode } from '../filter-address'
import { OtherHistory, TestHistoryNotice } from '../history/test-history'
import { Console } from '../shell/console'
import { readBalance } from '../shell/cached-reads'
import { readStatementPlace, Statement, STATEMENT_PAGE } from './statement'
import { BalanceDays, readSpan } from './balance-days'

export const metadata: Metadata = { title: 'Postage balance · Indicia' }

type Query = Promise<Record<'days' | 'after' | 'before' | 'mode', string | string[] | undefined>>

/** The balance: what it is made of, how it went, how long it lasts, and every entry; on older pages the entries alone. */
export default async function PostageBalance({ searchParams }: { searchParams: Query }) {
  const query = await searchParams
  const place = readStatementPlace(query)
  const mode = readMode(query)
  // Balance, days and forecast are those of the present mode: the test round has its entries alone.
  const isFirst = !place && mode === undefined
  const member = await requireMember('/balance', 'balance:read')
  const today = dayOf(new Date(), member.timeZone)
  const span = readSpan(query.days)
  const [balance, page, days, refillsOnTheirWay] = await Promise.all([
    readBalance(member.teamId),
    readStatement(member.teamId, 'postage', STATEMENT_PAGE, place, { mode }),
    !isFirst ? [] : listPostageDays(member.teamId, addDays(today, -Math.max(span, FORECAST_DAYS))),
    !isFirst ? 0 : countRefillsOnTheirWay(member.teamId),
  ])
  const mayAdd = may(member.role, 'refills:write')
  const isNew = isFirst && page.lines.length === 0
  return (
    <Console member={member} current="balance">
      <PageHeading
        title="Postage balance"
        actions={
          <>
            <OtherHistory member={member} mode={mode} path="/balance" />
            {place && mode === undefined && <ButtonLink href="/balance">Newest entries</ButtonLink>}
            {mayAdd && headroom(balance) >= balance.minimum && (
              <ButtonLink href="/postage/add" kind="primary">
                Add postage
              </ButtonLink>
            )}
          </>
        }
      >
        All money added to and spent from the balance. Times are in {member.timeZone.replaceAll('_', ' ')}.
      </PageHeading>
      {mode === 'test' && <TestHistoryNotice />}
      {isFirst && (
        <Card>
          <div className="grid gap-6">
            <BalanceBar {...balance} />
            <BalanceFigures
              account={balance}
              returning={balance.returning}
              held={balance.held}
              refillsOnTheirWay={refillsOnTheirWay}
            />
          </div>
        </Card>
      )}
      {isNew ? (
        <Card>
          <EmptyState
            title="No postage added yet"
            text="Refills and labels will appear here, with the balance after each."
            action={
              mayAdd && (
                <ButtonLink href="/postage/add" kind="primary">
                  Add postage
                </ButtonLink>
              )
            }
          />
        </Card>
      ) : (
        <>
          {isFirst && (
            <>
              <Card title="How long it lasts">
                <ForecastDetails forecast={forecastRunOut(balance.available, days, today)} />
              </Card>
              <BalanceDays days={days} today={today} balance={balance.available} span={span} />
            </>
          )}
          <Statement
            page={page}
            title="Entries"
            path="/balance"
            timeZone={member.timeZone}
            balanceLabel="Balance after"
            sign={1}
            empty="There are no older entries."
            isTestHistory={mode === 'test'}
          />
        </>
      )}
    </Console>
  )
}
