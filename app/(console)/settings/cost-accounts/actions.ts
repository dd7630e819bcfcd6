'use server'

import { redirect } from 'next/navigation'
import { listCostAccountTree } from '@/db/queries/cost-accounts'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { LONGEST, readCode } from '@/lib/cost-accounts/fields'
import {
  refusalWords,
  type CostAccountRefusal,
  saveCostAccounts,
  setCostAccountRules,
  setCostAccountActive,
} from '@/lib/cost-accounts/cost-accounts'
import { readTexts, type FormState } from '@/lib/form-state'
import { readField } from '@/lib/text/read-field'

/** Takes the form of one cost account: a new one where it has no id. The code defaults to the name. */
export async function saveCostAccount(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/cost-accounts', 'settings:write', form)
  const { values, errors } = readTexts(form, ['id', 'name', 'code', 'description', 'parent'])
  const tree = await listCostAccountTree(member.teamId)
  const known = values.id === '' ? null : tree.find(({ id }) => id === values.id)
  if (known === undefined) errors.push({ field: 'form', message: 'This cost account no longer exists.' })
  // A code that cannot change any more is not in the form.
  const name = readField(values, errors, 'name', {
    called: 'The name',
    longest: LONGEST.name,
    missing: 'Enter a name.',
  })
  const typedCode = readField(values, errors, 'code', { called: 'The code', longest: LONGEST.code })
  const description = readField(values, errors, 'description', {
    called: 'The description',
    longest: LONGEST.description,
  })
  const code = form.has('code') ? typedCode || name : (known?.code ?? name)
  if (errors.length > 0) return { values, errors }

  const result = await saveCostAccounts(principalOf(member), [
    {
      id: known?.id ?? null,
      code,
      name,
      description: description || null,
      active: known?.active ?? true,
      parent: readCode(values.parent),
    },
  ])
  if (!result.ok) return { values, errors: [{ field: fieldOf(result.reason), message: refusalWords(result) }] }
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
  const { values, errors } = readTexts(form, ['on_refill', 'on_label'])
  if (errors.length > 0) return { values, errors }
  const result = await setCostAccountRules(principalOf(member), {
    onRefill: values.on_refill === 'yes',
    onLabel: values.on_label === 'yes',
  })
  if (!result.ok) return { values, errors: [{ field: 'form', message: refusalWords(result) }] }
  redirect('/settings/cost-accounts?done=rules')
}

/** Takes a cost account out of use, with those under it, or back into use. */
export async function setActive(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/cost-accounts', 'settings:write', form)
  const { values, errors } = readTexts(form, ['id', 'active'])
  if (errors.length > 0) return { values, errors }
  const active = values.active === 'yes'
  const result = await setCostAccountActive(principalOf(member), values.id, active)
  if (!result.ok) return { values, errors: [{ field: 'form', message: refusalWords(result) }] }
  redirect(`/settings/cost-accounts?done=${active ? 'activated' : 'deactivated'}`)
}
