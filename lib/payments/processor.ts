import { withDeadline } from '../deadline'
import { env } from '../env'
import type { CardProcessor } from './card-processor'
import { remoteTestProcessor } from './remote-test-processor'
import { stripeProcessor } from './stripe/stripe-processor'
import { testProcessor } from './test-processor'

/** As long as a person may be kept waiting for a bank; a refill is asked about again from its tenth second on. */
const PATIENCE_MS = 10_000

const unknown = { status: 'unknown' } as const

/** The processor in use; whichever it is, its silence is an unknown outcome after ten seconds. */
export function cardProcessor(): CardProcessor {
  const processor = chosenProcessor()
  const patient = async <Answer>(question: Promise<Answer>) => {
    const answer = await withDeadline(question, PATIENCE_MS)
    return answer === 'too late' ? unknown : answer
  }
  return {
    mode: processor.mode,
    charge: (charge) => patient(processor.charge(charge)),
    find: (charge) => patient(processor.find(charge)),
    refund: (refund) => patient(processor.refund(refund)),
  }
}

function chosenProcessor(): CardProcessor {
  const { stripe, testProcessorUrl } = env()
  if (stripe !== null) return stripeProcessor(stripe)
  return testProcessorUrl === null ? testProcessor : remoteTestProcessor
}
