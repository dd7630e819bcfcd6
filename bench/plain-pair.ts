import type { Sql } from '../db/client'
import type { Candidate } from './candidate'

const AMOUNT = 1000

/** The table of balances and the log beside it, with this many balances. */
export async function createPlainTables(sql: Sql, balances: number): Promise<void> {
  await sql`create table plain_balances (id bigint primary key, amount bigint not null) with (fillfactor = 50)`
  await sql`
    create table plain_log (
      id bigint generated always as identity primary key, balance_id bigint not null, amount bigint not null,
      balance_after bigint not null, created_at timestamptz not null)`
  await sql`insert into plain_balances select n, 0 from generate_series(1, ${balances}) n`
}

/** The least that a move of money can be: one update and one insert, in one statement, without a rule. */
export function plainPair(name: string, pickBalance: () => number): Candidate {
  return {
    name,
    login: 'owner',
    beside: [],
    move: (sql) => sql`
      with moved as (
        update plain_balances set amount = amount + ${AMOUNT} where id = ${pickBalance()} returning id, amount
      )
      insert into plain_log (balance_id, amount, balance_after, created_at)
      select id, ${AMOUNT}, amount, clock_timestamp() from moved`,
  }
}
