import type { Instrumentation } from 'next'
import { answerInstead } from '../lib/answer-status'
import { PLAIN_HEADERS, errorPage } from '../lib/error-page'
import { log } from '../lib/log'

/**
 * The log gets the error with its number. Whoever asked for a document gets a page with that number: Next's own is empty until
 * a script fills it. Steps of the router and actions sent by a script are answered by Next, and shown by app/error.tsx.
 */
export const requestFailed = ((error, { path, method }, { renderSource }) => {
  const { digest } = error as { digest?: string }
  log.error({ err: error, digest, path, method }, 'a request failed')
  const isDocument = renderSource === 'react-server-components' || renderSource === 'server-rendering'
  if (isDocument && digest) answerInstead(500, PLAIN_HEADERS, errorPage(digest))
}) satisfies Instrumentation.onRequestError
