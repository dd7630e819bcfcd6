import { database } from '../../../db/client'
import { env } from '../../env'
import { log } from '../../log'
import { describeError } from './describe-error'
import { reconcileAndRecord } from './reconcile-and-record'

/**
 * Lays Stripe's books beside the ledger where today's turn has not been taken yet (`reconciliation_due`, by the database's
 * clock), keeps the result and logs what differs as an error. Returns whether it was done. Two processes that do it at once
 * only read the same twice.
 */
export async function reconcileNightly(): Promise<boolean> {
  const { stripe: settings } = env()
  if (settings === null) return false
  const [{ since }] = await database().sql<[{ since: Date | null }]>`select reconciliation_due() as since`
  if (since === null) return false
  try {
    const { compared, differences } = await reconcileAndRecord(settings, since)
    if (differences.length === 0) log.info({ compared }, 'Stripe and the ledger say the same')
    else
      log.error(
        {
          compared,
          differences: differences.length,
          payments: differences.slice(0, 20).map(({ payment, refill }) => ({ payment, refill })),
        },
        'Stripe and the ledger differ',
      )
  } catch (error) {
    log.error(describeError(error), 'Stripe’s books could not be laid beside the ledger')
  }
  return true
}
