import type { ReactNode } from 'react'
import type { ImportPreview as Preview, PlannedLine, WarnedLine } from '@/lib/csv/import-state'

const KINDS = {
  add: { word: 'Add', look: 'text-green' },
  change: { word: 'Change', look: 'text-accent' },
  remove: { word: 'Remove', look: 'text-red' },
}

/** What an import would do: figures first, then what is wrong, or what changes, line by line. */
export function ImportPreview({ preview }: { preview: Preview }) {
  const { figures, warned, warnedCount, planned, plannedCount, errors, errorCount, notes, warnings } = preview
  const blocked = errorCount > 0
  return (
    <div className="grid gap-5">
      <dl aria-label="Summary" className="flex flex-wrap gap-x-10 gap-y-3 tabular-nums">
        {figures.map(({ label, value }) => (
          <div key={label} className={blocked ? 'text-red' : ''}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="text-xl font-semibold">{value.toLocaleString('en-US')}</dd>
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
        <ul className="grid gap-1 wrap-anywhere text-amber">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {!blocked && <WarnedList lines={warned} all={warnedCount} />}
      {blocked ? (
        <div>
          <p className="font-medium text-red">Fix these problems in the file first:</p>
          <ul className="mt-2">
            {errors.map(({ line, message }) => (
              <Row key={`${line} ${message}`} line={line}>
                {message}
              </Row>
            ))}
          </ul>
          <More of={errorCount} shown={errors.length} what="errors" />
        </div>
      ) : (
        <PlannedList lines={planned} all={plannedCount} title={warned.length > 0 ? 'Other changes' : null} />
      )}
      {blocked && <WarnedList lines={warned} all={warnedCount} />}
    </div>
  )
}

function PlannedList({ lines, all, title }: { lines: PlannedLine[]; all: number; title: string | null }) {
  if (all === 0) return null
  return (
    <div>
      {title && <h3 className="mb-1 font-medium">{title}</h3>}
      <ul>
        {lines.map((line) => (
          <Row key={`${line.line} ${line.name}`} line={line.line}>
            <Planned line={line} />
          </Row>
        ))}
      </ul>
      <More of={all} shown={lines.length} what="changes" />
    </div>
  )
}

function WarnedList({ lines, all }: { lines: WarnedLine[]; all: number }) {
  if (all === 0) return null
  return (
    <div>
      <h3 className="mb-1 font-medium text-amber">Look at {all === 1 ? 'this line' : 'these lines'} twice</h3>
      <ul>
        {lines.map(({ line, messages, planned }) => (
          <Row key={line} line={line}>
            {planned && <Planned line={planned} />}
            {messages.map((message) => (
              <span key={message} className="block text-amber">
                {message}
              </span>
            ))}
          </Row>
        ))}
      </ul>
      <More of={all} shown={lines.length} what="lines" />
    </div>
  )
}

function Row({ line, children }: { line: number | null; children: ReactNode }) {
  return (
    <li className="flex gap-4 border-line py-1.5 not-last:border-b">
      <span className="w-[4.5rem] shrink-0 text-muted tabular-nums">
        {line === null ? 'Not in file' : `Line ${line}`}
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </li>
  )
}

function Planned({ line: { kind, name, code, details } }: { line: PlannedLine }) {
  return (
    <>
      <span className={KINDS[kind].look}>{KINDS[kind].word}</span> <span className="font-medium">{name}</span>
      {code !== undefined && code !== name && <span className="text-muted"> {code}</span>}
      {details.length > 0 && <span className="block text-sm text-muted">{details.join(' · ')}</span>}
    </>
  )
}

function More({ of: all, shown, what }: { of: number; shown: number; what: string }) {
  if (all <= shown) return null
  return (
    <p className="mt-2 text-muted tabular-nums">
      And {(all - shown).toLocaleString('en-US')} more {what}.
    </p>
  )
}
