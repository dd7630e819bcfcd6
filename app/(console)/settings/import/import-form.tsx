'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ImportState } from '@/lib/csv/import-state'
import type { FileLimit } from '@/lib/csv/posted-file'
import { Card } from '@/app/ui/card'
import { ButtonLink } from '@/app/ui/button-link'
import { ErrorSummary } from '@/app/ui/error-summary'
import { FieldError, INPUT, LABEL } from '@/app/ui/field'
import { ImportColumns } from './import-columns'
import { ImportPreview } from './import-preview'
import { Notice } from '@/app/ui/notice'
import { PostedAnswer } from '@/app/ui/posted-form'
import { SubmitButton } from '@/app/ui/submit-button'
import { useFormAction } from '@/app/ui/use-form-action'

export type ImportFormProps = {
  action: (state: ImportState, form: FormData) => Promise<ImportState>
  /** What the page is called; the form gives it its title, as PostedForm does. */
  title: string
  limit: FileLimit
  /** A file beyond the limit has just been refused. */
  isRefused: boolean
  cancelHref: string
  /** The fields beside the file, of posted-fields.tsx. */
  children?: ReactNode
}

const EMPTY: ImportState = {
  values: {},
  errors: [],
  file: '',
  fileName: '',
  choices: { encoding: null, headersLine: null, columns: null, keepsFooters: false },
  layout: null,
  seen: '',
  preview: null,
  notice: null,
}

/** From so many rows on, one wants to see that something is happening. */
const MANY = 1_000

/** Choose a file, see what it would do, confirm. The file stays in the form's state in between; works without a script. */
export function ImportForm({ action, title, limit, isRefused, cancelHref, children }: ImportFormProps) {
  const tooLarge = [{ field: 'file', message: limit.tooLarge }]
  const [state, send, pending] = useFormAction(
    action,
    { ...EMPTY, errors: isRefused ? tooLarge : [] },
    (shown) => shown,
  )
  const [isTooLarge, setTooLarge] = useState(false)
  const { preview } = state
  const columnErrors = state.errors.filter(({ field }) => field.startsWith('column') || field === 'encoding')
  const errors = isTooLarge ? tooLarge : state.errors.filter((error) => !columnErrors.includes(error))
  const fileError = errors.find(({ field }) => field === 'file')?.message ?? null
  // The answer appears above the button that asked for it.
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => answer.current?.focus(), [state])
  const blocked = preview !== null && preview.errorCount > 0
  const columns = state.layout && (
    <ImportColumns
      layout={state.layout}
      fileName={state.fileName}
      errors={columnErrors}
      send={send}
      pending={pending}
      values={state.values}
      isNeeded={preview === null}
    />
  )
  return (
    <>
      <title>{`${errors.length > 0 || columnErrors.length > 0 || blocked ? 'Error: ' : ''}${title} · Indicia`}</title>
      {state.notice && <Notice kind="warn">{state.notice}</Notice>}
      {!preview && columns}
      {preview && (
        <div ref={answer} role="region" aria-label="Preview" tabIndex={-1} className="grid gap-5 outline-none">
          {state.layout?.isOpen && columns}
          <Card title={`Preview of ${state.fileName}`}>
            <ImportPreview preview={preview} />
            {!blocked && (
              // In sight from the first line to the last: a hundred lines are ten screens of a phone.
              <form
                action={send}
                onSubmit={(event) => pending && event.preventDefault()}
                className="sticky bottom-0 -mx-5 mt-5 -mb-5 grid gap-4 rounded-b-[14px] border-t border-line bg-card px-5 py-4 sm:-mx-6 sm:px-6"
              >
                <input type="hidden" name="step" value="import" />
                {Object.entries(state.values).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} readOnly />
                ))}
                {pending && preview.plannedCount > MANY && (
                  <p role="status" className="grid gap-2">
                    {/* All rows are one statement, which knows no half: so the bar says that it works, not how far it is. */}
                    <progress aria-label="Importing" className="h-2 w-full accent-accent" />
                    Importing {preview.plannedCount.toLocaleString('en-US')} rows. This takes a few seconds.
                  </p>
                )}
                <div className="flex flex-wrap gap-2.5">
                  {preview.confirm && <SubmitButton label={preview.confirm} pending={pending} />}
                  <ButtonLink href={cancelHref}>{preview.confirm ? 'Cancel' : 'Back'}</ButtonLink>
                </div>
              </form>
            )}
          </Card>
          {!state.layout?.isOpen && columns}
        </div>
      )}
      <Card title={preview || columns ? 'Choose another file' : undefined}>
        <form
          action={send}
          noValidate
          onSubmit={(event) => {
            const file = new FormData(event.currentTarget).get('file')
            const large = file instanceof File && file.size > limit.mostBytes
            setTooLarge(large)
            if (pending || large) event.preventDefault()
          }}
          className="grid max-w-[520px] gap-5"
        >
          <ErrorSummary
            errors={errors.map(({ field, message }) => ({ message, href: field === 'form' ? null : `#${field}` }))}
            answer={state}
          />
          <div>
            <label htmlFor="file" className={LABEL}>
              CSV file
            </label>
            <input
              id="file"
              name="file"
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
              aria-invalid={fileError !== null || undefined}
              aria-describedby="file-hint file-error"
              className={`${INPUT} file:mr-3 file:min-h-[34px] file:cursor-pointer file:rounded-lg file:border-0 file:bg-soft file:px-3 file:font-medium file:text-ink`}
            />
            <p id="file-hint" className="text-sm text-muted not-empty:mt-1.5 wrap-anywhere">
              {state.file !== '' &&
                !blocked &&
                `${state.fileName} is already uploaded. Choose a file only to replace it.`}
            </p>
            <FieldError id="file-error" message={fileError} />
          </div>
          <PostedAnswer state={{ values: state.values, errors }}>{children}</PostedAnswer>
          <div>
            {/* Once there is something to import, that is what one came for. */}
            <SubmitButton label="Preview" pending={pending} kind={preview?.confirm ? 'plain' : 'primary'} />
          </div>
          <p className="-mt-2 text-sm text-muted">You will see a preview before anything changes.</p>
        </form>
      </Card>
    </>
  )
}
