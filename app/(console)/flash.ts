/** The sentence for what an address says was done or refused; null for what the table does not know. */
export function flashMessage(sentences: Record<string, string>, value: string | string[] | undefined): string | null {
  return typeof value === 'string' && Object.hasOwn(sentences, value) ? sentences[value]! : null
}

/** What the address of a page may carry of it. */
export type FlashQuery = Promise<{ done?: string | string[]; refused?: string | string[] }>
