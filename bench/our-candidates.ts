import { randomUUID } from 'node:crypto'
import { requestHash } from '../lib/request-hash'
import type { BenchTeams } from './bench-teams'
import { anyOf, type Candidate } from './candidate'

const AMOUNT = 1000

/** The yardsticks hash nothing on the client's side: what is measured is the database. */
const REQUEST_HASH = requestHash([AMOUNT])

type Outcome = { outcome: string; code: string | null }

/** Two accounts, a transfer and two hashed entries, without a rule: what every verb of ours ends with. */
export function postingCore(name: string, { teams }: BenchTeams): Candidate {
  return {
    name,
    login: 'owner',
    beside: [],
    move(sql) {
      const { id } = anyOf(teams)
      return sql`
        select post_transfer(
          p_team => ${id}, p_kind => 'postage_fund', p_debit => 'postage', p_credit => 'reserve', p_amount => ${AMOUNT},
          p_now => clock_timestamp(), p_effective => clock_timestamp())
        from lock_postage(${id})`
    },
  }
}

/** A whole refill by Reserve Account: key, rights, rules, refill, audit and the move. */
export function fullRefill(name: string, { teams, admin }: BenchTeams): Candidate {
  return {
    name,
    login: 'application',
    beside: [],
    async move(sql) {
      const { id, reserve } = anyOf(teams)
      const [booked] = await sql<[Outcome]>`
        select outcome, code from request_refill(
          p_team => ${id}, p_key => ${randomUUID()}, p_request_hash => ${REQUEST_HASH}, p_amount => ${AMOUNT},
          p_method => ${reserve}, p_allocations => null, p_memo => null, p_actor_type => 'user', p_actor_id => ${admin},
          p_source => 'web', p_expected_total => null)`
      mustBeCreated(booked)
    },
  }
}

/** A whole USPS label: key, rights, rules, label and the move out of the balance. */
export function spend(name: string, { teams, admin }: BenchTeams): Candidate {
  return {
    name,
    login: 'application',
    beside: [],
    async move(sql) {
      const { id } = anyOf(teams)
      const [booked] = await sql<[Outcome]>`
        select outcome, code from spend_postage(
          p_team => ${id}, p_key => ${randomUUID()}, p_request_hash => ${REQUEST_HASH}, p_carrier => 'usps',
          p_service => null, p_amount => ${AMOUNT}, p_cost_account => null, p_reference => null, p_actor_type => 'user',
          p_actor_id => ${admin})`
      mustBeCreated(booked)
    },
  }
}

function mustBeCreated({ outcome, code }: Outcome): void {
  if (outcome !== 'created') throw new Error(`A move was ${outcome}: ${code}`)
}
