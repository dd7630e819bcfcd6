import { appendFileSync } from 'node:fs'

/** What a client was told: the server's answer, or nothing, because the connection broke or nobody answered in time. */
export type Reply = { status: number; id: string | null; code: string | null; replayed: boolean } | 'nothing'

/** One thing that a client wanted, under one Idempotency-Key, and all that it was told about it. */
export type Attempt = {
  key: string
  teamId: number
  operation: 'refill' | 'label'
  amount: number
  replies: Reply[]
}

/** What the clients know for certain about a wish. */
export type KnownOutcome = { is: 'acknowledged'; id: string } | { is: 'refused' } | { is: 'unknown' }

/** Remembers what was wanted and told, in a file too: each line is there before its client takes the next step. */
export class Journal {
  readonly attempts: Attempt[] = []

  constructor(private readonly file: string) {}

  recordAttempt(attempt: Omit<Attempt, 'replies'>): Attempt {
    const whole: Attempt = { ...attempt, replies: [] }
    this.attempts.push(whole)
    this.write({ attempt })
    return whole
  }

  recordReply(attempt: Attempt, reply: Reply): void {
    attempt.replies.push(reply)
    this.write({ key: attempt.key, reply })
  }

  private write(line: object): void {
    appendFileSync(this.file, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
  }
}

/**
 * The outcome that the clients know for certain. A resource that was named once is acknowledged for good, even a refill
 * of a declined card. An attempt is refused only if every reply refused it: behind a broken connection the server may
 * still have done it.
 */
export function knownOutcome({ replies }: Attempt): KnownOutcome {
  const answers = replies.filter((each) => each !== 'nothing')
  const named = answers.find(({ id }) => id !== null)
  if (named?.id) return { is: 'acknowledged', id: named.id }
  const refused = replies.length > 0 && answers.length === replies.length && answers.every(({ status }) => status < 500)
  return refused ? { is: 'refused' } : { is: 'unknown' }
}
