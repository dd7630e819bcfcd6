import { setTimeout as delay } from 'node:timers/promises'
import { Stripe } from 'stripe'
import { mayAsk, noteAnswer, noteSilence } from './breaker'

/** A little less than a person waits: what Stripe says at the last moment can still be recorded. */
const PATIENCE_MS = 9_500
const ATTEMPTS = 3
const FIRST_PAUSE_MS = 250

/** Stripe has not said what happened: it was not reached, has failed itself, or has no time. The cause tells which. */
export class StripeSilence extends Error {
  override name = 'StripeSilence'
}

/** Until when to wait for Stripe, for all the questions of one piece of work. */
export const patience = () => Date.now() + PATIENCE_MS

/**
 * Asks Stripe something, and again under the same key where that is safe and promising: after a lost connection, a 5xx,
 * a 409 (the same key is being worked on) or a 429, with growing, uneven pauses and never before Stripe's `Retry-After`.
 * What Stripe refuses is thrown as the library's error; everything that leaves the outcome open as `StripeSilence`.
 */
export async function askStripe<Answer>(
  question: (options: Stripe.RequestOptions) => Promise<Answer>,
  until = patience(),
): Promise<Answer> {
  if (!mayAsk()) throw new StripeSilence('Stripe has not answered for a while')
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await question({ timeout: Math.max(until - Date.now(), 1) })
      noteAnswer()
      return answer
    } catch (error) {
      if (!leavesOpen(error)) {
        if (error instanceof Stripe.errors.StripeError) noteAnswer()
        throw error
      }
      const pause = Math.max(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), retryAfter(error))
      if (attempt === ATTEMPTS || saysNotAgain(error) || Date.now() + pause >= until) {
        if (error instanceof Stripe.errors.StripeRateLimitError || error.statusCode === 409) noteAnswer()
        else noteSilence()
        throw new StripeSilence(error.message, { cause: error })
      }
      await delay(pause)
    }
  }
}

/** Whether the money may have moved all the same, or may yet: then nothing but another question tells. */
function leavesOpen(error: unknown): error is Stripe.errors.StripeError {
  const { StripeConnectionError, StripeRateLimitError, StripeAPIError } = Stripe.errors
  if (error instanceof StripeConnectionError || error instanceof StripeRateLimitError) return true
  // Without a status it was no JSON: a proxy on the way, or an answer cut short.
  return (
    error instanceof StripeAPIError &&
    (error.statusCode === undefined || error.statusCode === 409 || error.statusCode >= 500)
  )
}

const saysNotAgain = (error: Stripe.errors.StripeError) => error.headers?.['stripe-should-retry'] === 'false'

function retryAfter(error: Stripe.errors.StripeError): number {
  const seconds = Number(error.headers?.['retry-after'])
  return Number.isFinite(seconds) ? seconds * 1000 : 0
}
