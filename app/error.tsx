'use client'

import { unstable_isUnrecognizedActionError as isUnrecognized, useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Button } from '@/app/ui/button'
import { ErrorPanel } from '@/app/ui/error-panel'
import { rejectionText } from '@/app/ui/rejection-text'

/** 500: nothing of the cause is shown, only the number under which it stands in the log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter()
  if (isUnrecognized(error) as boolean) return <NotDone title="Indicia was updated" text={FORMER} />
  const refusal = rejectionText(error)
  if (refusal !== null) return <NotDone title="The action was not completed" text={refusal} />
  return (
    <main className="px-4">
      <title>Error: something went wrong · Indicia</title>
      <ErrorPanel
        title="Something went wrong"
        text="This page could not be displayed. If you were adding postage, check the Postage history for charges before you try again."
        requestId={error.digest}
        action={
          <Button
            type="button"
            onClick={() =>
              startTransition(() => {
                router.refresh()
                reset()
              })
            }
          >
            Try again
          </Button>
        }
      />
    </main>
  )
}

/** A press on a button of a page that a former build has sent. Forms with more than a button say it themselves (useFormAction). */
const FORMER = 'This page is from an earlier version. Nothing was changed. Reload the page and try again.'

/** A press on a button that was refused before anything was done: by another build, too fast, too large, or at another address than ours. */
function NotDone({ title, text }: { title: string; text: string }) {
  return (
    <main className="px-4">
      <title>{`Error: ${title} · Indicia`}</title>
      <ErrorPanel
        title={title}
        text={text}
        action={
          <Button type="button" onClick={() => location.reload()}>
            Reload the page
          </Button>
        }
      />
    </main>
  )
}
