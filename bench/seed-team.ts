import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { BenchDatabase } from './bench-database'

/** A team with so many labels and refills, made as anybody would make it: by `cli seed`, which tells how far it has come. Answers its id. */
export async function seedTeam(
  { owner, ownerUrl, appUrl }: BenchDatabase,
  slug: string,
  { labels, refills }: { labels: number; refills: number },
): Promise<number> {
  const [{ id }] = await owner.sql<[{ id: number }]>`select create_team(p_slug => ${slug}, p_name => ${slug}) as id`
  const seed = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'cli/main.ts',
      'seed',
      '--team',
      slug,
      '--refills',
      String(refills),
      '--labels',
      String(labels),
    ],
    {
      env: { ...process.env, DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const [code] = await once(seed, 'exit')
  if (code !== 0) throw new Error(`cli seed ended with ${code}`)
  return id
}
