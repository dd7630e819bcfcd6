'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/forms/rules/form-state'
import { verifyTeamNow } from '@/lib/ledger/verify-team-now'

const WORDS = {
  busy: 'The ledger is already being verified. Try again in a moment.',
  forbidden: 'Only an admin can verify the ledger.',
  too_long: 'Verification takes longer than five minutes. The ledger is still verified every night.',
}

/** Verifies the team's ledger now; its result is a row of the audit log, which the page then shows. */
export async function verifyNow(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/ledger', 'settings:write', form)
  const result = await verifyTeamNow(principalOf(member))
  if (result.outcome === 'verified') redirect(`/settings/ledger?verified=${result.auditId}`)
  return { values: {}, errors: [{ field: 'form', message: WORDS[result.outcome] }] }
}
