import type { LabelEntry } from '@/db/queries/label-history'
import { formatMoney, formatSignedMoney } from '@/lib/rules/money'
import { DataTable, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'

const WHAT: Record<string, string> = { postage_print: 'Printed', postage_refund: 'Refund' }

const ACCOUNTS: Record<LabelEntry['account'], string> = { postage: 'Postage balance', held: 'Held' }

/** What a label did to the postage balance and to what is held, with the number of each entry in the ledger. */
export function LabelEntries({ entries, timeZone }: { entries: LabelEntry[]; timeZone: string }) {
  return (
    <DataTable
      rows={entries}
      columns={columns(timeZone)}
      caption="Ledger entries"
      rowKey={({ account, seq }) => `${account} ${seq}`}
    />
  )
}

function columns(timeZone: string): Column<LabelEntry>[] {
  return [
    { label: 'Date', look: 'first', cell: (entry) => <Moment at={entry.at} timeZone={timeZone} /> },
    { label: 'Entry', cell: (entry) => WHAT[entry.kind] ?? entry.kind.replaceAll('_', ' ') },
    { label: 'Account', cell: (entry) => ACCOUNTS[entry.account] },
    { label: 'Number', look: 'figure', cell: (entry) => entry.seq.toLocaleString('en-US') },
    {
      label: 'Amount',
      look: 'second figure',
      cell: (entry) => <span className="font-medium">{formatSignedMoney(entry.amount)}</span>,
    },
    { label: 'Balance after', look: 'figure', cell: (entry) => formatMoney(entry.balanceAfter) },
  ]
}
