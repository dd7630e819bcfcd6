import type { SupervisorEnv } from '../lib/env'
import { isLoopback } from '../lib/environment/is-loopback'
import { StartError } from './start-error'

/** Refuses to develop on real money or on a database that others use: `npm run dev` changes functions as files are saved. */
export function checkDevelopmentEnv({ stripe, database }: Pick<SupervisorEnv, 'stripe' | 'database'>): void {
  if (stripe?.live) throw new StartError('STRIPE_SECRET_KEY: should be a test key under npm run dev (sk_test_…)')
  for (const url of database ? [database.appUrl, database.ownerUrl] : []) {
    if (isLoopback(new URL(url).hostname)) continue
    throw new StartError(
      'DATABASE_URL: should lead to this machine under npm run dev, or be unset for its own database',
    )
  }
}
