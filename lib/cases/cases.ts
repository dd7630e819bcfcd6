import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { mailCase } from './mail-case'

export type NewCase = {
  /** Made where the form is: one form, one case. */
  key: string
  subject: string
  body: string
  refillId: string | null
  labelId: string | null
}

export type CaseOpened =
  | { ok: true; id: string; mail: 'sent' | 'failed' | 'off' }
  | { ok: false; code: 'forbidden' | 'unknown_subject' | 'too_many' }

type Row = { outcome: 'created' | 'replayed' | 'forbidden' | 'unknown_subject' | 'too_many'; case_id: string }

/** Opens a case for a member of the team; where mail is set up it goes to support, too. A mail that fails loses no case. */
export async function openCase(
  { teamId, id }: Principal,
  { key, subject, body, refillId, labelId }: NewCase,
): Promise<CaseOpened> {
  const [row] = await database().sql<[Row]>`
    select * from open_case(
      p_team => ${teamId}, p_actor => ${id}, p_key => ${key}, p_subject => ${subject}, p_body => ${body},
      p_refill => ${refillId}, p_label => ${labelId})`
  if (row.outcome !== 'created' && row.outcome !== 'replayed') return { ok: false, code: row.outcome }
  // Sent again, it has been mailed (or not) already.
  return { ok: true, id: row.case_id, mail: row.outcome === 'created' ? await mailCase(teamId, row.case_id) : 'off' }
}

/** A reply by who opened the case, or by an admin; the database decides who that is. */
export async function replyToCase(
  { teamId, id }: Principal,
  caseId: string,
  body: string,
): Promise<'replied' | 'closed' | 'not_found'> {
  const [row] = await database().sql<[{ outcome: 'replied' | 'closed' | 'not_found' }]>`
    select reply_to_case(p_team => ${teamId}, p_actor => ${id}, p_case => ${caseId}, p_body => ${body}) as outcome`
  return row.outcome
}

type Outcome = 'changed' | 'unchanged' | 'not_found' | 'forbidden'

/** Closes a case (who opened it, or an admin) or opens it again (an admin). */
export async function setCaseState(
  { teamId, id }: Principal,
  caseId: string,
  state: 'open' | 'closed',
): Promise<Outcome> {
  const [row] = await database().sql<[{ outcome: Outcome }]>`
    select set_case_state(p_team => ${teamId}, p_actor => ${id}, p_case => ${caseId}, p_state => ${state}) as outcome`
  return row.outcome
}
