/** What the import form and its server action say to each other. Types only: both sides import this file. */

import type { PlannedChange } from './plan-import'
import type { LineError } from './read-cost-accounts'

export type ImportPreview = {
  added: number
  changed: number
  unchanged: number
  /** What it would do, and what stands against it: the first of each. */
  planned: PlannedChange[]
  errors: LineError[]
  errorCount: number
  warnings: string[]
}

export type ImportState = {
  /** The file as it was sent, carried by the form until it is confirmed, and then read again like any other. */
  csv: string
  fileName: string
  /** What the person has seen: where it would do something else by now, that is shown first. */
  seen: string
  preview: ImportPreview | null
  /** What is wrong with the file as a whole. */
  error: string | null
  notice: string | null
}
