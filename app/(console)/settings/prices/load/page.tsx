import { Card } from '@/app/ui/card'
import { ImportForm } from '@/app/(console)/settings/import/import-form'
import { TextField } from '@/app/ui/posted-fields'
import { TextLink } from '@/app/ui/text-link'
import { readToday } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { COLUMNS, FILE_LIMIT, MOST_PRICES, POUNDS } from '@/lib/prices/price-columns'
import { readText, type Query } from '../../../filter-address'
import { Settings } from '../../settings'
import { loadPrices } from './load-prices'

const TITLE = 'Load prices'

/** A price list from a CSV file: what it would change is shown before anything is done. */
export default async function LoadPrices({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/settings/prices/load', 'settings:write')
  const [query, today] = await Promise.all([searchParams, readToday(member.teamId)])
  return (
    <Settings
      member={member}
      current="prices"
      title={TITLE}
      text={<TextLink href="/settings/prices">All prices</TextLink>}
    >
      <ImportForm
        action={loadPrices}
        title={`${TITLE} · Settings`}
        limit={FILE_LIMIT}
        // A form too large to be read at all is sent here by proxy.ts.
        isRefused={readText(query, 'refused') === 'too_large'}
        cancelHref="/settings/prices"
      >
        <TextField
          name="effective_on"
          label="In force from"
          hint="If you choose a later date, the list takes effect automatically."
          type="date"
          defaultValue={today}
        />
        <TextField
          name="source"
          label="Source"
          hint="Where the prices come from, such as “USPS Notice 123, July 12, 2026”."
          maxLength={120}
        />
      </ImportForm>
      <Card title="File format">
        <div className="grid gap-3 text-muted">
          <p>
            The header row names the columns: <code className="text-ink">{COLUMNS.join(', ')}</code>, in any order. If
            your file uses other names, you can assign the columns yourself. To start, export the list in force, change
            it, and load it again. Up to {MOST_PRICES.toLocaleString('en-US')} prices.
          </p>
          <ul className="list-disc space-y-1 pl-5">
            <li>Form is Letter, Large envelope, Parcel, or Stamp. Each service has one form.</li>
            <li>
              Each line is the price up to a weight in ounces, with up to one decimal. For pounds, use a column{' '}
              <code className="text-ink">{POUNDS}</code>. Stamps have no weight. Their price is for one stamp.
            </li>
            <li>The file replaces the whole list. Prices that are not in the file are removed.</li>
          </ul>
        </div>
      </Card>
    </Settings>
  )
}
