/** The most characters of each (PitneyShip's, and the table's own bounds). */
export const LONGEST = { name: 75, code: 75, description: 150 } as const

export type CostAccountText = keyof typeof LONGEST

/** What is wrong with a cost account's texts, in words; the form and the import say the same. */
export function checkCostAccount(texts: Record<CostAccountText, string>): { field: CostAccountText; message: string }[] {
  const errors: { field: CostAccountText; message: string }[] = []
  if (texts.name === '') errors.push({ field: 'name', message: 'Enter a name.' })
  for (const field of ['name', 'code', 'description'] as const) {
    const text = texts[field]
    if ([...text].length > LONGEST[field]) {
      errors.push({ field, message: `The ${field} may have ${LONGEST[field]} characters at most.` })
    } else if (/[\p{Cc}\p{Surrogate}\u2028\u2029]/u.test(text)) {
      errors.push({ field, message: `The ${field} has a line break or another character that cannot be kept.` })
    }
  }
  return errors
}
