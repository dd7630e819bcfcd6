import { z } from 'zod'
import { LARGEST_AMOUNT } from '../money'

const notAnAmount = 'must be a whole, positive number of cents.'

/** An amount in a request: a whole, positive number of US cents. */
export const amount = z
  .int({ error: notAnAmount }).min(1, { error: notAnAmount }).max(LARGEST_AMOUNT, { error: 'is too large.' })
  .meta({ description: 'Whole US cents: 10000 is $100.00.' })

/** Text in a request: up to `longest` characters, of those that a database and a reader can hold. */
export const text = (longest: number) =>
  storable().refine((value) => [...value].length <= longest, { error: `must have at most ${longest} characters.` })
    .meta({ maxLength: longest })

/** The code or id of something, as it came; whether it exists is for the verb to say. */
export const name = () => storable()

// PostgreSQL cannot store NUL, and half a surrogate pair is no character.
const storable = () =>
  z.string({ error: 'must be text.' }).refine((value) => !/\0|\p{Surrogate}/u.test(value), {
    error: 'has a character that cannot be stored.',
  })

/** Cents in an answer. */
export const cents = z.int()

/** A moment in an answer: RFC 3339 in UTC. */
export const instant = z.iso.datetime()
