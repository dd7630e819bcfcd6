import { withDeadline } from '../deadline'
import { env, type Env } from '../env'
import type { CardProcessor } from './card-processor'
import { remoteTestProcessor } from './remote-test-processor'
import type { ProcessorEndpoints } from './processor-endpoints'
import { stripeEndpoints } from './stripe/stripe-endpoints'
import { stripeProcessor } from './stripe/stripe-processor'
import { testProcessor } from './test-processor'

/** As long as a person may wait for a bank. The job calls again from a refill's tenth second on. */
const PATIENCE_MS = 10_000

/** The processor in use. A charge, a refund, or a cancellation that is not answered after ten seconds is `unknown`. */
export function cardProcessor(): CardProcessor {
  const processor = chooseProcessor(env())
  return {
    ...processor,
    charge: (charge) => orUnknown(processor.charge(charge)),
    findCharge: (charge) => orUnknown(processor.findCharge(charge)),
    cancelConfirmation: (charge) => orUnknown(processor.cancelConfirmation(charge)),
    refund: (refund) => orUnknown(processor.refund(refund)),
  }
}

/** The one place that knows which processors there are. */
export function chooseProcessor({ stripe, testProcessorUrl }: Pick<Env, 'stripe' | 'testProcessorUrl'>): CardProcessor {
  if (stripe !== null) return stripeProcessor(stripe)
  return testProcessorUrl === null ? testProcessor : remoteTestProcessor
}

/** Where the processor's messages are registered; null for a processor that sends none. */
export function chooseEndpoints({ stripe }: Pick<Env, 'stripe'>): ProcessorEndpoints | null {
  return stripe === null ? null : stripeEndpoints(stripe)
}

async function orUnknown<Answer>(call: Promise<Answer>): Promise<Answer | { status: 'unknown' }> {
  const answer = await withDeadline(call, PATIENCE_MS)
  return answer.ok ? answer.value : { status: 'unknown' }
}
