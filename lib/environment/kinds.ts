import { z } from 'zod'
import { readProxies } from '../security/read-proxies'
import { readEmail } from '../text/read-email'
import { isLoopback } from './is-loopback'
import { checkDatabaseUrl, checkSmtpUrl } from './check-url'

/** Kinds of values of environment variables. Each parses a text and refuses invalid ones. */

/** Explains what is wrong, if `check` knows. */
const checkedBy = (check: (value: string) => string | null) =>
  z.string().superRefine((value, context) => {
    const should = check(value)
    if (should !== null) context.addIssue({ code: 'custom', params: { should } })
  })

export const port = z
  .string()
  .regex(/^[0-9]{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65535)

export const postgresUrl = checkedBy(checkDatabaseUrl)
export const smtpUrl = checkedBy(checkSmtpUrl)

export const origin = z
  .string()
  .transform(parseUrl)
  .refine(
    (url) =>
      url !== null &&
      /^https?:$/.test(url.protocol) &&
      url.pathname === '/' &&
      !url.search &&
      !url.hash &&
      !url.username,
  )
  .transform((url) => url?.origin ?? '')

/** The text is not normalized: issuers are compared as text, and some end in a slash. */
export const issuer = z.string().refine((value) => {
  const url = parseUrl(value)
  if (url === null || url.search || url.hash || url.username) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
})

export const stripeKey = z.string().regex(/^[sr]k_(test|live)_[A-Za-z0-9_]{8,}$/)
export const stripeWebhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/=_-]{8,}$/)
/** Stripe's secret key goes there with every request, so the connection is encrypted or stays on this machine. */
export const stripeApiBase = origin.refine((url) => url.startsWith('https://') || isLoopback(new URL(url).hostname))

/** Test money stays on this machine. */
export const testProcessorUrl = origin.refine((url) => url.startsWith('http://') && isLoopback(new URL(url).hostname))

export const email = z.string().refine((value) => readEmail(value) !== null)
export const emails = z
  .string()
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  )
  .pipe(z.array(email))

export const hours = z
  .string()
  .regex(/^[0-9]{1,3}(\.[0-9]{1,3})?$/)
  .transform(Number)
  .refine((value) => value >= 0.01 && value <= 720)

export const requestsPerMinute = z
  .string()
  .regex(/^[0-9]{1,7}$/)
  .transform(Number)

export const proxies = z
  .string()
  .transform(readProxies)
  .refine((networks) => networks !== null)
  .transform((networks) => networks ?? [])

export const logLevelName = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null
}
