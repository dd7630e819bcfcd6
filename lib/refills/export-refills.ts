import { listRefills, type CostAccountShare, type Refill, type RefillFilter } from '../../db/queries/refills'
import { oneLine } from '../csv/one-line'
import { BYTE_ORDER_MARK, writeLine } from '../csv/write-line'
import { formatPlain } from '../rules/money'
import { SOURCE_WORDS } from './source-words'

const PAGE = 500

/**
 * The refills of a filter as the lines of a CSV file, newest first, read page by page (keyset) as they are asked for. The
 * net columns are after refunds and disputes, and sum to the totals of the screen. Where the filter chooses a cost account,
 * the columns of its share do.
 */
export async function* exportRefills(teamId: number, timeZone: string, filter: RefillFilter): AsyncGenerator<string> {
  const columns = columnsIn(timeZone, filter)
  yield BYTE_ORDER_MARK + writeLine(columns.map(([head]) => head))
  for (let last: Refill | undefined; ;) {
    const page = await listRefills(teamId, PAGE, filter, last)
    for (const refill of page) yield writeLine(columns.map(([, cell]) => cell(refill)))
    if (page.length < PAGE) return
    last = page.at(-1)
  }
}

/** Only what is posted counts for the totals: anything else has an empty cell. */
const counted = (cents: (refill: Refill) => number) => (refill: Refill) =>
  refill.status === 'posted' ? formatPlain(cents(refill)) : ''

/** What one cost account bears. The fee follows the largest share, which comes first. */
function shareColumns(code: string): ExportColumn[] {
  const share = (refill: Refill) => refill.costAccounts.find((each) => each.code === code)?.net ?? 0
  const fee = (refill: Refill) => (refill.costAccounts[0]?.code === code ? refill.netFee : 0)
  return [
    ['Net share', counted(share)],
    ['Net fee of share', counted(fee)],
    ['Net total of share', counted((refill) => share(refill) + fee(refill))],
  ]
}

type ExportColumn = [head: string, cell: (refill: Refill) => string]

function columnsIn(timeZone: string, { costAccountCode, mode }: RefillFilter): ExportColumn[] {
  // Swedish dates are ISO's: 2026-11-22 16:48:07.
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
  // A refill that failed was not charged: a fee or a total here would be summed up as money that has gone.
  const charged = (cents: (refill: Refill) => number) => (refill: Refill) =>
    refill.status === 'failed' ? '' : formatPlain(cents(refill))
  const costAccounts = (cents: (share: CostAccountShare) => number) => (refill: Refill) =>
    refill.costAccounts.map((share) => `${oneLine(share.code)}:${formatPlain(cents(share))}`).join('; ')
  return [
    ...(mode === 'test' ? [['Mode', () => 'Test'] satisfies ExportColumn] : []),
    ['Reference', (refill) => refill.reference],
    [`Date (${timeZone})`, (refill) => local.format(refill.createdAt)],
    ['Date (UTC)', (refill) => refill.createdAt.toISOString()],
    ['Status', (refill) => refill.status[0]!.toUpperCase() + refill.status.slice(1)],
    ['Performed by', (refill) => oneLine(refill.performedBy)],
    ['Source', (refill) => SOURCE_WORDS[refill.source]],
    ['Payment method', (refill) => oneLine(refill.methodLabel)],
    ['Amount', (refill) => formatPlain(refill.amount)],
    ['Fee', charged((refill) => refill.fee)],
    ['Total charged', charged((refill) => refill.totalCharged)],
    ['Refunded to card', (refill) => formatPlain(refill.refunded + refill.refundedFee)],
    ['Balance before', (refill) => formatPlain(refill.balanceBefore)],
    ['Balance after', (refill) => (refill.balanceAfter === null ? '' : formatPlain(refill.balanceAfter))],
    ['Cost accounts', costAccounts(({ amount }) => amount)],
    // The fee follows the largest share, which comes first.
    [
      'Fee cost account',
      (refill) => (refill.fee > 0 && refill.status !== 'failed' ? oneLine(refill.costAccounts[0]?.code ?? '') : ''),
    ],
    ['Note', (refill) => oneLine(refill.memo ?? '')],
    ['Failure', (refill) => oneLine(refill.failureMessage ?? '')],
    // Later columns come last: sheets that read by place go on working.
    ['Disputed', (refill) => formatPlain(refill.disputed + refill.disputedFee)],
    ['Net amount', counted((refill) => refill.net)],
    ['Net fee', counted((refill) => refill.netFee)],
    ['Net total', counted((refill) => refill.net + refill.netFee)],
    ['Cost accounts, net', costAccounts(({ net }) => net)],
    ...(costAccountCode ? shareColumns(costAccountCode) : []),
  ]
}
