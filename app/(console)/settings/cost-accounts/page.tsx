import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { CostAccountTree } from './cost-account-tree'
import { EmptyState } from '@/app/ui/empty-state'
import { Field, INPUT } from '@/app/ui/field'
import { CheckField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { listCostAccountTree, readCostAccountRules } from '@/db/queries/cost-accounts'
import { requireMember } from '@/lib/auth/current-member'
import { findSimilar } from '@/lib/cost-accounts/find-similar'
import { searchCostAccounts } from '@/lib/cost-accounts/search-cost-accounts'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { readText, type Query } from '../../filter-address'
import { flashMessage } from '../../flash'
import { Settings } from '../settings'
import { saveRules } from './actions'
import { SimilarAccountNotice } from './similar-account-notice'

const DONE = {
  added: 'The cost account was added.',
  changed: 'The cost account was changed.',
  deactivated: 'The cost account was deactivated. Its history stays.',
  activated: 'The cost account was activated.',
  imported: 'The file was imported.',
  rules: 'The rules were saved.',
}

/** As many as a person can look through; with more, one searches. */
const SHOWN = 500
/** From here on a search is worth its place. */
const MANY = 12

/** Where the team books its postage: the tree, and when one has to be chosen. */
export default async function CostAccounts({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/settings/cost-accounts', 'settings:write')
  const [query, tree, rules] = await Promise.all([
    searchParams,
    listCostAccountTree(member.teamId),
    readCostAccountRules(member.teamId),
  ])
  const wanted = readText(query, 'q').trim().slice(0, 75)
  const found = searchCostAccounts(tree, wanted)
  const saved = tree.find(({ code }) => code === readText(query, 'saved'))
  const twin = saved && findSimilar(saved, tree)
  return (
    <Settings
      member={member}
      current="cost-accounts"
      title="Cost accounts"
      text="Cost accounts track postage by department or project, in up to three levels."
      done={flashMessage(DONE, query.done)}
      actions={
        tree.length > 0 && (
          <>
            {/* A file, not a screen: the browser fetches it itself. */}
            <ButtonLink href="/settings/cost-accounts/export" prefetch={false} download>
              Export CSV
            </ButtonLink>
            <ButtonLink href="/settings/cost-accounts/import">Import CSV</ButtonLink>
            <ButtonLink href="/settings/cost-accounts/add" kind="primary">
              Add cost account
            </ButtonLink>
          </>
        )
      }
    >
      {saved && twin && <SimilarAccountNotice saved={saved} twin={twin} />}
      {tree.length === 0 ? (
        <Card>
          <EmptyState
            title="No cost accounts yet"
            text="Cost accounts show which department or project each refill and label belongs to."
            action={
              <div className="flex flex-wrap justify-center gap-2.5">
                <ButtonLink href="/settings/cost-accounts/add" kind="primary">
                  Add cost account
                </ButtonLink>
                <ButtonLink href="/settings/cost-accounts/import">Import CSV</ButtonLink>
              </div>
            }
          />
        </Card>
      ) : (
        <Card>
          {tree.length > MANY && (
            <form method="get" role="search" className="mb-4 flex flex-wrap items-end gap-2.5">
              <Field id="q" label="Search by name, code or description" className="min-w-0 grow sm:max-w-[380px]">
                <input id="q" name="q" type="search" defaultValue={wanted} maxLength={75} className={INPUT} />
              </Field>
              <Button kind="plain">Search</Button>
              {wanted !== '' && (
                <ButtonLink href="/settings/cost-accounts" kind="quiet">
                  Show all
                </ButtonLink>
              )}
            </form>
          )}
          {found.length === 0 ? (
            <p className="py-6 text-muted">No cost account matches “{wanted}”.</p>
          ) : (
            <CostAccountTree rows={found.slice(0, SHOWN)} />
          )}
          {found.length > SHOWN && (
            <p className="mt-4 text-muted tabular-nums">
              The first {SHOWN} of {found.length.toLocaleString('en-US')} are shown. Search or export to see the others.
            </p>
          )}
        </Card>
      )}
      <Card title="Rules">
        <PostedForm
          action={saveRules}
          initial={emptyForm}
          title="Cost accounts · Settings"
          submit="Save"
          prefix="rules-"
        >
          <div>
            <CheckField name="on_refill" label="Required when adding postage" defaultChecked={rules.onRefill} />
            <CheckField name="on_label" label="Required when printing" defaultChecked={rules.onLabel} />
          </div>
        </PostedForm>
      </Card>
    </Settings>
  )
}
