import { database } from '../db/client'
import { readBalance } from '../db/queries/balance'
import type { PlannedMethod } from '../lib/history-plan/method-funds'
import type { PlanOptions, PlannedPerson } from '../lib/history-plan/plan-history'
import { findTestCard, testCardReference } from '../lib/payments/test-cards'
import { addTestCard } from './add-test-card'
import { CommandError } from './command'
import type { Team } from './find-team'

type Known = Pick<
  PlanOptions,
  'startingBalance' | 'limit' | 'minimum' | 'people' | 'costAccounts' | 'costAccountRequired' | 'methods'
> & {
  /** The seeded history ends here: now, or where the team's own history begins. */
  latest: Date
}

const CARD_THAT_WORKS = '4242424242424242'

/** What a plan has to know of a team. Without a card that works it gets one; without an admin the operator acts. */
export async function readSeedTeam(team: Team, refills: number): Promise<Known> {
  const balance = await readBalance(team.id)
  if (balance.held > 0) {
    throw new CommandError('The team has held funds that wait for room in its balance: raise the limit first.')
  }
  if (balance.owed > 0)
    throw new CommandError('The team owes what a chargeback took: add postage first, which pays it.')
  const { sql } = database()
  const [rules] = await sql<[{ required: boolean; latest: Date }]>`
    select t.require_cost_account_on_refill or t.require_cost_account_on_label as required,
      least(
        clock_timestamp(),
        (select min(created_at) from refills r where r.team_id = t.id and created_at <= 'infinity'),
        (select min(created_at) from labels l where l.team_id = t.id and created_at <= 'infinity')
      ) as latest
    from teams t where t.id = ${team.id}`
  const costAccounts = await sql<{ code: string }[]>`
    select code from cost_accounts where team_id = ${team.id} and active order by code`
  return {
    startingBalance: balance.available,
    // What is reserved is not ours to fill.
    limit: balance.limit - balance.pending,
    minimum: balance.minimum,
    people: await listPeople(team),
    costAccounts: costAccounts.map(({ code }) => code),
    costAccountRequired: rules.required,
    methods: refills > 0 ? await listMethods(team) : [],
    latest: rules.latest,
  }
}

async function listPeople(team: Team): Promise<PlannedPerson[]> {
  const members = await database().sql<{ id: string; mayRefill: boolean }[]>`
    select user_id as id, role = 'admin' as "mayRefill" from memberships
    where team_id = ${team.id} and active order by created_at, user_id limit 50`
  const people = members.map((member) => ({ type: 'user' as const, ...member }))
  if (people.some(({ mayRefill }) => mayRefill)) return people
  console.error(`Nobody in the team "${team.slug}" may add postage: the operator does.`)
  return [...people, { type: 'operator', id: 'cli', mayRefill: true }]
}

async function listMethods(team: Team): Promise<PlannedMethod[]> {
  const found = await database().sql<(PlannedMethod & { reference: string | null })[]>`
    select m.id, m.type, m.processor_ref as reference,
      available(a) - coalesce(a.min_balance, 0) as available
    from payment_methods m
    left join ledger_accounts a on a.team_id = m.team_id
      and a.kind = case m.type
        when 'reserve_account' then 'reserve' when 'purchase_power' then 'purchase_power' end::account_kind
    where m.team_id = ${team.id} and m.active order by m.created_at, m.id`
  const methods: PlannedMethod[] = found
    .filter(({ type, reference }) => type !== 'credit_card' || isCardThatWorks(reference))
    .map(({ id, type, available }) => ({ id, type, available: available ?? undefined }))
  if (methods.some(({ type }) => type === 'credit_card')) return methods
  console.error(`The team "${team.slug}" has no test card that works: adding Visa •••• 4242.`)
  const id = await addTestCard(team.id, testCardReference(CARD_THAT_WORKS)!, false)
  return [...methods, { id, type: 'credit_card' }]
}

/** The imported charges are written into the books of the test processor: only its cards can have paid. */
function isCardThatWorks(reference: string | null): boolean {
  const card = reference === null ? null : findTestCard(reference)
  return card !== null && !card.declines && !card.lostAnswer
}
