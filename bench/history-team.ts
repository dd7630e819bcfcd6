import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from '../db/client'
import { listRefills, type Refill } from '../db/queries/refills'
import { hashSessionToken } from '../lib/auth/session-cookie'
import { planHistory } from '../lib/history-plan/plan-history'

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
  const [{ id }] = await sql<[{ id: number }]>`select create_team(${`history-${randomBytes(4).toString('hex')}`}, 'History') as id`
  const [{ user }] = await sql<[{ user: string }]>`
    insert into users (name, email) values ('Bench Reader', ${`${randomUUID()}@bench.example`}) returning id as user`
  await sql`insert into memberships (team_id, user_id, role) values (${id}, ${user}, 'admin')`
  for (const code of COST_ACCOUNTS) {
    await sql`insert into cost_accounts (team_id, code, name) values (${id}, ${code}, ${`The ${code.toLowerCase()} team`})`
  }
  const [{ card }] = await sql<[{ card: string }]>`
    select add_payment_method(${id}, 'credit_card', 'Visa •••• 4242', 'test_card_4242424242424242', null, null, true) as card`
  const now = Date.now()
  const events = planHistory({
    seed: 'bench', from: new Date(now - 90 * DAY_MS), to: new Date(now), timeZone: 'America/New_York', startingBalance: 0,
    limit: 500_00, minimum: 10_00, people: [{ type: 'user', id: user, mayRefill: true }], costAccounts: COST_ACCOUNTS,
    methods: [{ id: card, type: 'credit_card' }], refills: 4 * rows, labels: 12 * rows,
  })
  await sql`select import_history(${id}, ${sql.json(events)})`
  const token = randomUUID()
  await sql`
    insert into sessions (session_token, user_id, expires)
    values (${hashSessionToken(token)}, ${user}, now() + interval '1 day')`
  return {
    teamId: id,
    userId: user,
    newest: await listRefills(id, rows),
    // The name that lib/auth/session-cookie.ts gives it where people come by http.
    session: (url) => ({ name: `indicia.${new URL(url).port}.session`, value: token }),
  }
}
