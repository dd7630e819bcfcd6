import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { FilterTotals } from '../filter-totals'
import { HistoryTabs } from '../history-tabs'
import { OtherHistory, TestHistoryNotice } from '../test-history'
import { LabelFilters } from './label-filters'
import { LabelTable } from './label-table'
import { PageHeading } from '@/app/ui/page-heading'
import { Pager } from '@/app/ui/pager'
import { listCostAccounts } from '@/db/queries/cost-accounts'
import {
  listLabelPerformers,
  readLabelPage,
  sumLabels,
  type LabelTotals,
  type PastLabel,
} from '@/db/queries/label-history'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { isRefundable } from '@/lib/labels/is-refundable'
import { CARRIER_OPTIONS, carrierName, chargedToName } from '@/lib/labels/label-name'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { filterQuery, pagerHrefs, writePlace, type Query } from '../../filter-address'
import { readLabelFilter } from './read-filter'

export const metadata: Metadata = { title: 'Label history · Indicia' }

const PAGE_SIZE = 50

/** The Label history: everything that was printed, newest first, with a filter that stands in the address. */
export default async function LabelHistory({ searchParams }: { searchParams: Promise<Query> }) {
  const { values, filter, rangeError, place } = readLabelFilter(await searchParams)
  const query = filterQuery(values)
  const member = await requireMember(`/history/labels?${query}`, 'history:read')
  const [page, totals, costAccounts, people] = await Promise.all([
    readLabelPage(member.teamId, PAGE_SIZE, filter, place),
    sumLabels(member.teamId, filter),
    listCostAccounts(member.teamId),
    listLabelPerformers(member.teamId),
  ])
  const mayPrint = may(member.role, 'labels:write')
  return (
    <Console member={member} current="history">
      <PageHeading
        title="Label history"
        actions={<OtherHistory member={member} mode={filter.mode} path="/history/labels" />}
      >
        All labels and where each was charged. Times are in {member.timeZone.replaceAll('_', ' ')}.
      </PageHeading>
      <HistoryTabs current="labels" />
      {filter.mode === 'test' && <TestHistoryNotice />}
      <Card className="print:hidden">
        <LabelFilters
          values={values}
          rangeError={rangeError}
          carriers={CARRIER_OPTIONS}
          costAccounts={costAccounts.map(({ code, name }) => ({ value: code, label: name }))}
          people={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Card>
      <Card>
        {page.labels.length > 0 ? (
          <div className="grid gap-5">
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
              <FilterTotals
                of="labels"
                figures={totals && totalFigures(totals)}
                note={totals ? totalsNote(totals) : undefined}
              />
              {!rangeError && (
                // A file, not a screen: the browser fetches it itself.
                <ButtonLink href={`/history/labels/export?${query}`} prefetch={false} download>
                  Export CSV
                </ButtonLink>
              )}
            </div>
            <LabelTable
              rows={page.labels.map((label) => rowOf(label, mayPrint))}
              timeZone={member.timeZone}
              isTestHistory={filter.mode === 'test'}
            />
            <Pager {...pagerHrefs('/history/labels', query, page, page.labels.map(writePlace))} />
          </div>
        ) : query.size > 0 || place ? (
          <EmptyState
            title="No labels match"
            text="No history matches these filters."
            action={<ButtonLink href="/history/labels">Clear filters</ButtonLink>}
          />
        ) : (
          <EmptyState
            title="No labels printed yet"
            text="Labels will appear here, with who printed each one and where it was charged."
            action={
              mayPrint && (
                <ButtonLink href="/print" kind="primary">
                  Print
                </ButtonLink>
              )
            }
          />
        )}
      </Card>
    </Console>
  )
}

const rowOf = (label: PastLabel, mayPrint: boolean) => ({
  ...label,
  carrier: carrierName(label.carrier),
  costAccount: label.costAccountName,
  chargedTo: chargedToName(label),
  isRefundable: mayPrint && isRefundable(label),
})

function totalFigures({ count, fromBalance, fromCarriers, refunded }: LabelTotals) {
  return [
    { label: 'Labels', value: count.toLocaleString('en-US') },
    { label: 'From the balance', value: formatMoney(fromBalance) },
    { label: 'Carrier accounts', value: formatMoney(fromCarriers) },
    { label: 'Refunded', value: formatMoney(refunded) },
  ]
}

/** What the totals are: after what, and what was charged before. */
function totalsNote({ fromBalance, refunded }: LabelTotals): string {
  const before = refunded === 0 ? '' : ` ${formatMoney(fromBalance + refunded)} was taken from the balance before them.`
  return `Totals are after refunds.${before}`
}
