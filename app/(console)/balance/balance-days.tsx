import Link from 'next/link'
import { BalanceChart } from './balance-chart'
import { Card } from '@/app/ui/card'
import { DataTable, NOTHING, type Column } from '@/app/ui/data-table'
import { daysText } from '@/app/ui/moment-text'
import type { PostageDay } from '@/db/queries/postage-days'
import { fillDays, groupDays, type Period } from '@/lib/balance/chart-days'
import { addDays } from '@/lib/balance/days'
import { formatMoney, formatSignedMoney } from '@/lib/rules/money'

const SPANS = [30, 90, 365]

/** So many days as the address says, today included; thirty for anything else. */
export function readSpan(days: string | string[] | undefined): number {
  return SPANS.find((span) => String(span) === days) ?? SPANS[0]!
}

type BalanceDaysProps = {
  /** The days on which something moved; those before the span count for nothing. */
  days: PostageDay[]
  today: string
  /** Cents, today. */
  balance: number
  span: number
}

/** The last days as a chart, what they come to, and the same figures as a table. */
export function BalanceDays({ days: moved, today, balance, span }: BalanceDaysProps) {
  const from = addDays(today, 1 - span)
  const days = fillDays(
    moved.filter(({ day }) => day >= from),
    from,
    today,
    balance,
  )
  const periods = groupDays(days)
  const byWeek = periods.length < days.length
  const sum = (pick: (day: PostageDay) => number) => days.reduce((total, day) => total + pick(day), 0)
  const totals = [
    { label: 'Added', cents: sum((day) => day.added), key: 'bg-green' },
    { label: 'Printed', cents: -sum((day) => day.printed), key: 'bg-red' },
    { label: 'Labels refunded', cents: sum((day) => day.refunded) },
    { label: 'Other', cents: sum((day) => day.other) },
  ].filter(({ key, cents }) => key || cents !== 0)
  return (
    <Card title={`The last ${span} days`} action={<Spans current={span} />}>
      <dl className="mb-4 flex flex-wrap gap-x-10 gap-y-3 tabular-nums">
        {totals.map(({ label, cents, key }) => (
          <div key={label}>
            <dt className="flex items-center gap-2 text-sm text-muted">
              {key && <span aria-hidden="true" className={`size-2.5 rounded-[3px] ${key}`} />}
              {label}
            </dt>
            <dd className="text-xl font-semibold">{formatSignedMoney(cents)}</dd>
          </div>
        ))}
      </dl>
      <BalanceChart days={days} periods={periods} />
      <p className="mt-3 text-sm text-muted">
        The upper chart shows the balance at the end of each day. The lower chart shows what was added (up) and printed
        (down) each {byWeek ? 'week' : 'day'}. It has its own scale.
      </p>
      <details className="mt-1">
        <summary className="inline-flex min-h-[44px] cursor-pointer items-center text-accent underline decoration-edge underline-offset-4 hover:decoration-current">
          Show as a table
        </summary>
        <div className="mt-2">
          <DataTable
            rows={periods.toReversed()}
            columns={columns(byWeek)}
            caption={`The last ${span} days`}
            rowKey={({ to }) => to}
          />
        </div>
      </details>
    </Card>
  )
}

function Spans({ current }: { current: number }) {
  return (
    <nav aria-label="Days shown" className="flex gap-1 print:hidden">
      {SPANS.map((span) => (
        <Link
          key={span}
          href={`/balance?days=${span}`}
          scroll={false}
          aria-current={span === current ? 'page' : undefined}
          className="inline-flex min-h-[44px] items-center rounded-lg px-3 text-muted tabular-nums no-underline hover:bg-soft hover:text-ink aria-[current]:bg-soft aria-[current]:font-medium aria-[current]:text-ink"
        >
          {span} days
        </Link>
      ))}
    </nav>
  )
}

function columns(byWeek: boolean): Column<Period>[] {
  const money = (label: string, cents: (period: Period) => number): Column<Period> => ({
    label,
    look: 'figure',
    cell: (period) => (cents(period) === 0 ? NOTHING : formatSignedMoney(cents(period))),
  })
  return [
    { label: byWeek ? 'Week' : 'Day', look: 'first', cell: daysText },
    money('Added', ({ added }) => added),
    money('Printed', ({ printed }) => -printed),
    money('Labels refunded', ({ refunded }) => refunded),
    money('Other', ({ other }) => other),
    { label: 'Closing balance', look: 'second figure', cell: ({ closing }) => formatMoney(closing) },
  ]
}
