import { Card } from '@/app/ui/card'
import { ImportForm } from '@/app/(console)/settings/import/import-form'
import { TextLink } from '@/app/ui/text-link'
import { requireMember } from '@/lib/auth/current-member'
import { COLUMNS, FILE_LIMIT, MOST_CHANGES } from '@/lib/cost-accounts/columns'
import { readText, type Query } from '../../../filter-address'
import { Settings } from '../../settings'
import { importCostAccounts } from './import-cost-accounts'

const TITLE = 'Import cost accounts'

/** Cost accounts from a CSV file: what it would do is shown before anything is done. */
export default async function ImportCostAccounts({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/settings/cost-accounts/import', 'settings:write')
  // A form too large to be read at all is sent here by proxy.ts.
  const isRefused = readText(await searchParams, 'refused') === 'too_large'
  return (
    <Settings
      member={member}
      current="cost-accounts"
      title={TITLE}
      text={<TextLink href="/settings/cost-accounts">All cost accounts</TextLink>}
    >
      <ImportForm
        action={importCostAccounts}
        title={`${TITLE} · Settings`}
        limit={FILE_LIMIT}
        isRefused={isRefused}
        cancelHref="/settings/cost-accounts"
      />
      <Card title="What the file looks like">
        <div className="grid gap-3 text-muted">
          <p>
            A line names the columns: <code className="text-ink">{COLUMNS.join(', ')}</code>. Only Name has to be there,
            in any order. Other names are known, too (<code className="text-ink">CostCenterCode</code>,{' '}
            <code className="text-ink">Account Name</code>, <code className="text-ink">Active</code>,{' '}
            <code className="text-ink">ParentCostCenterCode</code>), and you can say yourself which column is which. CSV
            as Excel saves it, with any encoding; up to 10 MB, and {MOST_CHANGES.toLocaleString('en-US')} changes at
            once.
          </p>
          <ul className="list-disc space-y-1 pl-5">
            <li>
              Code says which cost account a row is about; one that is not there yet is added. Without a code, the name
              is the code.
            </li>
            <li>
              Status is TRUE or FALSE, active or inactive, yes or no, 1 or 0. Nothing is ever deleted: what is not in
              the file stays as it is.
            </li>
            <li>
              ParentName is what the account stands under, NextParentName what that one stands under. ParentCode names
              it by its code.
            </li>
            <li>Passwords are left out: cost accounts have none here.</li>
          </ul>
        </div>
      </Card>
    </Settings>
  )
}
