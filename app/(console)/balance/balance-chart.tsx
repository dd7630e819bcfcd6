import { scaleLinear, scaleUtc } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'
import type { ReactNode } from 'react'
import type { Period } from '@/lib/balance/chart-days'
import { formatMoney } from '@/lib/rules/money'
import { daysText, shortDayText } from '@/app/ui/moment-text'

export type BalanceChartProps = {
  /** Every day of the time, in cents at its end. */
  days: { day: string; closing: number }[]
  /** The same time in bars: by days or by weeks. */
  periods: Period[]
}

const DAY_MS = 24 * 60 * 60 * 1000
const LINE = 'stroke-line [vector-effect:non-scaling-stroke]'
const WORD = 'fill-muted text-xs tabular-nums'
type Point = [at: number, cents: number]

/** Of the shapes, before they are stretched. */
const WIDTH = 1000
const BALANCE = { top: 20, height: 180 }
const MOVES = { top: 236, height: 84 }
const DAYS_AT = MOVES.top + MOVES.height + 22
const HEIGHT = DAYS_AT + 8

/**
 * A chart of the daily closing balance as steps, above bars for what was added (up) and printed (down). Each has its
 * own scale. The shapes stretch to the available width, and the text does not. Hovering over a bar shows its amounts.
 * It needs no script.
 */
export function BalanceChart({ days, periods }: BalanceChartProps) {
  const [first, last] = [Date.parse(days[0]!.day), Date.parse(days.at(-1)!.day)]
  const time = scaleUtc([first, last + DAY_MS], [0, WIDTH])
  const balance = scaleLinear([0, Math.max(1_00, ...days.map(({ closing }) => closing))], [BALANCE.height, 0]).nice(3)
  const most = (pick: (period: Period) => number) => Math.max(1_00, ...periods.map(pick))
  const moved = scaleLinear([-most(({ printed }) => printed), most(({ added }) => added)], [MOVES.height, 0])
  const points = [
    ...days.map(({ day, closing }) => [Date.parse(day), closing]),
    [last + DAY_MS, days.at(-1)!.closing],
  ] as Point[]
  const x = ([at]: Point) => time(at)
  const y = ([, cents]: Point) => balance(cents)
  const ticks = balance.ticks(3)
  return (
    <div className="flex">
      <svg aria-hidden="true" width="48" height={HEIGHT} className="block flex-none">
        {ticks.map((cents) => (
          <text key={cents} x="0" y={BALANCE.top + balance(cents) + 4} className={WORD}>
            {formatMoney(cents).replace(/\.00$/, '')}
          </text>
        ))}
      </svg>
      <svg
        role="img"
        aria-labelledby="chart-title"
        aria-describedby="chart-desc"
        height={HEIGHT}
        className="block min-w-0 flex-1 overflow-visible"
      >
        <title id="chart-title">{`Postage balance, ${shortDayText(days[0]!.day)} to ${shortDayText(days.at(-1)!.day)}`}</title>
        <desc id="chart-desc">{describe(days, periods)}</desc>
        <Stretched {...BALANCE}>
          {ticks.map((cents) => (
            <line key={cents} x2={WIDTH} y1={balance(cents)} y2={balance(cents)} className={LINE} />
          ))}
          <path
            d={area<Point>().x(x).y1(y).y0(BALANCE.height).curve(curveStepAfter)(points)!}
            className="fill-accent/12"
          />
          <path
            d={line<Point>().x(x).y(y).curve(curveStepAfter)(points)!}
            className="fill-none stroke-accent stroke-2 [vector-effect:non-scaling-stroke]"
          />
        </Stretched>
        <Stretched {...MOVES}>
          {periods.map((period) => (
            <Bars
              key={period.to}
              of={period}
              from={time(Date.parse(period.from))}
              to={time(Date.parse(period.to) + DAY_MS)}
              height={moved}
            />
          ))}
          <line x2={WIDTH} y1={moved(0)} y2={moved(0)} className={LINE} />
        </Stretched>
        {time.ticks(4).map((at) => {
          const share = time(at) / WIDTH
          return (
            <text
              key={at.getTime()}
              x={`${(share * 100).toFixed(2)}%`}
              y={DAYS_AT}
              textAnchor={share < 0.08 ? 'start' : share > 0.92 ? 'end' : 'middle'}
              className={WORD}
            >
              {shortDayText(at.toISOString().slice(0, 10))}
            </text>
          )
        })}
      </svg>
    </div>
  )
}

type BarsProps = { of: Period; from: number; to: number; height: (cents: number) => number }

/** What a day or a week added and printed; its figures are told anywhere over or under the bars. */
function Bars({ of: period, from, to, height }: BarsProps) {
  const bar = { x: from + (to - from) * 0.14, width: (to - from) * 0.72 }
  return (
    <g>
      <title>{tell(period)}</title>
      <rect x={from} width={to - from} height={MOVES.height} className="fill-transparent hover:fill-soft" />
      {period.added > 0 && (
        <rect {...bar} y={height(period.added)} height={height(0) - height(period.added)} className="fill-green" />
      )}
      {period.printed > 0 && (
        <rect {...bar} y={height(0)} height={height(-period.printed) - height(0)} className="fill-red" />
      )}
    </g>
  )
}

/** A part of the chart whose width follows the screen's. */
function Stretched({ top, height, children }: { top: number; height: number; children: ReactNode }) {
  return (
    <svg
      y={top}
      width="100%"
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      overflow="visible"
    >
      {children}
    </svg>
  )
}

function tell({ added, printed, closing, ...period }: Period): string {
  const moves = [added > 0 && `${formatMoney(added)} added`, printed > 0 && `${formatMoney(printed)} printed`].filter(
    Boolean,
  )
  return `${daysText(period)}: ${moves.length > 0 ? moves.join(', ') : 'nothing added or printed'}; balance ${formatMoney(closing)}`
}

function describe(days: BalanceChartProps['days'], periods: Period[]): string {
  const sum = (pick: (period: Period) => number) =>
    formatMoney(periods.reduce((total, period) => total + pick(period), 0))
  const closings = days.map(({ closing }) => closing)
  return (
    `At the end of these ${days.length} days the balance was ${formatMoney(closings.at(-1)!)}. The daily closing balance was between ` +
    `${formatMoney(Math.min(...closings))} and ${formatMoney(Math.max(...closings))}. ${sum(({ added }) => added)} was added and ` +
    `${sum(({ printed }) => printed)} printed. The table below shows the same numbers.`
  )
}
