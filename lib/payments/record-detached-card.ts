import { database } from '../../db/client'

/** Removes a card that the processor no longer has from every team's payment methods. */
export async function recordDetachedCard(card: string): Promise<void> {
  await database().sql`select record_detached_card(${card})`
}
