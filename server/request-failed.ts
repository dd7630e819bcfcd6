import { randomUUID } from 'node:crypto'
import type { Instrumentation } from 'next'
import { replaceResponse, hasActionStarted } from '../lib/current-response'
import { ACTION, renderRejection, unreadableForm } from '../lib/request-guard/rejections'
import { PLAIN_HEADERS, errorPage } from '../lib/error-page'
import { log } from '../lib/log'

/**
 * The log gets the error with its number. Whoever asked for a document gets a page with that number: Next's own is empty until
 * a script fills it. Steps of the router and actions sent by a script are answered by Next, and shown by app/error.tsx.
 * A form that Next could not read is none of our failures: 400.
 */
export const requestFailed = ((error, { path, method, headers }, { renderSource }) => {
  const { digest = randomUUID() } = error as { digest?: string }
  const isScript = headers[ACTION] !== undefined
  if (method === 'POST' && !hasActionStarted()) {
    log.warn({ reason: String(error), path }, 'a form could not be read')
    const refused = renderRejection(unreadableForm, isScript)
    replaceResponse(unreadableForm.status, refused.headers, refused.body)
    return
  }
  log.error({ err: error, digest, path, method }, 'a request failed')
  // Of a form that came without a script Next does not say for what it was rendering.
  const isForm = method === 'POST' && !isScript
  const isDocument = isForm || renderSource === 'react-server-components' || renderSource === 'server-rendering'
  if (isDocument) replaceResponse(500, PLAIN_HEADERS, errorPage(digest))
}) satisfies Instrumentation.onRequestError
