import type { Sql } from '../db/client'
import type { Candidate } from './candidate'

const AMOUNT = 1000

export type AccountPair = { from: string; to: string }

type Account = {
  balance: string
  version: number
  currency: string
  allow_negative_balance: boolean
  allow_positive_balance: boolean
}

/** So many pairs of accounts; money is moved from the first of a pair to the second. */
export async function createAccountPairs(sql: Sql, count: number): Promise<AccountPair[]> {
  const ids = await sql<{ id: string }[]>`
    insert into pgledger_accounts (name, currency, allow_negative_balance, allow_positive_balance, created_at, updated_at)
    select 'account', 'USD', true, true, now(), now() from generate_series(1, ${2 * count}) returning id`
  return Array.from({ length: count }, (_, pair) => ({ from: ids[2 * pair]!.id, to: ids[2 * pair + 1]!.id }))
}

/** A transfer as one function. */
export function pgledgerFunction(name: string, pickPair: () => AccountPair): Candidate {
  return {
    name,
    login: 'owner',
    beside: [],
    move(sql) {
      const { from, to } = pickPair()
      return sql`select id from pgledger_transfer(${from}, ${to}, ${AMOUNT})`
    },
  }
}

/** The same work as applications usually do it: a transaction of single statements, with the checks between them. */
export function pgledgerSequence(name: string, pickPair: () => AccountPair): Candidate {
  return {
    name,
    login: 'owner',
    beside: [],
    move(sql) {
      const { from, to } = pickPair()
      return sql.begin(async (tx) => {
        await tx`select id from pgledger_accounts where id in (${from}, ${to}) order by id for update`
        const [payer] = await tx<[Account]>`
          update pgledger_accounts set balance = balance - ${AMOUNT}, version = version + 1, updated_at = now()
          where id = ${from} returning balance, version, currency, allow_negative_balance, allow_positive_balance`
        const [payee] = await tx<[Account]>`
          update pgledger_accounts set balance = balance + ${AMOUNT}, version = version + 1, updated_at = now()
          where id = ${to} returning balance, version, currency, allow_negative_balance, allow_positive_balance`
        mustAllow(payer)
        mustAllow(payee)
        if (payer.currency !== payee.currency) throw new Error('The currencies differ.')
        const [transfer] = await tx<[{ id: string }]>`
          insert into pgledger_transfers (from_account_id, to_account_id, amount, created_at, event_at)
          values (${from}, ${to}, ${AMOUNT}, now(), now()) returning id`
        await tx`
          insert into pgledger_entries (account_id, transfer_id, amount, account_previous_balance, account_current_balance,
            account_version, created_at)
          values (${from}, ${transfer.id}, ${-AMOUNT}, ${payer.balance}::numeric + ${AMOUNT}, ${payer.balance}, ${payer.version}, now()),
            (${to}, ${transfer.id}, ${AMOUNT}, ${payee.balance}::numeric - ${AMOUNT}, ${payee.balance}, ${payee.version}, now())`
      })
    },
  }
}

function mustAllow({ balance, allow_negative_balance: negative, allow_positive_balance: positive }: Account): void {
  if ((!negative && Number(balance) < 0) || (!positive && Number(balance) > 0))
    throw new Error('The balance is not allowed.')
}
