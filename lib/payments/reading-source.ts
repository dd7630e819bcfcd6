import type { CardProcessor } from './card-processor'

/** Names the processor's books in `processor_readings`: those of test mode and of live mode are different ones. */
export const readingSource = ({ id, mode }: Pick<CardProcessor, 'id' | 'mode'>) => `${id}-${mode}`
