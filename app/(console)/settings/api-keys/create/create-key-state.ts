import type { ApiKey } from '@/db/queries/api-keys'
import type { FormState } from '@/lib/forms/rules/form-state'

/** The answer to the form: the form again, or the key that was created, shown this once, or the one that was before. */
export type CreateKeyState = FormState & {
  created: { name: string; key: string } | null
  before: { id: string; name: string; state: ApiKey['state'] } | null
}

export const EXPIRIES = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
]
