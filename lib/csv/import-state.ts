/** What a form that takes a CSV file and its server action say to each other. Types only: both sides import this file. */

import type { FormState } from '../forms/rules/form-state'

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

/** A line to look at twice: what stands against it, and what would be done with it; null where nothing is. */
export type WarnedLine = { line: number; messages: string[]; planned: PlannedLine | null }

export type ImportPreview = {
  /** Summary: `Added`, 12. */
  figures: { label: string; value: number }[]
  /** The lines to look at twice, what else it would do, and what stands against it: the first of each. */
  warned: WarnedLine[]
  warnedCount: number
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

/** How a file is to be read, as far as somebody has said so: null for what is found out. */
export type ImportChoices = {
  encoding: string | null
  /** The line with the heads; 0 for a file that has none. */
  headersLine: number | null
  /** For each column of the file the one of ours that it is, or '' to leave it out. */
  columns: string[] | null
  /** Rows that look like a footer are imported, too. */
  keepsFooters: boolean
}

/** How a file was read, for somebody who may want it otherwise. */
export type ImportLayout = {
  encoding: string
  encodings: { value: string; label: string }[]
  headersLine: number
  /** The lines that may have the heads, by how they begin. */
  lines: { line: number; text: string }[]
  /** `head` is empty where it has none; the first values, and how many there are in all; `key` is '' for one that is left out. */
  columns: { header: string; values: string[]; filled: number; key: string }[]
  options: { key: string; label: string }[]
  /** How many lines look like a footer, and which. */
  footers: number[]
  keepsFooters: boolean
  /** Something in it is not known, so it is shown at once. */
  isOpen: boolean
}

/**
 * `values` are the fields next to the file, if there are any. Errors of the file have the field `file`, and errors of a
 * column `column_2` (from 0).
 */
export type ImportState = FormState & {
  /** The file as it was sent (pack-file.ts), carried by the form until it is confirmed, and then read again like any other. */
  file: string
  fileName: string
  choices: ImportChoices
  layout: ImportLayout | null
  /** What the person has seen: where it would do something else by now, that is shown first. */
  seen: string
  preview: ImportPreview | null
  notice: string | null
}
