import { cache } from 'react'
import { countOpenPostageRequests as count } from '@/db/queries/postage-requests'

/** The number of open postage requests, read once per HTTP request. */
export const countOpenPostageRequests = cache(count)
