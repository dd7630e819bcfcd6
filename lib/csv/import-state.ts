/** What a form that takes a CSV file and its server action say to each other. Types only: both sides import this file. */

import type { FormState } from '../form-state'

export type LineError = { line: number; message: string }

/** What the file would do, told by one of its lines. */
export type PlannedLine = {
  /** Null for what the file does by leaving it out. */
  line: number | null
  kind: 'add' | 'change' | 'remove'
  name: string
  /** Beside the name, where it is another. */
  code?: string
  /** What changes, in words: `Name: Sales → Selling`. */
  details: string[]
}

export type ImportPreview = {
  /** What the file comes to: `Added`, 12. */
  figures: { label: string; value: number }[]
  /** What it would do, and what stands against it: the first of each. */
  planned: PlannedLine[]
  plannedCount: number
  errors: LineError[]
  errorCount: number
  /** What else is to be known before it is done, and what to look at twice. */
  notes: string[]
  warnings: string[]
  /** What the button says that does it; null where there is nothing to do, or something against it. */
  confirm: string | null
}

/** `values` are those of the fields beside the file, where there are any; what is wrong with the file belongs to `file`. */
export type ImportState = FormState & {
  /** The file as it was sent, carried by the form until it is confirmed, and then read again like any other. */
  csv: string
  fileName: string
  /** What the person has seen: where it would do something else by now, that is shown first. */
  seen: string
  preview: ImportPreview | null
  notice: string | null
}
