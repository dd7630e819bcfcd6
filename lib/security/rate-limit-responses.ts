import { PLAIN_HEADERS, plainPage } from '../error-page'
import { countWrite } from './limits'

type Answer = { headers: Record<string, string>; body: string }

/**
 * 429 for a form: a page, or for a script the text that it shows at the form (app/ui/use-form-action.ts). Next requires
 * this content type.
 */
export function rateLimitedForm(seconds: number, isScript: boolean): Answer {
  const text = `You have sent too many requests in one minute. Nothing was changed. Wait ${inWords(seconds)} and submit the form again.`
  if (isScript)
    return {
      headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', 'Retry-After': String(seconds) },
      body: `Too many requests. ${text}`,
    }
  return page(seconds, 'Too many requests', `${text} Go back to see what you typed, if your browser kept it.`, [
    { href: '/', text: 'Home' },
  ])
}

/** 429 for a page. The browser reloads it automatically after the delay, even without a script. */
export function rateLimitedPage(seconds: number): Response {
  const { headers, body } = page(
    seconds,
    'One moment',
    `You have sent too many requests in one minute. This page reloads automatically in ${inWords(seconds)}.`,
    [{ href: '', text: 'Try now' }],
  )
  return new Response(body, { status: 429, headers: { ...headers, Refresh: String(seconds) } })
}

/** Limits an export, which costs the database more than a page. Null if the member can continue. */
export function refuseExport(member: { userId: string; teamId: number }): Response | null {
  const limit = countWrite(member)
  return limit.ok ? null : rateLimitedPage(limit.retryAfter)
}

function page(seconds: number, heading: string, text: string, links: { href: string; text: string }[]): Answer {
  return {
    headers: { ...PLAIN_HEADERS, 'Retry-After': String(seconds) },
    body: plainPage({ title: 'Error: too many requests', heading, text, links }),
  }
}

const inWords = (seconds: number) => (seconds === 1 ? 'one second' : `${seconds} seconds`)
