import { randomBytes } from 'node:crypto'
import type { Sql } from '../db/client'
import { listRefills, type Refill } from '../db/queries/refills'
import { planHistory } from '../lib/history-plan/plan-history'
import { createReader, sessionCookie } from './create-reader'

const DAY_MS = 24 * 60 * 60 * 1000
const COST_ACCOUNTS = ['ADMIN', 'FIN', 'LEGAL', 'MKT', 'SALES', 'SUPPORT']

export type HistoryTeam = {
  teamId: number
  userId: string
  newest: Refill[]
  /** The cookie of the admin's session at this address. */
  session: (url: string) => { name: string; value: string }
}

/** A team with ninety days of history and an admin who is signed in; `newest` are the rows of its first page. */
export async function createHistoryTeam(sql: Sql, rows: number): Promise<HistoryTeam> {
  const [{ id }] = await sql<
    [{ id: number }]
  >`select create_team(p_slug => ${`history-${randomBytes(4).toString('hex')}`}, p_name => 'History') as id`
  const { user, sessionToken } = await createReader(sql, id)
  for (const code of COST_ACCOUNTS) {
    await sql`insert into cost_accounts (team_id, code, name) values (${id}, ${code}, ${`The ${code.toLowerCase()} team`})`
  }
  const [{ card }] = await sql<[{ card: string }]>`
    select add_payment_method(
      p_team => ${id}, p_type => 'credit_card', p_label => 'Visa •••• 4242',
      p_processor_ref => 'test_card_4242424242424242', p_default => true) as card`
  const now = Date.now()
  const events = planHistory({
    seed: 'bench',
    from: new Date(now - 90 * DAY_MS),
    to: new Date(now),
    timeZone: 'America/New_York',
    startingBalance: 0,
    limit: 500_00,
    minimum: 10_00,
    people: [{ type: 'user', id: user, mayRefill: true }],
    costAccounts: COST_ACCOUNTS,
    methods: [{ id: card, type: 'credit_card' }],
    refills: 4 * rows,
    labels: 12 * rows,
  })
  await sql`select import_history(p_team => ${id}, p_events => ${sql.json(events)})`
  return {
    teamId: id,
    userId: user,
    newest: await listRefills(id, rows),
    session: (url) => sessionCookie(url, sessionToken),
  }
}
