import { setTimeout as delay } from 'node:timers/promises'
import { knownOutcome, type Attempt } from './journal'
import type { Stage } from './stage'

/** A refill may be processing for so long after everything is back. */
const RESOLVED_WITHIN_MS = 60_000

type Refill = { id: string; status: string; amount: number; total: number; card: boolean; seconds: number | null }

/**
 * Checks the promises after a fault, with everything running again. Waits until no refill is processing, and then
 * compares what the clients saw, what the processor charged, and what the ledger says. Returns the problems as text.
 */
export async function checkPromises(stage: Stage): Promise<string[]> {
  const problems = stage.endedByItself.map((how) => `the server, automatically: ${how}`)
  const stuck = await untilResolved(stage)
  if (stuck > 0) problems.push(`${stuck} refills are still processing after ${RESOLVED_WITHIN_MS / 1000} s`)

  const { owner, processor, journal } = stage
  const refills = await owner<Refill[]>`
    select r.id, r.status, r.amount, r.amount + r.fee as total, r.payment_method_type = 'credit_card' as card,
      extract(epoch from (select min(a.at) from audit_log a where a.team_id = r.team_id and a.subject = 'refill:' || r.id
        and a.action in ('refill.posted', 'refill.failed')) - r.created_at)::float8 as seconds
    from refills r`
  const labels = await owner<{ id: string; amount: number }[]>`select id, amount from labels`
  const keys = await owner<{ key: string; id: string }[]>`select key, resource_id as id from idempotency_keys`
  const made = new Map<string, { amount: number; status?: string }>(
    [...refills, ...labels].map((each) => [each.id, each]),
  )
  const byKey = new Map(keys.map(({ key, id }) => [key, id]))

  for (const attempt of journal.attempts) problems.push(...checkAttempt(attempt, byKey.get(attempt.key), made))
  const wanted = new Set(journal.attempts.map(({ key }) => key))
  problems.push(...keys.filter(({ key }) => !wanted.has(key)).map(({ key }) => `nobody wanted ${key}`))

  const cards = refills.filter(({ card }) => card)
  for (const { id, status, total } of cards) {
    const charge = processor.charges.get(id)
    const due = status === 'posted' ? 'succeeded' : 'declined'
    if (charge?.status !== due || charge.total !== total) {
      problems.push(
        `refill ${id} is ${status} over ${total}, the processor has ${charge ? `${charge.status} ${charge.total}` : 'nothing'}`,
      )
    }
  }
  if (processor.charges.size !== cards.length)
    problems.push(`the processor has ${processor.charges.size} charges, the ledger ${cards.length}`)
  problems.push(
    ...refills
      .filter(({ seconds }) => (seconds ?? 0) * 1000 > RESOLVED_WITHIN_MS)
      .map(({ id, seconds }) => `refill ${id} was processing for ${seconds} s`),
  )
  for (const { problem } of await owner<{ problem: string }[]>`select problem from verify_ledger(null)`)
    problems.push(problem)
  return problems
}

function checkAttempt(
  attempt: Attempt,
  made: string | undefined,
  resources: Map<string, { amount: number; status?: string }>,
): string[] {
  const name = `${attempt.operation} ${attempt.key}`
  const known = knownOutcome(attempt)
  const strange = attempt.replies.filter(
    (reply) => reply !== 'nothing' && (reply.status === 500 || reply.status === 404),
  )
  if (strange.length > 0) return [`${name} was answered ${JSON.stringify(strange[0])}`]
  if (known.is === 'refused') return made ? [`${name} was refused and is there`] : []
  if (known.is === 'unknown') return []
  const resource = resources.get(known.id)
  if (made !== known.id || resource?.amount !== attempt.amount)
    return [`${name} was acknowledged as ${known.id}, its key has ${made ?? 'nothing'}`]
  const posted = attempt.replies.some((reply) => reply !== 'nothing' && reply.status === 201)
  if (attempt.operation === 'refill' && posted && resource.status !== 'posted')
    return [`${name} was posted and is ${resource.status}`]
  return []
}

async function untilResolved(stage: Stage): Promise<number> {
  for (const until = Date.now() + RESOLVED_WITHIN_MS; ; await delay(200)) {
    const [{ n }] = await stage.owner<[{ n: number }]>`select count(*) as n from refills where status = 'processing'`
    if (n === 0 || Date.now() > until) return n
  }
}
