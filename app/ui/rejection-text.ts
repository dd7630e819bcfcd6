import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'

const UPDATED =
  'Indicia was updated while this page was open. The form was not submitted. Nothing was changed. Copy what you typed, and then reload the page.'

/** What is refused before an action of ours says so in its first sentence or its second (lib/request-guard/rejections.ts, lib/security/rate-limit-responses.ts). */
const NOT_CHANGED = 'Nothing was changed.'

/**
 * The words of what was refused before any action of ours ran, as the browser hears them; null for what an action itself has
 * thrown, for an answer that never came, and for a fault of the page.
 */
export function rejectionText(error: unknown): string | null {
  if (isUnrecognized(error)) return UPDATED
  if (!(error instanceof Error) || error.name !== 'Error' || 'digest' in error) return null
  return error.message.includes(NOT_CHANGED) ? error.message : null
}
