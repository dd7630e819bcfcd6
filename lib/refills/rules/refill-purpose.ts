/**
 * What a refill is made for, beyond filling the balance; the Add postage form and its addresses carry it by these names:
 * `waiting` names the label that waits for the postage, `request` the request for postage that it approves. Both are ids of rows:
 * an address says which, never what.
 */
export const PURPOSES = ['waiting', 'request'] as const

/** Empty texts for nothing. */
export type RefillPurpose = Record<(typeof PURPOSES)[number], string>

/** Said of a label that was printed or changed, has waited too long, or is another person's or session's. */
export const NOT_WAITING = 'This label is no longer waiting.'

/** As long as an id is. */
const LONGEST = 36

/** What a form or an address says of it. */
export function readPurpose(given: (name: keyof RefillPurpose) => unknown): RefillPurpose {
  return Object.fromEntries(
    PURPOSES.map((name) => {
      const value = given(name)
      return [name, typeof value === 'string' && value.length <= LONGEST && !value.includes('\0') ? value : '']
    }),
  ) as RefillPurpose
}

/** Its fields that hold something, by name. */
export function purposeFields(purpose: RefillPurpose): [string, string][] {
  return PURPOSES.map((name): [string, string] => [name, purpose[name]]).filter(([, value]) => value !== '')
}
