/**
 * The contract between a form that uploads a CSV file and its server action. Types only: both sides import this file.
 */

import type { FormState } from '../forms/rules/form-state'

export type LineError = { line: number; message: string }

/** What the file would do, told by one of its lines. */
export type PlannedLine = {
  /** Null for what the file does by leaving it out. */
  line: number | null
  kind: 'add' | 'change' | 'remove'
  name: string
  /** Next to the name, if it differs. */
  code?: string
  /** The changes as text: `Name: Sales → Selling`. */
  details: string[]
}

/** A line with a warning: the warnings, and what the import would do with the line; null for nothing. */
export type WarnedLine = { line: number; messages: string[]; planned: PlannedLine | null }

export type ImportPreview = {
  /** Summary: `Added`, 12. */
  figures: { label: string; value: number }[]
  /** The lines with warnings, the other changes, and the errors: the first of each. */
  warned: WarnedLine[]
  warnedCount: number
  planned: PlannedLine[]
  plannedCount: number
  errors: LineError[]
  errorCount: number
  /** What else is to be known before it is done, and what to look at twice. */
  notes: string[]
  warnings: string[]
  /** The label of the confirm button; null if there is nothing to do or there are errors. */
  confirm: string | null
}

/** How to read a file, as far as the person has chosen it; null for detected values. */
export type ImportChoices = {
  encoding: string | null
  /** The header row; 0 for a file without one. */
  headersLine: number | null
  /** The meaning of each column of the file, or '' to leave it out. */
  columns: string[] | null
  /** Rows that look like a footer are imported, too. */
  keepsFooters: boolean
}

/** How a file was read, for a person who wants to change it. */
export type ImportLayout = {
  encoding: string
  encodings: { value: string; label: string }[]
  headersLine: number
  /** The possible header rows, by their beginnings. */
  lines: { line: number; text: string }[]
  /**
   * `head` is empty if there is none; the first values, and their number; `key` is '' for a column that is left out.
   */
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
