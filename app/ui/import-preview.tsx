import type { ImportPreview as Preview } from '@/lib/csv/import-state'

const KINDS = {
  add: { word: 'Add', look: 'text-green' },
  change: { word: 'Change', look: 'text-accent' },
  remove: { word: 'Remove', look: 'text-red' },
}

/** What an import would do: figures first, then what is wrong, or what changes, line by line. */
export function ImportPreview({ preview }: { preview: Preview }) {
  const { figures, planned, plannedCount, errors, errorCount, notes, warnings } = preview
  const blocked = errorCount > 0
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
      {notes.length > 0 && (
        <ul className="grid gap-1 wrap-anywhere">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <ul className="grid gap-1 text-amber">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {blocked ? (
        <div>
          <p className="font-[550] text-red">Nothing can be done before this is put right in the file:</p>
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
          <ul>
            {planned.map((change) => (
              <li key={`${change.line} ${change.name}`} className="flex gap-4 border-line py-1.5 not-last:border-b">
                <span className="w-[4.5rem] shrink-0 text-muted tabular-nums">{change.line === null ? 'Not in file' : `Line ${change.line}`}</span>
                <span className="min-w-0 wrap-anywhere">
                  <span className={KINDS[change.kind].look}>{KINDS[change.kind].word}</span>{' '}
                  <span className="font-[550]">{change.name}</span>
                  {change.code !== undefined && change.code !== change.name && <span className="text-muted"> {change.code}</span>}
                  {change.details.length > 0 && <span className="block text-[13.5px] text-muted">{change.details.join(' · ')}</span>}
                </span>
              </li>
            ))}
          </ul>
          <More of={plannedCount} shown={planned.length} what="changes" />
        </div>
      )}
    </div>
  )
}

function More({ of: all, shown, what }: { of: number; shown: number; what: string }) {
  if (all <= shown) return null
  return <p className="mt-2 text-muted tabular-nums">And {(all - shown).toLocaleString('en-US')} more {what}.</p>
}
