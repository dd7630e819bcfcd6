import { migrate } from '../db/migrate'
import { keepAnswers } from '../lib/answer-status'
import { startFoldJob } from '../lib/balance/fold-job'
import { describeProblems, env, EnvError } from '../lib/env'
import { startRefundJob } from '../lib/labels/refund-job'
import { startVerificationJob } from '../lib/ledger/verification-job'
import { log } from '../lib/log'
import { startReconciliationJob } from '../lib/payments/stripe/reconciliation-job'
import { startCardRefundJob } from '../lib/refills/card-refund-job'
import { startRefillJob } from '../lib/refills/refill-job'
import { markShuttingDown } from '../lib/shutdown'
import { closeConnectionsWhenStopping } from './close-when-stopping'
import { exitWithParent } from './exit-with-parent'
import { renameUnknownMethods } from './rename-unknown-methods'

/**
 * What a server process does before its first request. Next goes on to serve errors when this fails, so a failure
 * ends the process instead.
 */
export async function boot(): Promise<void> {
  exitWithParent()
  closeConnectionsWhenStopping()
  keepAnswers()
  renameUnknownMethods()
  process.once('SIGTERM', markShuttingDown)
  process.once('SIGINT', markShuttingDown)
  try {
    const { databaseUrl, databaseOwnerUrl } = env()
    await migrate({ ownerUrl: databaseOwnerUrl, appUrl: databaseUrl })
    startRefillJob()
    startCardRefundJob()
    startRefundJob()
    startVerificationJob()
    startFoldJob()
    startReconciliationJob()
  } catch (error) {
    if (error instanceof EnvError) console.error(describeProblems(error.problems))
    else log.fatal({ err: error }, 'The server could not start.')
    process.exit(1)
  }
}
