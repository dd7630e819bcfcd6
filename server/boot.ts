import { checkIssuerAtStart } from '../lib/auth/check-issuer'
import { startRollUpJob } from '../lib/balance/roll-up-days'
import { env } from '../lib/env'
import { describeSetup } from '../lib/environment/describe-setup'
import { loadEnvFile } from '../lib/environment/load-env-file'
import { startRefundJob } from '../lib/labels/resolve-due-label-refunds'
import { startVerificationJob } from '../lib/ledger/verify-nightly'
import { log } from '../lib/log'
import { startModeJob } from '../lib/payments/adopt-mode'
import { startReconciliationJob } from '../lib/payments/reconcile-nightly'
import { startCatchUpJob } from '../lib/refills/catch-up'
import { startCardRefundJob } from '../lib/refills/resolve-due-card-refunds'
import { startDuplicateChargeJob } from '../lib/refills/resolve-due-duplicate-charges'
import { startRefillJob } from '../lib/refills/resolve-due-refills'
import { logSettingChanges } from '../lib/security/log-setting-changes'
import { markShuttingDown } from '../lib/shutdown'
import { BOOTING } from './booting'
import { exitWithParent } from './exit-with-parent'
import { installRequestGuard } from './request-guard/install-request-guard'
import { describeStartError } from './describe-start-error'
import { openPools } from './open-pools'
import { prepareDatabase } from './prepare-database'
import { StartError } from './start-error'

/**
 * Prepares a server process before its first request. Next would continue after a failure and serve errors, so a
 * failure ends the process.
 */
export async function boot(): Promise<void> {
  exitWithParent()
  logSettingChanges()
  process.once('SIGTERM', markShuttingDown)
  process.once('SIGINT', markShuttingDown)
  // The supervisor learns by this that the port is ours: Next listens before it boots.
  process.send?.(BOOTING)
  try {
    readSettings()
    const { authUrl, databaseUrl, databaseOwnerUrl, oidc, demo, stripe } = env()
    installRequestGuard(authUrl)
    const [wrongIssuer] = await Promise.all([
      checkIssuerAtStart(),
      prepareDatabase({ ownerUrl: databaseOwnerUrl, appUrl: databaseUrl }),
    ])
    if (wrongIssuer !== null) throw new StartError(wrongIssuer)
    await openPools(databaseUrl)
    // A supervisor prints this itself, with more detail.
    if (!process.connected) log.info(describeSetup({ databaseUrl, dataDir: null, issuer: oidc.issuer, demo, stripe }))
    await startModeJob()
    startRefillJob()
    startCardRefundJob()
    startDuplicateChargeJob()
    startCatchUpJob()
    startRefundJob()
    startVerificationJob()
    startRollUpJob()
    startReconciliationJob()
  } catch (error) {
    const reason = describeStartError(error, process.cwd())
    if (reason === null) log.fatal({ err: error }, 'The server could not start.')
    else console.error(reason)
    process.exit(1)
  }
}

/** Next has read `.env` with a reader of its own, which knows no byte order marks: ours fills in what that one has missed. */
function readSettings(): void {
  const { problems, warnings } = loadEnvFile(process.cwd(), process.env)
  if (problems.length > 0) throw new StartError(problems.join('\n'))
  // The supervisor has printed them.
  if (!process.connected) for (const warning of warnings) log.warn(warning)
}
