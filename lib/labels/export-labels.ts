import type { PagePlace } from '../../db/queries/cursor'
import { readLabelPage, type LabelFilter, type PastLabel } from '../../db/queries/label-history'
import { oneLine } from '../csv/one-line'
import { BYTE_ORDER_MARK, writeLine } from '../csv/write-line'
import { formatPlain } from '../rules/money'
import { carrierName, chargedToName } from './label-name'

const PAGE = 500

/** The labels of a filter as the lines of a CSV file, newest first, read page by page (keyset) on demand. */
export async function* exportLabels(teamId: number, timeZone: string, filter: LabelFilter): AsyncGenerator<string> {
  const columns = columnsIn(timeZone, filter)
  yield BYTE_ORDER_MARK + writeLine(columns.map(([head]) => head))
  for (let place: PagePlace | undefined; ;) {
    const { labels, hasOlder } = await readLabelPage(teamId, PAGE, filter, place)
    for (const label of labels) yield writeLine(columns.map(([, cell]) => cell(label)))
    if (!hasOlder) return
    place = { ...labels.at(-1)!, direction: 'older' }
  }
}

type ExportColumn = [head: string, cell: (label: PastLabel) => string]

function columnsIn(timeZone: string, { mode }: LabelFilter): ExportColumn[] {
  // Swedish dates are ISO's: 2026-11-22 16:48:07.
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
  return [
    ...(mode === 'test' ? [['Mode', () => 'Test'] satisfies ExportColumn] : []),
    ['Label', ({ id }) => id],
    [`Date (${timeZone})`, ({ createdAt }) => local.format(createdAt)],
    ['Date (UTC)', ({ createdAt }) => createdAt.toISOString()],
    ['Carrier', ({ carrier }) => carrierName(carrier)],
    ['Service', ({ service }) => oneLine(service ?? '')],
    ['Reference', ({ reference }) => oneLine(reference ?? '')],
    ['Cost account', ({ costAccount }) => oneLine(costAccount ?? '')],
    ['Performed by', ({ performedBy }) => oneLine(performedBy)],
    ['Amount', ({ amount }) => formatPlain(amount)],
    ['Charged to', chargedToName],
    ['Balance after', ({ balanceAfter }) => (balanceAfter === null ? '' : formatPlain(balanceAfter))],
    ['Status', ({ status }) => inWords(status)],
    ['Refunded', ({ status, amount }) => (status === 'refunded' ? formatPlain(amount) : '')],
    // It sums to the totals of the screen.
    ['Net amount', ({ status, amount }) => formatPlain(status === 'refunded' ? 0 : amount)],
  ]
}

/** `refund_denied` as `Refund denied`. */
const inWords = (status: PastLabel['status']) => status[0]!.toUpperCase() + status.slice(1).replace('_', ' ')
