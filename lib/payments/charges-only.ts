import type { CardProcessor } from './card-processor'

/** What a test processor does besides charging and refunding: nothing. Its cards are entered in the application. */
export const CHARGES_ONLY = {
  id: 'test',
  name: 'The test processor',
  mode: 'test',
  isAvailable: () => true,
  // It asks for no confirmation. One that another processor asked for is not known here.
  cancelConfirmation: async () => ({ status: 'unknown' }),
  startCardSetup: async () => ({ status: 'unavailable' }),
  findCardSetup: async () => ({ status: 'not_found' }),
  detach: async () => ({ status: 'detached' }),
  webhooks: null,
  books: null,
} as const satisfies Partial<CardProcessor>
