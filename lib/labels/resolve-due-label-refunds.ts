import { database } from '../../db/client'
import { log } from '../log'
import { cardProcessor } from '../payments/processor'
import { runEvery } from '../run-every'

/** USPS takes days. The simulated USPS of test mode takes this long. */
const ANSWERS_AFTER_SECONDS = 10

/** The number of decisions in one run of the job. */
const BATCH = 50

/** The reference of labels whose refund is denied in test mode. */
export const DENIED_IN_TEST_MODE = 'TEST-DENY'

type Due = { teamId: number; labelId: string; denied: boolean }

/**
 * Simulates USPS in test mode. It approves refunds that were requested a while ago, and denies labels with the
 * reference `TEST-DENY`. In live mode it does nothing: an admin records the decision. Returns the number of decisions.
 * Several processes can call it at once: each refund is decided once.
 */
export async function resolveDueLabelRefunds(): Promise<number> {
  if (cardProcessor().mode !== 'test') return 0
  const { sql } = database()
  // Those that have failed before come up again and again: in no order, so that they cannot stand before all others.
  const due = await sql<Due[]>`
    select f.team_id as "teamId", f.label_id as "labelId", l.reference is not distinct from ${DENIED_IN_TEST_MODE} as denied
    from label_refunds f join labels l on l.team_id = f.team_id and l.id = f.label_id
    where f.answered_at is null and f.requested_at <= clock_timestamp() - make_interval(secs => ${ANSWERS_AFTER_SECONDS})
    order by random() limit ${BATCH}`
  let answered = 0
  for (const { teamId, labelId, denied } of due) {
    try {
      await sql`select refund_label(p_team => ${teamId}, p_label => ${labelId}, p_approved => ${!denied})`
      answered++
    } catch (error) {
      // It stays open and comes up at the next turn; the others should not wait for it.
      log.error({ err: error, teamId, labelId }, 'could not answer a refund')
    }
  }
  return answered
}

/** In test mode, decides refunds of labels every five seconds. Several processes can do so at once. */
export function startRefundJob(): void {
  runEvery('refund', 5_000, resolveDueLabelRefunds, 'refunds of labels are answered')
}
