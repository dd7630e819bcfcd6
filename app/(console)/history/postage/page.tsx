import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { FilterTotals } from '../filter-totals'
import { RefillFilters } from './refill-filters'
import { HistoryTabs } from '../history-tabs'
import { OtherHistory, TestHistoryNotice } from '../test-history'
import { PageHeading } from '@/app/ui/page-heading'
import { Pager } from '@/app/ui/pager'
import { RefillTable } from './refill-table'
import { listCostAccounts } from '@/db/queries/cost-accounts'
import { listPaymentMethods } from '@/db/queries/payment-methods'
import { listRefillPerformers, readRefillPage, sumRefills, type RefillTotals } from '@/db/queries/refills'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { filterQuery, pagerHrefs, writePlace, type Query } from '../../filter-address'
import { readFilter } from './read-filter'

export const metadata: Metadata = { title: 'Postage history · Indicia' }

const PAGE_SIZE = 50

/** The Postage history: every refill, newest first, with a filter that stands in the address. */
export default async function PostageHistory({ searchParams }: { searchParams: Promise<Query> }) {
  const { values, filter, rangeError, place } = readFilter(await searchParams)
  const member = await requireMember(`/history/postage?${filterQuery(values)}`, 'history:read')
  const [page, totals, methods, costAccounts, people] = await Promise.all([
    readRefillPage(member.teamId, PAGE_SIZE, filter, place),
    sumRefills(member.teamId, filter),
    listPaymentMethods(member.teamId, true),
    listCostAccounts(member.teamId),
    listRefillPerformers(member.teamId),
  ])
  // Those on their way stand on top of the first page, wherever their time would put them.
  const settled = page.refills.filter(({ status }) => status !== 'processing')
  const isFiltered = Object.values(values).some((value) => value !== '')
  const costAccount = costAccounts.find(({ code }) => code === filter.costAccountCode)?.name ?? null
  const mayAdd = may(member.role, 'refills:write')
  return (
    <Console member={member} current="history">
      <PageHeading
        title="Postage history"
        actions={<OtherHistory member={member} mode={filter.mode} path="/history/postage" />}
      >
        All refills of the USPS postage balance. Times are in {member.timeZone.replaceAll('_', ' ')}.
      </PageHeading>
      <HistoryTabs current="postage" />
      {filter.mode === 'test' && <TestHistoryNotice />}
      <Card className="print:hidden">
        <RefillFilters
          values={values}
          rangeError={rangeError}
          methods={methods.map(({ id, label }) => ({ value: id, label }))}
          costAccounts={costAccounts.map(({ code, name }) => ({ value: code, label: name }))}
          people={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Card>
      {page.refills.length > 0 ? (
        <Card>
          <div className="grid gap-5">
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
              <FilterTotals
                of="refills"
                figures={totals && totalFigures(totals)}
                note={totals ? totalsNote(totals, costAccount) : undefined}
              />
              {!rangeError && (
                // A file, not a screen: the browser fetches it itself.
                <ButtonLink href={`/history/postage/export?${filterQuery(values)}`} prefetch={false} download>
                  Export CSV
                </ButtonLink>
              )}
            </div>
            <RefillTable
              rows={page.refills}
              timeZone={member.timeZone}
              caption="Postage history"
              isTestHistory={filter.mode === 'test'}
            />
            <Pager {...pagerHrefs('/history/postage', filterQuery(values), page, settled.map(writePlace))} />
          </div>
        </Card>
      ) : (
        <Card>
          {isFiltered || place ? (
            <EmptyState
              title="No refills match"
              text="No history matches these filters."
              action={<ButtonLink href="/history/postage">Clear filters</ButtonLink>}
            />
          ) : (
            <EmptyState
              title="No postage added yet"
              text="Refills will appear here, with who added each one, the payment method, and the balance after it."
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
      )}
    </Console>
  )
}

function totalFigures({ count, amount, fee, totalCharged }: RefillTotals) {
  return [
    { label: 'Posted refills', value: count.toLocaleString('en-US') },
    { label: 'Amount', value: formatMoney(amount) },
    { label: 'Fees', value: formatMoney(fee) },
    { label: 'Total charged', value: formatMoney(totalCharged) },
  ]
}

/** What the totals are: after what, of whose shares, and what was charged before. */
function totalsNote({ totalCharged, charged }: RefillTotals, costAccount: string | null): string {
  const whose =
    costAccount === null ? '' : ` Only the shares of ${costAccount} count. A fee counts for the largest share.`
  const before = charged === totalCharged ? '' : ` ${formatMoney(charged)} was charged before them.`
  return `Totals are after refunds and disputes.${before}${whose}`
}
