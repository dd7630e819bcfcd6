/** How the test processor treats a card. `lost_answer` takes the money, but its answer never arrives. */
type TestCard = { brand: string; declines?: { code: string; message: string }; lostAnswer?: true }

/** The card numbers that the test processor knows. */
export const testCards: Record<string, TestCard> = {
  '4242424242424242': { brand: 'Visa' },
  '4000000000000002': {
    brand: 'Visa',
    declines: { code: 'card_declined', message: 'The card was declined. Its bank gave no reason.' },
  },
  '4000000000009995': {
    brand: 'Visa',
    declines: { code: 'insufficient_funds', message: 'The card was declined: it does not have enough funds.' },
  },
  '4000000000000341': { brand: 'Visa', lostAnswer: true },
}

/** The processor's name for a test card; null for a number it does not know. */
export function testCardReference(number: string): string | null {
  const bare = number.replaceAll(/[ -]/g, '')
  return Object.hasOwn(testCards, bare) ? `test_card_${bare}` : null
}

/** The test card behind a processor's name for it. */
export function findTestCard(reference: string): TestCard | null {
  return testCards[reference.replace(/^test_card_/, '')] ?? null
}
