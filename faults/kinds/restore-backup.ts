import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openDatabase, type Sql } from '../../db/client'
import { startEmbeddedPostgres } from '../../server/embedded-postgres'
import type { PostgresUrls } from '../../server/postgres-urls'
import { beginBackup } from '../back-up'
import type { Fault } from '../fault'
import { knownOutcome } from '../journal'

type Head = { teamId: number; account: string; seq: number; hash: string; balance: number }

const root = path.resolve(import.meta.dirname, '../..')

/** A backup that is taken under load, restored beside the server: sums and chains are those of the moment it ended. */
export const restoreBackup: Fault = {
  name: 'backup under load, restored',
  async inject(stage, { load }) {
    const dir = path.join(stage.folder, 'restored')
    const clients = stage.startClients()
    await delay(load / 4)
    const backup = await beginBackup(stage.postgres, stage.databaseDir, dir)
    await delay(load / 4)
    const acknowledged = stage.journal.attempts
      .map(knownOutcome)
      .flatMap((known) => (known.is === 'acknowledged' ? [known.id] : []))
    const heads = await readHeads(stage.owner)
    await backup.end()
    await delay(load / 4)
    await clients.stop()

    const restored = await startEmbeddedPostgres({ dir })
    const { sql, close } = openDatabase(restored.ownerUrl, 2)
    try {
      const problems = await verify(stage.owner, restored, heads)
      const there = new Set(
        (await sql<{ id: string }[]>`select id from refills union all select id from labels`).map(({ id }) => id),
      )
      const lost = acknowledged.filter((id) => !there.has(id))
      if (lost.length > 0)
        problems.push(`${lost.length} that had been acknowledged are not in the backup, ${lost[0]} for one`)
      const mine = await readHeads(sql)
      for (const head of mine) {
        const [same] = await stage.owner<{ hash: string; balance: number }[]>`
          select encode(hash, 'hex') as hash, balance_after as balance from entries
          where team_id = ${head.teamId} and account = ${head.account} and seq = ${head.seq}`
        if (same?.hash !== head.hash || same.balance !== head.balance) {
          problems.push(`entry ${head.seq} of ${head.account} is not in the backup what it is in the history`)
        }
      }
      const entries = mine.reduce((sum, { seq }) => sum + seq, 0)
      return { figures: [`${entries} entries and ${there.size} refills and labels restored`], problems }
    } finally {
      await close()
      await restored.stop()
      await rm(dir, { recursive: true })
    }
  },
}

/** The last entry of every account. */
function readHeads(sql: Sql): Promise<Head[]> {
  return sql<Head[]>`
    select distinct on (team_id, account) team_id as "teamId", account, seq, encode(hash, 'hex') as hash, balance_after as balance
    from entries order by team_id, account, seq desc`
}

/** As an operator would: `ledger verify`, with the head of each team's postage history that was seen before the backup ended. */
async function verify(owner: Sql, restored: PostgresUrls, heads: Head[]): Promise<string[]> {
  const slugs = new Map(
    (await owner<{ id: number; slug: string }[]>`select id, slug from teams`).map(({ id, slug }) => [id, slug]),
  )
  const postage = heads.filter(({ account }) => account === 'postage')
  if (postage.length === 0) return ['nothing was printed or refilled before the backup ended']
  const said = await Promise.all(
    postage.map(({ teamId, seq, hash }) =>
      promisify(execFile)(
        process.execPath,
        [
          '--import',
          'tsx',
          'cli/main.ts',
          'ledger',
          'verify',
          '--team',
          slugs.get(teamId)!,
          '--head',
          `${seq}:${hash}`,
        ],
        { cwd: root, env: { ...process.env, DATABASE_URL: restored.appUrl, DATABASE_OWNER_URL: restored.ownerUrl } },
      ).then(
        ({ stdout }) => stdout,
        (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`,
      ),
    ),
  )
  return said.filter((text) => !text.startsWith('ok ')).map((text) => `ledger verify: ${text.trim()}`)
}
