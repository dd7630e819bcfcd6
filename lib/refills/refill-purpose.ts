/**
 * What a refill is made for, beyond filling the balance; the Add postage form and its addresses carry it by these names:
 * `print` is the query of the Print form whose label waits for the postage, `request` the request for postage that it approves.
 */
export const PURPOSES = ['print', 'request'] as const

/** Empty texts for nothing. */
export type RefillPurpose = Record<(typeof PURPOSES)[number], string>

/** Far above what a Print form holds. */
const LONGEST = 4_000

/** What a form or an address says of it. */
export function readPurpose(given: (name: keyof RefillPurpose) => unknown): RefillPurpose {
  return Object.fromEntries(PURPOSES.map((name) => {
    const value = given(name)
    return [name, typeof value === 'string' && value.length <= LONGEST && !value.includes('\0') ? value : '']
  })) as RefillPurpose
}

/** Its fields that hold something, by name. */
export function purposeFields(purpose: RefillPurpose): [string, string][] {
  return PURPOSES.map((name): [string, string] => [name, purpose[name]]).filter(([, value]) => value !== '')
}
