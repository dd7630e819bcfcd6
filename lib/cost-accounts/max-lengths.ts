/** The most characters of each text of a cost account (PitneyShip's, and the table's own bounds). */
export const LONGEST = { name: 75, code: 75, description: 150 } as const
