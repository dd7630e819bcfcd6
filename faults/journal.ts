import { appendFileSync } from 'node:fs'

/** What a client was told: the server's answer, or nothing, because the connection broke or nobody answered in time. */
export type Told = { status: number; id: string | null; code: string | null; replayed: boolean } | 'nothing'

/** One thing that a client wanted, under one Idempotency-Key, and all that it was told about it. */
export type Wish = {
  key: string
  teamId: number
  operation: 'refill' | 'label'
  amount: number
  told: Told[]
}

/** What the clients know for certain about a wish. */
export type Knowledge = { is: 'acknowledged'; id: string } | { is: 'refused' } | { is: 'unknown' }

/** Remembers what was wanted and told, in a file too: each line is there before its client takes the next step. */
export class Journal {
  readonly wishes: Wish[] = []

  constructor(private readonly file: string) {}

  want(wish: Omit<Wish, 'told'>): Wish {
    const whole: Wish = { ...wish, told: [] }
    this.wishes.push(whole)
    this.write({ wants: wish })
    return whole
  }

  tell(wish: Wish, told: Told): void {
    wish.told.push(told)
    this.write({ key: wish.key, told })
  }

  private write(line: object): void {
    appendFileSync(this.file, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
  }
}

/**
 * A resource that was named once is acknowledged for good, a declined card's refill too. Refused is only what was never
 * answered by anything else: behind a broken connection the server may still have done it.
 */
export function knowledge({ told }: Wish): Knowledge {
  const answers = told.filter((each) => each !== 'nothing')
  const named = answers.find(({ id }) => id !== null)
  if (named?.id) return { is: 'acknowledged', id: named.id }
  const refused = told.length > 0 && answers.length === told.length && answers.every(({ status }) => status < 500)
  return refused ? { is: 'refused' } : { is: 'unknown' }
}
