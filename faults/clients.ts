import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Dice } from '../lib/testing/dice'
import type { Journal, Reply, Attempt } from './journal'
import { send, type Answer, type Sending } from './send'

/** A team as label printing software knows it. */
export type TeamAccess = { id: number; apiKey: string; card: string; declinedCard: string; reserve: string }

export type Clients = {
  /** Every request so far, in order. */
  sendings: Sending[]
  /** Lets everyone finish what they are at. */
  stop: () => Promise<void>
}

const ATTEMPTS = 5
const PATIENCE_MS = 20_000

/**
 * Starts clients that print labels and add postage continuously. Each waits for its response and, if it gets none,
 * repeats the request under the same key, or sometimes gives up.
 */
export function startClients(url: string, teams: TeamAccess[], journal: Journal, count: number, dice: Dice): Clients {
  const state = { over: false }
  const sendings: Sending[] = []
  const working = Array.from({ length: count }, async () => {
    const own = dice.more()
    while (!state.over) {
      await makeRequest(url, own.one(teams), journal, sendings, () => state.over, own)
      await delay(10 * own.throw())
    }
  })
  return {
    sendings,
    async stop() {
      state.over = true
      await Promise.all(working)
    },
  }
}

async function makeRequest(
  url: string,
  team: TeamAccess,
  journal: Journal,
  sendings: Sending[],
  isOver: () => boolean,
  dice: Dice,
): Promise<void> {
  const { path, operation, body } = choose(team, dice)
  const attempt = journal.recordAttempt({ key: randomUUID(), teamId: team.id, operation, amount: body.amount })
  for (let count = 0; count < ATTEMPTS; count++) {
    const headers = { Authorization: `Bearer ${team.apiKey}`, 'Idempotency-Key': attempt.key }
    const sending = send(`${url}/api/v1${path}`, headers, body, PATIENCE_MS)
    sendings.push(sending)
    const reply = replyTo(await sending.answer)
    journal.recordReply(attempt, reply)
    if (reply !== 'nothing' && reply.status !== 503 && reply.status !== 429) return
    if (isOver() || dice.chance(0.1)) return
    await delay(100 + 400 * dice.throw())
  }
}

function choose(
  team: TeamAccess,
  dice: Dice,
): { path: string; operation: Attempt['operation']; body: { amount: number } } {
  const thrown = dice.throw()
  const amount = 1_000 + Math.floor(dice.throw() * 2_000)
  const refill = (method: string) => ({
    path: '/refills',
    operation: 'refill' as const,
    body: { amount, payment_method_id: method },
  })
  if (thrown < 0.3) return refill(team.card)
  if (thrown < 0.35) return refill(team.declinedCard)
  if (thrown < 0.55) return refill(team.reserve)
  return {
    path: '/labels',
    operation: 'label',
    body: { carrier: 'usps', amount: Math.ceil(amount * 0.8) } as { amount: number },
  }
}

function replyTo(answer: Answer | null): Reply {
  if (!answer) return 'nothing'
  const { status, replayed, body } = answer
  return { status, id: body.id ?? body.refill?.id ?? null, code: body.code ?? null, replayed }
}
