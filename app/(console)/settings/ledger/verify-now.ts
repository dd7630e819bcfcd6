'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/form-state'
import { verifyTeamNow } from '@/lib/ledger/verify-team-now'

const WORDS = {
  busy: 'Somebody is verifying this ledger already. Try again in a moment.',
  forbidden: 'Only an admin can verify the ledger.',
  too_long: 'There is more history than five minutes are enough for. It is verified every night all the same.',
}

/** Verifies the team's ledger now; its result is a row of the audit log, which the page then shows. */
export async function verifyNow(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/ledger', 'settings:write', form)
  const result = await verifyTeamNow(principalOf(member))
  if (result.outcome === 'verified') redirect(`/settings/ledger?verified=${result.auditId}`)
  return { values: {}, errors: [{ field: 'form', message: WORDS[result.outcome] }] }
}
