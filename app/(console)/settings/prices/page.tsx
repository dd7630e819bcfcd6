import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { DataTable, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'
import { dayText } from '@/app/ui/moment-text'
import { Notice } from '@/app/ui/notice'
import { Tag, type TagTone } from '@/app/ui/tag'
import { listPriceLists } from '@/db/queries/price-lists'
import { requireMember } from '@/lib/auth/current-member'
import { readPriceList, type PriceList } from '@/lib/prices/price-list'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { PriceTables } from './price-tables'

export const metadata: Metadata = { title: 'Prices · Settings · Indicia' }

const DONE = {
  loaded: 'The price list was loaded and is in force.',
  to_come: 'The price list was loaded. It takes effect on its start date.',
}

/** As many as anybody goes back to; the audit log has them all. */
const SHOWN = 50

/** What USPS takes, as the team prints by it: the list in force, and those before and after it. */
export default async function Prices({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/prices', 'settings:write')
  const [query, inForce, lists] = await Promise.all([
    searchParams,
    readPriceList(member.teamId),
    listPriceLists(member.teamId, SHOWN),
  ])
  return (
    <Settings
      member={member}
      current="prices"
      title="Prices"
      text="USPS prices that the Print screen uses."
      done={flashMessage(DONE, query.done)}
      actions={
        <>
          {/* A file, not a screen: the browser fetches it itself. */}
          <ButtonLink href="/settings/prices/export" prefetch={false} download>
            Export CSV
          </ButtonLink>
          <ButtonLink href="/settings/prices/load" kind="primary">
            Load prices
          </ButtonLink>
        </>
      }
    >
      {inForce.isBuiltIn && (
        <Notice kind="warn" title="Check these prices before you rely on them">
          This list comes with Indicia. Its large envelope and parcel prices are examples, and letter and stamp prices
          may have changed. Compare it with the USPS price list (Notice 123), and load your prices.
        </Notice>
      )}
      <Card title="In force">
        <dl className="grid gap-x-10 tabular-nums sm:grid-cols-[auto_1fr] sm:gap-y-2">
          {factsOf(inForce, member.timeZone).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="wrap-anywhere max-sm:mb-3">{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <PriceTables prices={inForce.prices} />
      {lists.length > 0 && (
        <Card title="Loaded price lists">
          <DataTable
            rows={withStates(lists, inForce)}
            columns={columns(member.timeZone)}
            caption="Price lists"
            rowKey={({ id }) => id}
          />
          {lists.length === SHOWN && (
            <p className="mt-4 text-muted">The last {SHOWN} are shown. The audit log has all of them.</p>
          )}
        </Card>
      )}
    </Settings>
  )
}

function factsOf(list: PriceList, timeZone: string) {
  return [
    ['Since', dayText(list.effectiveOn)],
    ['Source', list.source],
    [
      'Loaded by',
      list.isBuiltIn ? (
        'Included with Indicia'
      ) : (
        <>
          {list.loadedBy}, <Moment at={list.createdAt} timeZone={timeZone} />
        </>
      ),
    ],
    ['Prices', list.prices.length.toLocaleString('en-US')],
  ] as const
}

type Listed = Awaited<ReturnType<typeof listPriceLists>>[number]
type State = 'In force' | 'To come' | 'Replaced' | 'Over'

const TONES: Record<State, TagTone> = { 'In force': 'green', 'To come': 'accent', Replaced: 'grey', Over: 'grey' }

/** The latest day first, and of one day the list that came last: what stands before the one in force is still to come. */
function withStates(lists: readonly Listed[], inForce: PriceList): (Listed & { state: State })[] {
  const place = inForce.isBuiltIn ? lists.length : lists.findIndex(({ id }) => id === inForce.id)
  return lists.map((list, at) => {
    const isReplaced = lists[at - 1]?.effectiveOn === list.effectiveOn
    return { ...list, state: isReplaced ? 'Replaced' : at === place ? 'In force' : at < place ? 'To come' : 'Over' }
  })
}

function columns(timeZone: string): Column<Listed & { state: State }>[] {
  return [
    {
      label: 'From',
      look: 'first',
      cell: ({ effectiveOn }) => <span className="font-medium whitespace-nowrap">{dayText(effectiveOn)}</span>,
    },
    { label: 'Status', look: 'second', cell: ({ state }) => <Tag tone={TONES[state]}>{state}</Tag> },
    { label: 'Source', look: 'wide', cell: ({ source }) => <span className="wrap-anywhere">{source}</span> },
    { label: 'Prices', look: 'figure', cell: ({ count }) => count.toLocaleString('en-US') },
    { label: 'Loaded by', cell: ({ loadedBy }) => loadedBy },
    { label: 'Loaded', cell: ({ createdAt }) => <Moment at={createdAt} timeZone={timeZone} /> },
  ]
}
