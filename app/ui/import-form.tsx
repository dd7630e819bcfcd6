'use client'

import { useActionState, useEffect, useRef, useState } from 'react'
import type { ImportState } from '@/lib/cost-accounts/import-state'
import { Card } from './card'
import { ButtonLink } from './button-link'
import { ErrorSummary } from './error-summary'
import { FieldError, INPUT, LABEL } from './field'
import { ImportPreview } from './import-preview'
import { Notice } from './notice'
import { SubmitButton } from './submit-button'

export type ImportFormProps = {
  action: (state: ImportState, form: FormData) => Promise<ImportState>
  /** What the page is called; the form gives it its title, as PostedForm does. */
  title: string
  mostBytes: number
  /** What is said of a file with more bytes; from the start where one has just been refused. */
  tooLarge: string
  isRefused: boolean
  cancelHref: string
}

const EMPTY: ImportState = { csv: '', fileName: '', seen: '', preview: null, error: null, notice: null }

/** From so many rows on, one wants to see that something is happening. */
const MANY = 1_000

/** Choose a file, see what it would do, confirm. The file stays in the form's state in between; works without a script. */
export function ImportForm({ action, title, mostBytes, tooLarge, isRefused, cancelHref }: ImportFormProps) {
  const [state, send, pending] = useActionState(action, { ...EMPTY, error: isRefused ? tooLarge : null })
  const [isTooLarge, setTooLarge] = useState(false)
  const { preview } = state
  const error = isTooLarge ? tooLarge : state.error
  // The answer appears above the button that asked for it.
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => answer.current?.focus(), [state])
  const blocked = preview !== null && preview.errorCount > 0
  const count = preview ? preview.added + preview.changed : 0
  const errors = error ? [{ message: error, href: '#file' }] : []
  return (
    <>
      <title>{`${error || blocked ? 'Error: ' : ''}${title} · Indicia`}</title>
      {state.notice && <Notice kind="warn">{state.notice}</Notice>}
      {preview && (
        <div ref={answer} role="region" aria-label="Preview" tabIndex={-1} className="outline-none">
          <Card title={`What ${state.fileName} would do`}>
            <ImportPreview preview={preview} />
            {!blocked && (
              // In sight from the first line to the last: a hundred lines are ten screens of a phone.
              <form
                action={send}
                onSubmit={(event) => pending && event.preventDefault()}
                className="sticky bottom-0 -mx-5 mt-5 -mb-5 grid gap-4 rounded-b-[14px] border-t border-line bg-card px-5 py-4 sm:-mx-6 sm:px-6"
              >
                <input type="hidden" name="step" value="import" />
                {pending && count > MANY && (
                  <p role="status" className="grid gap-2">
                    {/* All rows are one statement, which knows no half: so the bar says that it works, not how far it is. */}
                    <progress aria-label="Importing" className="h-2 w-full accent-accent" />
                    Importing {count.toLocaleString('en-US')} cost accounts, all or none. This takes some seconds.
                  </p>
                )}
                <div className="flex flex-wrap gap-2.5">
                  {count > 0 && <SubmitButton label={`Import ${count.toLocaleString('en-US')}`} pending={pending} />}
                  <ButtonLink href={cancelHref}>{count > 0 ? 'Cancel' : 'Back'}</ButtonLink>
                </div>
              </form>
            )}
          </Card>
        </div>
      )}
      <Card title={preview ? 'Choose another file' : undefined}>
        <form
          action={send}
          noValidate
          onSubmit={(event) => {
            const file = new FormData(event.currentTarget).get('file')
            const large = file instanceof File && file.size > mostBytes
            setTooLarge(large)
            if (pending || large) event.preventDefault()
          }}
          className="grid max-w-[520px] gap-5"
        >
          <ErrorSummary errors={errors} answer={state} />
          <div>
            <label htmlFor="file" className={LABEL}>
              CSV file
            </label>
            <input
              id="file"
              name="file"
              type="file"
              accept=".csv,text/csv,text/plain"
              aria-invalid={error !== null || undefined}
              aria-describedby="file-error"
              className={`${INPUT} file:mr-3 file:min-h-[34px] file:cursor-pointer file:rounded-lg file:border-0 file:bg-soft file:px-3 file:font-[550] file:text-ink`}
            />
            <FieldError id="file-error" message={error} />
          </div>
          <div>
            {/* Once there is something to import, that is what one came for. */}
            <SubmitButton label="Show what it would do" pending={pending} kind={preview && !blocked ? 'plain' : 'primary'} />
          </div>
          <p className="-mt-2 text-[13.5px] text-muted">Nothing is changed before you have seen it.</p>
        </form>
      </Card>
    </>
  )
}
