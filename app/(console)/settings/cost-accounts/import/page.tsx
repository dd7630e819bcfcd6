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
      <Card title="File format">
        <div className="grid gap-3 text-muted">
          <p>
            The header row names the columns: <code className="text-ink">{COLUMNS.join(', ')}</code>. Only Name is
            required. The order does not matter. Other common names also work (
            <code className="text-ink">CostCenterCode</code>, <code className="text-ink">Account Name</code>,{' '}
            <code className="text-ink">Active</code>, <code className="text-ink">ParentCostCenterCode</code>), and you
            can assign columns yourself. Use a CSV file in any encoding, up to 10 MB and{' '}
            {MOST_CHANGES.toLocaleString('en-US')} changes.
          </p>
          <ul className="list-disc space-y-1 pl-5">
            <li>
              Code identifies the cost account of a row. A new code adds an account. If the code is empty, the name is
              the code.
            </li>
            <li>
              Status is TRUE or FALSE, active or inactive, yes or no, 1 or 0. Nothing is deleted. Accounts that are not
              in the file do not change.
            </li>
            <li>
              ParentName is the parent of the account. NextParentName is the parent of that parent. ParentCode
              identifies the parent by its code.
            </li>
            <li>Passwords are ignored. Cost accounts have no passwords in Indicia.</li>
          </ul>
        </div>
      </Card>
    </Settings>
  )
}
