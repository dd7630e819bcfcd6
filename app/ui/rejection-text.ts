import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'

const UPDATED =
  'Indicia was updated while this page was open. The form was not submitted. Nothing was changed. Copy what you typed, and then reload the page.'

/** What is refused before an action of ours says so in its first sentence or its second (lib/request-guard/rejections.ts, lib/security/rate-limit-responses.ts). */
const NOT_CHANGED = 'Nothing was changed.'

/**
 * The text of a request that was rejected before an action ran, as the browser gets it. Null for an error that an
 * action threw, for a missing response, and for an error of the page.
 */
export function rejectionText(error: unknown): string | null {
  if (isUnrecognized(error)) return UPDATED
  if (!(error instanceof Error) || error.name !== 'Error' || 'digest' in error) return null
  return error.message.includes(NOT_CHANGED) ? error.message : null
}
