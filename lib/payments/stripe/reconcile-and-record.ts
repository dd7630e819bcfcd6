import { Stripe } from 'stripe'
import { database } from '../../../db/client'
import type { StripeSettings } from '../../env'
import { StripeUnavailable } from './call-stripe'
import { reconcile, type Reconciled } from './reconcile'

/** As many differences as are kept: with more the books are not of one installation, and the command line names all. */
const MOST_KEPT = 10_000

/** Lays Stripe's books beside the ledger and keeps what came out, or why it could not be done, which is thrown then. */
export async function reconcileAndRecord(settings: StripeSettings, since: Date): Promise<Reconciled> {
  const { sql } = database()
  const [{ started }] = await sql<[{ started: Date }]>`select clock_timestamp() as started`
  const record = ({ compared, differences }: Reconciled, error: string | null) =>
    sql`select record_reconciliation(
      p_started_at => ${started}, p_since => ${since}, p_compared => ${compared},
      p_differences => ${sql.json(differences.slice(0, MOST_KEPT))}, p_error => ${error})`
  try {
    const reconciled = await reconcile(settings, since)
    await record(reconciled, null)
    return reconciled
  } catch (error) {
    const words =
      error instanceof StripeUnavailable
        ? 'Stripe did not answer.'
        : error instanceof Stripe.errors.StripeError
          ? 'Stripe refused to show its books; the key may lack the right to read them.'
          : 'The books could not be compared.'
    await record({ compared: 0, differences: [] }, words)
    throw error
  }
}
