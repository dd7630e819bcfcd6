import { findPostmaster } from './find-postmaster'
import { readPasswords } from './postgres-passwords'
import { postgresUrls, type PostgresUrls } from './postgres-urls'

/** The embedded PostgreSQL that runs on this cluster folder now (for the command line), or null. */
export async function findRunningPostgres(clusterDir: string): Promise<PostgresUrls | null> {
  const [postmaster, passwords] = await Promise.all([findPostmaster(clusterDir), readPasswords(clusterDir)])
  return postmaster && passwords ? postgresUrls(postmaster.port, passwords) : null
}
