import { readFileSync } from 'node:fs'
import { connection } from 'next/server'
import { RefillTable, type RefillRow } from '@/app/(console)/history/postage/refill-table'

let kept: RefillRow[] | undefined

/**
 * The yardstick of the History screen: the same rows in the same table, from memory, without authentication. It is not
 * part of the product; build-copy.ts puts it into a copy of the application.
 */
export default async function Yardstick() {
  // Rendered at each request, as any page that shows somebody's data.
  await connection()
  kept ??= readRows()
  return (
    <main>
      <h1>Postage history</h1>
      <RefillTable rows={kept} timeZone="America/New_York" caption="Postage history" />
    </main>
  )
}

function readRows(): RefillRow[] {
  const rows = JSON.parse(readFileSync(process.env.BENCH_ROWS!, 'utf8')) as RefillRow[]
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }))
}
