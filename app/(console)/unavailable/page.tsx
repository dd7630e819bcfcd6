import type { Metadata } from 'next'
import { ErrorPanel } from '@/app/ui/error-panel'
import { buttonClass } from '@/app/ui/button'
import { setResponseStatus } from '@/lib/current-response'
import { localPath } from '@/lib/local-path'

export const metadata: Metadata = { title: 'Error: not available for a moment · Indicia' }

const AGAIN_SECONDS = 5

/** 503: the database is away. Reads nothing, and the browser goes back by itself, without a script too. */
export default async function Unavailable({ searchParams }: { searchParams: Promise<{ back?: string | string[] }> }) {
  const back = localPath((await searchParams).back)
  setResponseStatus(503, { 'Retry-After': String(AGAIN_SECONDS), Refresh: `${AGAIN_SECONDS}; url=${back}` })
  return (
    <main className="px-4">
      <ErrorPanel
        title="Indicia is temporarily unavailable"
        text="The database is not responding. Earlier charges and refills are safe. This page retries automatically every few seconds."
        // A whole page and not a step of the router: what is there is asked for anew.
        action={
          <a href={back} className={buttonClass('plain')}>
            Try now
          </a>
        }
      />
    </main>
  )
}
