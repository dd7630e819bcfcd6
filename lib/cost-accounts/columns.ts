/**
 * The columns of the trade (PitneyShip's import and export). ParentName is what an account stands under, NextParentName what that one
 * stands under. Passwords are theirs, not ours.
 */
export const COLUMNS = [
  'Name', 'Code', 'Description', 'PasswordCode', 'PasswordEnabled', 'Status', 'ParentName', 'NextParentName',
] as const

export type Column = (typeof COLUMNS)[number]

/** As many rows as one file may have, and as many bytes. */
export const MOST_ROWS = 5_000
export const FILE_LIMIT = { mostBytes: 1024 * 1024, tooLarge: 'The file is larger than 1 MB. Split it into several files, parents first.' }
