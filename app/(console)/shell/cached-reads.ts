import { cache } from 'react'
import { readBalance as ask } from '@/db/queries/balance'
import { countOpenPostageRequests as count } from '@/db/queries/postage-requests'

/** The team's balance, read once a request: what a page says of it and what its header says are the same. */
export const readBalance = cache(ask)

/** The number of open postage requests, read once per HTTP request. */
export const countOpenPostageRequests = cache(count)
