import type { ImportLayout } from '@/lib/csv/import-state'
import type { FormError } from '@/lib/forms/rules/form-state'
import { Card } from '@/app/ui/card'
import { ErrorSummary } from '@/app/ui/error-summary'
import { Field, FieldError, LABEL } from '@/app/ui/field'
import { PersistentForm } from '@/app/ui/persistent-form'
import { Options, Select } from '@/app/ui/select'
import { SubmitButton } from '@/app/ui/submit-button'

export type ImportColumnsProps = {
  layout: ImportLayout
  fileName: string
  errors: FormError[]
  send: (form: FormData) => void
  pending: boolean
  /** What the other fields of the page say. */
  values: Record<string, string>
  /** There is nothing to see before this is answered. */
  isNeeded: boolean
}

const LEFT_OUT = { value: '', label: 'Leave out' }

/** What each column of a file is, how the file is encoded and where its heads stand: found out, and to be put right. */
export function ImportColumns({ layout, fileName, errors, send, pending, values, isNeeded }: ImportColumnsProps) {
  const { columns, footers, lines } = layout
  const said = (field: string) => errors.find((error) => error.field === field)?.message ?? null
  const known = columns.filter(({ key }) => key !== '').length
  const form = (
    <PersistentForm action={send} pending={pending} className="mt-1 grid gap-6">
      <input type="hidden" name="step" value="columns" />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} readOnly />
      ))}
      <ErrorSummary errors={errors.map(({ field, message }) => ({ message, href: `#${field}` }))} answer={layout} />
      <fieldset id="columns" tabIndex={-1} aria-describedby="columns-error" className="min-w-0">
        <legend className="mb-3 text-muted">
          Choose what each column contains. You will see a preview before anything changes.
        </legend>
        <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
          {columns.map((column, place) => (
            <Field
              key={place}
              id={`column_${place}`}
              label={column.header || `Column ${place + 1}`}
              hint={hintOf(column)}
              error={said(`column_${place}`)}
              className="wrap-anywhere"
            >
              <Select
                id={`column_${place}`}
                name={`column_${place}`}
                key={column.key}
                defaultValue={column.key}
                aria-invalid={said(`column_${place}`) !== null || undefined}
                aria-describedby={`column_${place}-hint column_${place}-error`}
              >
                <Options of={[LEFT_OUT, ...layout.options.map(({ key, label }) => ({ value: key, label }))]} />
              </Select>
            </Field>
          ))}
        </div>
        <FieldError id="columns-error" message={said('columns')} />
      </fieldset>
      <div className="grid items-start gap-x-6 gap-y-5 border-t border-line pt-5 sm:grid-cols-2 lg:grid-cols-3">
        <Field id="heads_line" label="Header row">
          <Select id="heads_line" name="heads_line" key={layout.headersLine} defaultValue={String(layout.headersLine)}>
            <Options
              of={[
                ...lines.map(({ line, text }) => ({ value: String(line), label: `Line ${line}: ${text}` })),
                { value: '0', label: 'No header row' },
              ]}
            />
          </Select>
        </Field>
        <Field
          id="encoding"
          label="Encoding"
          hint="If accented letters look wrong, try another encoding."
          error={said('encoding')}
        >
          <Select
            id="encoding"
            name="encoding"
            key={layout.encoding}
            defaultValue={layout.encoding}
            aria-invalid={said('encoding') !== null || undefined}
            aria-describedby="encoding-hint encoding-error"
          >
            <Options of={layout.encodings} />
          </Select>
        </Field>
        {footers.length > 0 && (
          <div className="sm:col-span-2 lg:col-span-3">
            <span className={LABEL}>
              {footers.length === 1
                ? `Line ${footers[0]} looks like a footer`
                : `Lines ${footers.join(', ')} look like footers`}
            </span>
            <label htmlFor="keeps_footers" className="flex min-h-[44px] items-center gap-3">
              <input
                id="keeps_footers"
                name="keeps_footers"
                type="checkbox"
                value="yes"
                defaultChecked={layout.keepsFooters}
                className="tick size-5 shrink-0"
              />
              Import these lines too
            </label>
          </div>
        )}
      </div>
      <div>
        <SubmitButton label="Apply" pending={pending} kind={isNeeded ? 'primary' : 'plain'} />
      </div>
    </PersistentForm>
  )
  if (isNeeded) return <Card title={`Columns of ${fileName}`}>{form}</Card>
  return (
    <Card>
      <details open={layout.isOpen} key={String(layout.isOpen)}>
        <summary className="flex min-h-[44px] cursor-pointer items-center gap-2 font-semibold">
          <span>Columns</span>
          <span className="font-normal text-muted">
            {known} of {columns.length} are read
          </span>
        </summary>
        {form}
      </details>
    </Card>
  )
}

function hintOf({ values, filled }: ImportLayout['columns'][number]): string {
  if (filled === 0) return 'Empty'
  return `${values.join(', ')}${filled > values.length ? `, … ${filled.toLocaleString('en-US')} values` : ''}`
}
