'use server'

import { redirect } from 'next/navigation'
import { listCostAccountTree } from '@/db/queries/cost-accounts'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { LONGEST, readCode } from '@/lib/cost-accounts/rules/fields'
import {
  refusalWords,
  type CostAccountRefusal,
  saveCostAccounts,
  setCostAccountRules,
  setCostAccountActive,
} from '@/lib/cost-accounts/cost-accounts'
import { plainField, textField } from '@/lib/forms/fields'
import { readForm } from '@/lib/forms/read-form'
import { formError, type FormState } from '@/lib/forms/rules/form-state'

const COST_ACCOUNT = {
  id: plainField(),
  name: textField({ called: 'The name', longest: LONGEST.name, missing: 'Enter a name.' }),
  code: textField({ called: 'The code', longest: LONGEST.code }),
  description: textField({ called: 'The description', longest: LONGEST.description }),
  parent: plainField(),
}

const GONE = { field: 'form', message: 'This cost account no longer exists.' }

/** Takes the form of one cost account: a new one where it has no id. The code defaults to the name. */
export async function saveCostAccount(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/cost-accounts', 'settings:write', form)
  const read = readForm(form, COST_ACCOUNT)
  const tree = await listCostAccountTree(member.teamId)
  const id = read.ok ? read.data.id : (read.state.values.id ?? '')
  const known = id === '' ? null : tree.find((each) => each.id === id)
  if (known === undefined) {
    const { values, errors } = read.ok ? { values: read.values, errors: [] } : read.state
    return { values, errors: [GONE, ...errors] }
  }
  if (!read.ok) return read.state
  const { name, code: typedCode, description, parent } = read.data
  // A code that cannot change any more is not in the form.
  const code = form.has('code') ? typedCode || name : (known?.code ?? name)

  const result = await saveCostAccounts(principalOf(member), [
    {
      id: known?.id ?? null,
      code,
      name,
      description: description || null,
      active: known?.active ?? true,
      parent: readCode(parent),
    },
  ])
  if (!result.ok) return formError(read.values, fieldOf(result.reason), refusalWords(result))
  redirect(`/settings/cost-accounts?${new URLSearchParams({ done: known ? 'changed' : 'added', saved: code })}`)
}

function fieldOf(reason: CostAccountRefusal['reason']): string {
  if (reason === 'duplicate_code' || reason === 'code_in_use') return 'code'
  if (reason === 'duplicate_name') return 'name'
  if (reason === 'forbidden' || reason === 'unknown_cost_account') return 'form'
  return 'parent'
}

/** Takes when a cost account has to be chosen. */
export async function saveRules(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/cost-accounts', 'settings:write', form)
  const read = readForm(form, { on_refill: plainField(), on_label: plainField() })
  if (!read.ok) return read.state
  const result = await setCostAccountRules(principalOf(member), {
    onRefill: read.data.on_refill === 'yes',
    onLabel: read.data.on_label === 'yes',
  })
  if (!result.ok) return formError(read.values, 'form', refusalWords(result))
  redirect('/settings/cost-accounts?done=rules')
}

/** Takes a cost account out of use, with those under it, or back into use. */
export async function setActive(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/cost-accounts', 'settings:write', form)
  const read = readForm(form, { id: plainField(), active: plainField() })
  if (!read.ok) return read.state
  const active = read.data.active === 'yes'
  const result = await setCostAccountActive(principalOf(member), read.data.id, active)
  if (!result.ok) return formError(read.values, 'form', refusalWords(result))
  redirect(`/settings/cost-accounts?done=${active ? 'activated' : 'deactivated'}`)
}
