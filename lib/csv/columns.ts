/** A column of an import, and the header names by which it is recognized in common programs. */
export type KnownColumn<Key extends string = string> = {
  key: Key
  /** How we call it ourselves, in exports and on screens. */
  label: string
  /** A description, if the name alone is ambiguous. */
  hint?: string
  /** Other header names for it, best first. */
  headers: readonly string[]
}

/** A column of a file: its meaning ('' for none), its first values, and the number of its values. */
export type SheetColumn<Key extends string = string> = {
  header: string
  key: Key | ''
  values: string[]
  filled: number
}

/** A header without case, accents, spaces, and punctuation: `Parent_Name ` becomes `parentname`. */
export function normalizeHeader(header: string): string {
  return header
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** The column of each header name and its rank: 0 for the column's own name. Built once per import. */
export function indexColumns<Key extends string>(
  columns: readonly KnownColumn<Key>[],
): Map<string, { key: Key; rank: number }> {
  const index = new Map<string, { key: Key; rank: number }>()
  for (const { key, label, headers } of columns) {
    for (const [rank, header] of [label, ...headers].entries()) {
      const plain = normalizeHeader(header)
      if (!index.has(plain)) index.set(plain, { key, rank })
    }
  }
  return index
}
