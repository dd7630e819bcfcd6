import type { BenchDatabase } from './bench-database'

/** One run of the benchmark: what its sections share. */
export type Bench = {
  database: BenchDatabase
  /** The folder of the built copy of the application, built at the first call. */
  buildCopy: () => Promise<string>
  rounds: number
  seconds: number
  /** Of each of the long histories: so many refills and as many labels. */
  rows: number
}
