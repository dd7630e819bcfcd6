import postgres from 'postgres'
import type { BenchDatabase } from './bench-database'

/** What was measured has to be right, too. On a connection of its own: the whole ledger takes longer than a request may. */
export async function mustVerify({ ownerUrl }: BenchDatabase): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1 })
  try {
    const differences = await sql<{ problem: string }[]>`select problem from verify_ledger(null) limit 20`
    if (differences.length > 0) {
      throw new Error(`The ledger does not verify:\n${differences.map(({ problem }) => problem).join('\n')}`)
    }
  } finally {
    await sql.end()
  }
}
