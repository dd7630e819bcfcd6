/**
 * The headers of every response, in one list. server/request-guard/secure-response.ts sets them in our own processes.
 * On Vercel, next.config.js passes them to the platform. This is JavaScript because next.config.js is read before the
 * build.
 */
export const SECURITY_HEADERS = Object.freeze({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Not no-referrer: that would make browsers send `Origin: null` with our own forms.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
})

/** Two years. Only if people use https, because a browser would otherwise be locked out. */
export const HTTPS_ONLY = Object.freeze({ 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' })

/** For responses without a content policy of their own: nothing in them can run, load, or be framed. */
export const STRICT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
