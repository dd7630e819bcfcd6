import { randomUUID } from 'node:crypto'
import type { Instrumentation } from 'next'
import { replaceResponse, hasActionStarted } from '../lib/current-response'
import { ACTION, renderRejection, unreadableForm } from '../lib/request-guard/rejections'
import { PLAIN_HEADERS, errorPage } from '../lib/error-page'
import { log } from '../lib/log'

/**
 * Logs the error with a number. A request for a document gets a page with that number, because Next's own page is empty
 * until a script fills it. Next answers router steps and scripted actions, and app/error.tsx shows the error. A form
 * that Next could not read gets a 400, because it is not our failure.
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
  // For a form without a script, Next does not say what it was rendering.
  const isForm = method === 'POST' && !isScript
  const isDocument = isForm || renderSource === 'react-server-components' || renderSource === 'server-rendering'
  if (isDocument) replaceResponse(500, PLAIN_HEADERS, errorPage(digest))
}) satisfies Instrumentation.onRequestError
