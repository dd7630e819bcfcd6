import { cache } from 'react'
import { countOpenRequests as ask } from '@/db/queries/postage-requests'

/** How many requests wait for an admin, read once a request. */
export const countOpenRequests = cache(ask)
