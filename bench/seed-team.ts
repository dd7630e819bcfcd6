import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { BenchDatabase } from './bench-database'

const run = promisify(execFile)
/** A refill for so many labels, as an office makes them. */
const LABELS_A_REFILL = 20

/** A team with so many labels and their refills, made as anybody would make it: by `cli seed`. Answers its id. */
export async function seedTeam({ owner, ownerUrl, appUrl }: BenchDatabase, slug: string, labels: number): Promise<number> {
  const [{ id }] = await owner.sql<[{ id: number }]>`select create_team(${slug}, ${slug}) as id`
  const refills = String(Math.ceil(labels / LABELS_A_REFILL))
  await run(process.execPath, [
    '--import', 'tsx', 'cli/main.ts', 'seed', '--team', slug, '--refills', refills, '--labels', String(labels),
  ], { env: { ...process.env, DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl }, maxBuffer: Infinity })
  return id
}
