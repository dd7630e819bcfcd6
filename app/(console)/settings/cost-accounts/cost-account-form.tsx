import { SelectField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import type { CostAccountNode } from '@/db/queries/cost-accounts'
import { LONGEST } from '@/lib/cost-accounts/rules/fields'
import { parentOptions } from '@/lib/cost-accounts/parent-options'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { saveCostAccount } from './actions'

type CostAccountFormProps = {
  tree: CostAccountNode[]
  /** Null for a new one. */
  account: CostAccountNode | null
  /** Postage was booked to it: its code stays. */
  used: boolean
  title: string
}

/** The texts of a cost account and its place in the tree. */
export function CostAccountForm({ tree, account, used, title }: CostAccountFormProps) {
  const parent = tree.find(({ id }) => id === account?.parentId)
  return (
    <PostedForm
      action={saveCostAccount}
      initial={emptyForm}
      title={title}
      submit={account ? 'Save changes' : 'Add cost account'}
      className="grid max-w-[520px] gap-5"
    >
      <input type="hidden" name="id" value={account?.id ?? ''} />
      <TextField name="name" label="Name" defaultValue={account?.name} maxLength={LONGEST.name} />
      {used ? (
        <div>
          <p className="mb-2 font-medium">Code</p>
          <p className="wrap-anywhere">{account!.code}</p>
          <p className="mt-1.5 text-sm text-muted">The code cannot change because postage was booked to it.</p>
        </div>
      ) : (
        <TextField
          name="code"
          label="Code (optional)"
          hint="Used in exports and in the API. If you leave it empty, the name is the code. The code cannot change after postage is booked to it."
          defaultValue={account?.code}
          maxLength={LONGEST.code}
        />
      )}
      <TextField
        name="description"
        label="Description (optional)"
        defaultValue={account?.description ?? ''}
        maxLength={LONGEST.description}
      />
      <SelectField
        name="parent"
        label="Parent"
        defaultValue={parent?.code ?? ''}
        options={[{ value: '', label: 'None (top level)' }, ...parentOptions(account, tree)]}
      />
    </PostedForm>
  )
}
