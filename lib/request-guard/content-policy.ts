type Page = {
  /** A new value for each response. Scripts with it can run. */
  nonce: string
  /** The allowed targets of forms. */
  formTargets: string[]
  development: boolean
}

/**
 * The content security policy of a page. Only Next's development server gets more permissions: React evaluates text to
 * show the server's stack traces, changes come over a web socket, and the error overlay has styles without a nonce.
 */
export function contentPolicy({ nonce, formTargets, development }: Page): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    ...(development ? ["connect-src 'self' ws: wss:"] : []),
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${formTargets.join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')
}
