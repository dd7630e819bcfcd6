/** A column that an import takes, and the names by which its head is known: what people's programs write. */
export type KnownColumn<Key extends string = string> = {
  key: Key
  /** How we call it ourselves, in exports and on screens. */
  label: string
  /** What it is, where its name alone leaves a doubt. */
  hint?: string
  /** Other heads for it, best first. */
  headers: readonly string[]
}

/** A column as a file has it: which of ours it is, '' for none, its first values, and how many it has. */
export type SheetColumn<Key extends string = string> = {
  header: string
  key: Key | ''
  values: string[]
  filled: number
}

/** A head without regard to case, accents of its letters, spaces and signs: `Parent_Name ` is `parentname`. */
export function normalizeHeader(header: string): string {
  return header
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Which column each head is, and how well it is known: 0 by its own name. Made once an import. */
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
