import { openDatabase, type Sql } from '../db/client'
import { demoIdentityKey } from '../lib/auth/identity-key'
import type { HistoryEvent } from '../lib/history-plan/events'
import { planHistory, type PlannedPerson } from '../lib/history-plan/plan-history'
import { DEMO_PEOPLE } from './demo-people'

export const DEMO_TEAM = 'demo'

const BALANCE = 83_40
const RESERVE = 1_200_00
const CREDIT_LIMIT = 2_500_00
const DAYS = 90
const OPENING = 120_00
const LIMIT = 500_00
const MINIMUM = 10_00
/** The amount that the plan can take from the Reserve Account. It is deposited first. */
const RESERVE_SPENDING = 1_500_00
const TIME_ZONE = 'America/New_York'

const COST_ACCOUNTS = [
  { code: 'ADMIN', name: 'Administration', description: 'Office and management' },
  { code: 'FIN', name: 'Finance', description: 'Invoices, statements and tax mail' },
  { code: 'LEGAL', name: 'Legal', description: 'Certified mail and contracts' },
  { code: 'MKT', name: 'Marketing', description: 'Mailings and samples' },
  { code: 'SALES', name: 'Sales', description: 'Quotes, samples and orders' },
  { code: 'SUPPORT', name: 'Support', description: 'Replacements and returns' },
]

const DEMO_LOCK = 7_236_412

/**
 * Creates the demo team in an empty database: two people, a Mailstation, a test card, a Reserve Account, Purchase
 * Power, cost accounts, and ninety days of history. Each step can be repeated, and the history is one statement, so the
 * next start completes an interrupted one. A team with history does not change.
 */
export async function seedDemoTeam({ ownerUrl }: { ownerUrl: string }): Promise<void> {
  const database = openDatabase(ownerUrl, 1)
  try {
    // One connection: the lock is held for as long as the work lasts.
    await database.sql`select pg_advisory_lock(${DEMO_LOCK})`
    const [found] = await database.sql<{ seeded: boolean }[]>`
      select exists (select from entries e where e.team_id = t.id and e.account = 'postage') as seeded
      from teams t where slug = ${DEMO_TEAM}`
    if (!found?.seeded) await seed(database.sql)
  } finally {
    await database.close()
  }
}

async function seed(sql: Sql): Promise<void> {
  const [existing] = await sql<{ id: number }[]>`select id from teams where slug = ${DEMO_TEAM}`
  const team =
    existing?.id ??
    (
      await sql<[{ id: number }]>`select create_team(
    p_slug => ${DEMO_TEAM}, p_name => 'Demo team') as id`
    )[0].id
  // Its cards are the test processor's.
  if (!existing) await sql`select adopt_mode(p_team => ${team}, p_mode => 'test')`
  const people: PlannedPerson[] = []
  for (const person of DEMO_PEOPLE) {
    people.push({ type: 'user', id: await addPerson(sql, team, person), mayRefill: person.role === 'admin' })
  }
  await sql`
    insert into devices (team_id, type, serial) values (${team}, 'mailstation', 'K700-0184229') on conflict do nothing`
  for (const { code, name, description } of COST_ACCOUNTS) {
    await sql`
      insert into cost_accounts (team_id, code, name, description) values (${team}, ${code}, ${name}, ${description})
      on conflict do nothing`
  }
  const expires = { month: 8, year: new Date().getUTCFullYear() + 3 }
  const card = await addMethod(sql, team, 'credit_card', 'Visa •••• 4242', 'test_card_4242424242424242', expires)
  const reserve = await addMethod(sql, team, 'reserve_account', 'Reserve Account')
  await addMethod(sql, team, 'purchase_power', 'Purchase Power')
  await sql`select set_credit_limit(p_team => ${team}, p_limit => ${CREDIT_LIMIT})`
  await sql`select import_history(p_team => ${team}, p_events => ${sql.json(planDemoHistory(people, card, reserve))})`
  await sql`select roll_up_postage_days(p_team => ${team}, p_limit => 1000000)`
}

/** Ninety days up to now: the balance at $83.40, the Reserve Account at $1,200.00, Purchase Power untouched. */
function planDemoHistory(people: PlannedPerson[], card: string, reserve: string): HistoryEvent[] {
  // A little ago, so that what people do from now on is the newest.
  const to = new Date(Date.now() - 60 * 60 * 1000)
  const from = new Date(to.getTime() - DAYS * 24 * 60 * 60 * 1000)
  const planned = planHistory({
    seed: 'demo',
    from,
    to,
    timeZone: TIME_ZONE,
    startingBalance: OPENING,
    limit: LIMIT,
    minimum: MINIMUM,
    people,
    costAccounts: COST_ACCOUNTS.map(({ code }) => code),
    methods: [
      { id: card, type: 'credit_card' },
      { id: reserve, type: 'reserve_account', available: RESERVE_SPENDING },
    ],
    endBalance: BALANCE,
  })
  const fromReserve = planned.reduce(
    (sum, event) => sum + (event.type === 'refill' && event.payment_method === reserve ? event.amount : 0),
    0,
  )
  const at = from.toISOString()
  return [
    { type: 'opening', at, amount: OPENING },
    { type: 'reserve_deposit', at, amount: RESERVE + fromReserve },
    ...planned,
  ]
}

/** A demo person, known by the name that the demo provider gives; signing in finds them here. */
async function addPerson(sql: Sql, team: number, person: (typeof DEMO_PEOPLE)[number]): Promise<string> {
  const key = demoIdentityKey(person.sub)
  const [row] = await sql<[{ id: string }]>`
    with known as (
      select user_id as id from identities where provider = 'sso' and provider_account_id = ${key}
    ), made as (
      insert into users (name, email) select ${person.name}, ${person.email} where not exists (select from known)
      returning id
    ), identity as (
      insert into identities (user_id, type, provider, provider_account_id) select id, 'oidc', 'sso', ${key} from made
    ), member as (
      insert into memberships (team_id, user_id, role)
      select ${team}, id, ${person.role} from (select id from known union all select id from made) person
      on conflict do nothing
    )
    select id from known union all select id from made`
  return row.id
}

type Expires = { month: number; year: number }

async function addMethod(
  sql: Sql,
  team: number,
  type: string,
  label: string,
  processorRef: string | null = null,
  expires: Expires | null = null,
): Promise<string> {
  const [known] = await sql<{ id: string }[]>`
    select id from payment_methods where team_id = ${team} and type = ${type} and label = ${label}`
  if (known) return known.id
  const [added] = await sql<[{ id: string }]>`
    select add_payment_method(
      p_team => ${team}, p_type => ${type}, p_label => ${label}, p_processor_ref => ${processorRef},
      p_expires_month => ${expires?.month ?? null}, p_expires_year => ${expires?.year ?? null}) as id`
  return added.id
}
