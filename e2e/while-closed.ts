import postgres from 'postgres'
import type { Copy } from './start-copy'

/** Does something while the copy's database takes no connections and has closed those of the application. */
export async function whileClosed<T>(copy: Copy, work: () => Promise<T>): Promise<T> {
  const superuser = postgres(process.env.E2E_SUPERUSER_URL!, { max: 1 })
  const { pathname, username } = new URL(copy.env.DATABASE_URL!)
  const name = pathname.slice(1)
  try {
    await superuser.unsafe(`alter database ${name} allow_connections false`)
    await superuser`
      select pg_terminate_backend(pid, 5_000) from pg_stat_activity where datname = ${name} and usename = ${username}`
    return await work()
  } finally {
    await superuser.unsafe(`alter database ${name} allow_connections true`)
    await superuser.end()
  }
}
