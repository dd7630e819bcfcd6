import type { Instrumentation } from 'next'

type Failed = typeof import('./server/request-failed').requestFailed

let requestFailed: Failed | undefined

/** Called by Next once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { boot } = await import('./server/boot')
    await boot()
    requestFailed = (await import('./server/request-failed')).requestFailed
  }
}

/** Called by Next when a page, an action or a route throws. It waits for nothing: the answer is about to be sent. */
export const onRequestError: Instrumentation.onRequestError = (...failure) => requestFailed?.(...failure)
