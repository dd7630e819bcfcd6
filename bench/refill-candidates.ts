import { randomUUID } from 'node:crypto'
import { openDatabase, type Database } from '../db/client'
import { requestHash } from '../lib/request-hash'
import type { BenchDatabase } from './bench-database'
import { createHotTeam } from './hot-team'
import type { Client } from './run-clients'

/** A way to move money that is measured: it makes clients, each with a connection of its own. */
export type Candidate = { name: string; connect: () => Promise<Client>; goal: number | null }

export type Candidates = { candidates: [Candidate, ...Candidate[]]; close: () => Promise<void> }

const AMOUNT = 1000

/** The plain pair, and beside it our posting core and our whole refill; each on one hot row of its own. */
export async function prepareRefillCandidates(database: BenchDatabase): Promise<Candidates> {
  const opened: Database[] = []
  const connect = (url: string) => {
    const one = openDatabase(url, 1)
    opened.push(one)
    return one.sql
  }
  const { sql } = database.owner
  await sql`create table plain_balance (id bigint primary key, amount bigint not null) with (fillfactor = 50)`
  await sql`
    create table plain_log (
      id bigint generated always as identity primary key, balance_id bigint not null, amount bigint not null,
      balance_after bigint not null, created_at timestamptz not null)`
  await sql`insert into plain_balance values (1, 0)`
  const core = await createHotTeam(sql)
  const refill = await createHotTeam(sql)
  const hash = requestHash([AMOUNT, refill.reserve, null, null])

  const candidates: [Candidate, ...Candidate[]] = [
    {
      name: 'plain update and insert',
      goal: null,
      connect: async () => {
        const own = connect(database.ownerUrl)
        return async () => {
          await own`
            with moved as (update plain_balance set amount = amount + ${AMOUNT} where id = 1 returning id, amount)
            insert into plain_log (balance_id, amount, balance_after, created_at)
            select id, ${AMOUNT}, amount, clock_timestamp() from moved`
        }
      },
    },
    {
      name: 'posting core',
      goal: 0.4,
      connect: async () => {
        const own = connect(database.ownerUrl)
        return async () => {
          await own`
            select post_transfer(${core.id}, 'postage_fund', 'postage', 'reserve', ${AMOUNT},
              clock_timestamp(), clock_timestamp(), null, null)
            from lock_postage(${core.id})`
        }
      },
    },
    {
      name: 'full refill',
      goal: 0.25,
      connect: async () => {
        const own = connect(database.appUrl)
        return async () => {
          const [booked] = await own<[{ outcome: string; code: string | null }]>`
            select * from request_refill(${refill.id}, ${randomUUID()}, ${hash}, ${AMOUNT}, ${refill.reserve}, null, null,
              'user', ${refill.admin}, 'web', null)`
          if (booked.outcome !== 'created') throw new Error(`A refill was ${booked.outcome}: ${booked.code}`)
        }
      },
    },
  ]
  return { candidates, close: async () => void (await Promise.all(opened.map((one) => one.close()))) }
}
