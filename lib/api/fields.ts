import { z } from 'zod'
import { LARGEST_AMOUNT } from '../rules/money'
import { readText } from '../text/rules/read-text'

const notAnAmount = 'must be a whole, positive number of cents.'

/** An amount in a request: a whole, positive number of US cents. */
export const amount = z
  .int({ error: notAnAmount })
  .min(1, { error: notAnAmount })
  .max(LARGEST_AMOUNT, { error: 'is too large.' })
  .meta({ description: 'Whole US cents: 10000 is $100.00.' })

/**
 * Stored text in a request, like all stored text (lib/text/rules/read-text.ts): one line of at most `longest`
 * characters.
 */
export const text = (longest: number) =>
  z
    .string(notText)
    .refine((value) => readText(value, { longest }).ok, { error: ({ input }) => faultOf(input, longest) })
    .overwrite((value) => evened(value, longest))
    .meta({ maxLength: longest })

/** The code or id of something in its stored form. The verb decides whether it exists, even if it is too long. */
export const name = () =>
  z
    .string(notText)
    .overwrite((value) => (value.trim().length > LONGEST_NAME ? NOBODYS_NAME : value))
    .refine((value) => readText(value, { longest: LONGEST_NAME }).ok, {
      error: ({ input }) => faultOf(input, LONGEST_NAME),
    })
    .overwrite((value) => evened(value, LONGEST_NAME))

/** Above every code and id. */
const LONGEST_NAME = 255
const NOBODYS_NAME = '?'.repeat(LONGEST_NAME)

const notText = { error: 'must be text.' }

function faultOf(value: unknown, longest: number): string {
  const read = readText(value, { longest })
  return read.ok ? '' : read.fault
}

// A refused text stays as it was sent, because nothing reads it.
function evened(value: string, longest: number): string {
  const read = readText(value, { longest })
  return read.ok ? read.text : value
}

/** Cents in a response. */
export const cents = z.int()

/** A time in a response: RFC 3339 in UTC. */
export const instant = z.iso.datetime()

/** Only where it is true. */
export const isTest = z.literal(true).optional().meta({ description: 'Of test mode: no real money moved.' })
