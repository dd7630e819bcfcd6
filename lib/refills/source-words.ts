import type { Refill } from '../../db/queries/refills'

/** Where a refill came from, as receipts and files say it. */
export const SOURCE_WORDS: Record<Refill['source'], string> = { web: 'Web', api: 'API', auto: 'Automatic' }
