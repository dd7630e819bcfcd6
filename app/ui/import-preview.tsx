import type { ImportPreview as Preview } from '@/lib/cost-accounts/import-state'

/** What an import would do: figures first, then what is wrong, or what changes, line by line. */
export function ImportPreview({ preview }: { preview: Preview }) {
  const { added, changed, unchanged, planned, errors, errorCount, warnings } = preview
  const blocked = errorCount > 0
  // With errors nothing is added, so nothing is said of it.
  const figures = blocked
    ? [{ label: errorCount === 1 ? 'Error' : 'Errors', value: errorCount }]
    : [{ label: 'Added', value: added }, { label: 'Changed', value: changed }, { label: 'Unchanged', value: unchanged }]
  return (
    <div className="grid gap-5">
      <dl aria-label="What the file comes to" className="flex flex-wrap gap-x-10 gap-y-3 tabular-nums">
        {figures.map(({ label, value }) => (
          <div key={label} className={blocked ? 'text-red' : ''}>
            <dt className="text-[13px] text-muted">{label}</dt>
            <dd className="text-[19px] font-[620]">{value.toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
      {warnings.length > 0 && (
        <ul className="grid gap-1 text-amber">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {blocked ? (
        <div>
          <p className="font-[550] text-red">Nothing can be imported before this is put right in the file:</p>
          <ul className="mt-2">
            {errors.map(({ line, message }) => (
              <li key={`${line} ${message}`} className="flex gap-4 border-line py-1.5 not-last:border-b">
                <span className="w-[4.5rem] shrink-0 text-muted tabular-nums">Line {line}</span>
                <span className="min-w-0 wrap-anywhere">{message}</span>
              </li>
            ))}
          </ul>
          <More of={errorCount} shown={errors.length} what="errors" />
        </div>
      ) : (
        <div>
          {planned.length === 0 && <p>Everything in the file is here already, just like that. There is nothing to import.</p>}
          <ul>
            {planned.map((change) => (
              <li key={change.line} className="flex gap-4 border-line py-1.5 not-last:border-b">
                <span className="w-[4.5rem] shrink-0 text-muted tabular-nums">Line {change.line}</span>
                <span className="min-w-0 wrap-anywhere">
                  <span className={change.kind === 'add' ? 'text-green' : 'text-accent'}>{change.kind === 'add' ? 'Add' : 'Change'}</span>{' '}
                  <span className="font-[550]">{change.name}</span>
                  {change.code !== change.name && <span className="text-muted"> {change.code}</span>}
                  {change.details.length > 0 && <span className="block text-[13.5px] text-muted">{change.details.join(' · ')}</span>}
                </span>
              </li>
            ))}
          </ul>
          <More of={added + changed} shown={planned.length} what="changes" />
        </div>
      )}
    </div>
  )
}

function More({ of: all, shown, what }: { of: number; shown: number; what: string }) {
  if (all <= shown) return null
  return <p className="mt-2 text-muted tabular-nums">And {(all - shown).toLocaleString('en-US')} more {what}.</p>
}
