import { cache } from 'react'
import { readBalance as ask } from '@/db/queries/balance'

/** The team's balance, read once a request: what a page says of it and what its header says are the same. */
export const readBalance = cache(ask)
