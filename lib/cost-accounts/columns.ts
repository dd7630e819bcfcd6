import type { KnownColumn } from '../csv/columns'
import type { SheetKind } from '../csv/find-headers'

/**
 * The columns of PitneyShip's import and export. ParentName is the parent of an account, and NextParentName is the
 * parent of that parent. Passwords are ignored.
 */
export const COLUMNS = [
  'Name',
  'Code',
  'Description',
  'PasswordCode',
  'PasswordEnabled',
  'Status',
  'ParentName',
  'NextParentName',
] as const

/** Those, and what other programs have instead: SendPro Enterprise names the parent by its code. */
export type Column = (typeof COLUMNS)[number] | 'ParentCode' | 'Inactive'

const KNOWN: readonly KnownColumn<Column>[] = [
  {
    key: 'Name',
    label: 'Name',
    headers: [
      'Account Name',
      'Cost Account Name',
      'Cost Center Name',
      'Cost Centre Name',
      'Cost Account',
      'Cost Center',
      'Cost Centre',
      'Account',
      'Department Name',
      'Department',
    ],
  },
  {
    key: 'Code',
    label: 'Code',
    headers: [
      'Cost Center Code',
      'Cost Centre Code',
      'Cost Account Code',
      'Account Code',
      'Account Number',
      'Account No',
      'Account ID',
      'Cost Center Number',
      'Cost Centre Number',
      'Cost Center ID',
      'Cost Account Number',
      'Cost Account ID',
      'Cost Code',
      'Department Code',
      'Department Number',
      'Department ID',
      'GL Code',
      'Number',
      'ID',
    ],
  },
  {
    key: 'Description',
    label: 'Description',
    headers: [
      'Account Description',
      'Cost Account Description',
      'Cost Center Description',
      'Cost Centre Description',
      'Desc',
      'Details',
      'Comment',
      'Comments',
      'Notes',
      'Note',
    ],
  },
  {
    key: 'PasswordCode',
    label: 'PasswordCode',
    hint: 'left out',
    headers: ['Password', 'Account Password', 'Cost Account Password', 'PIN'],
  },
  {
    key: 'PasswordEnabled',
    label: 'PasswordEnabled',
    hint: 'left out',
    headers: ['Password Required', 'Password Protected', 'Has Password', 'Use Password'],
  },
  {
    key: 'Status',
    label: 'Status',
    hint: 'TRUE is active',
    headers: [
      'Active',
      'Is Active',
      'Active Status',
      'Account Status',
      'Cost Account Status',
      'Cost Center Status',
      'Enabled',
      'Is Enabled',
      'State',
    ],
  },
  {
    key: 'Inactive',
    label: 'Inactive',
    hint: 'TRUE is inactive',
    headers: ['Is Inactive', 'Disabled', 'Is Disabled', 'Deactivated', 'Closed'],
  },
  {
    key: 'ParentName',
    label: 'ParentName',
    headers: [
      'Parent',
      'Parent Account Name',
      'Parent Account',
      'Parent Cost Account Name',
      'Parent Cost Account',
      'Parent Cost Center Name',
      'Parent Cost Center',
      'Parent Cost Centre',
      'Parent Department',
      'Stands Under',
    ],
  },
  {
    key: 'NextParentName',
    label: 'NextParentName',
    headers: [
      'Next Parent',
      'Next Parent Account Name',
      'Next Parent Account',
      'Next Parent Cost Account Name',
      'Grandparent Name',
      'Grandparent',
      'Parent of Parent',
    ],
  },
  {
    key: 'ParentCode',
    label: 'ParentCode',
    hint: 'by its code',
    headers: [
      'Parent Cost Center Code',
      'Parent Cost Centre Code',
      'Parent Cost Account Code',
      'Parent Account Code',
      'Parent Account Number',
      'Parent Cost Center Number',
      'Parent Number',
      'Parent ID',
      'Parent Account ID',
      'Parent Department Code',
    ],
  },
]

/** A file of cost accounts. */
export const COST_ACCOUNT_SHEET: SheetKind<Column> = {
  columns: KNOWN,
  missing: (has) =>
    has('Name') ? null : 'Choose the column with the name of each cost account. The others may be left out.',
  tooMany: (most) =>
    `The file has more than ${most.toLocaleString('en-US')} rows, which is as many as can be read at once here. Split it into several files, parents first.`,
}

/** The number of cost accounts that can be new or changed at once. The database has fifteen seconds for them. */
export const MOST_CHANGES = 5_000

/** The maximum size of a file in bytes, larger than any export (20,000 accounts with the longest texts are 9.6 MB). */
export const FILE_LIMIT = {
  mostBytes: 10 * 1024 * 1024,
  tooLarge: 'The file is larger than 10 MB. Split it into several files, parents first.',
}
