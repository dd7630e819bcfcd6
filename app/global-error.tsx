'use client'

import './globals.css'
import { ErrorPanel } from '@/app/ui/error-panel'

/** When even the document around the pages fails. Plain, and without Next's own page, whose styles our policy forbids. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Error: something went wrong · Indicia</title>
        <main className="px-4">
          <ErrorPanel
            title="Something went wrong"
            text="This page could not be displayed. Reload the page. Charges are listed in the Postage history."
            requestId={error.digest}
            action={<a href="/">Home</a>}
          />
        </main>
      </body>
    </html>
  )
}
