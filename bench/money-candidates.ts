import type { Sql } from '../db/client'
import { createBenchTeams } from './bench-teams'
import { anyOf, type Candidate } from './candidate'
import { fullRefill, postingCore, spend } from './our-candidates'
import { createAccountPairs, pgledgerFunction, pgledgerSequence } from './pgledger'
import { createPgledger } from './pgledger-tables'
import { createPlainTables, plainPair } from './plain-pair'

const MANY = 1000

/** The yardsticks and our verbs, first each on one hot row, then spread over a thousand; each with rows of its own. */
export async function prepareMoneyCandidates(sql: Sql): Promise<Candidate[]> {
  await createPlainTables(sql, MANY)
  await createPgledger(sql)
  const one = await spreadOver(sql, 1, 'one')
  const many = await spreadOver(sql, MANY, MANY.toLocaleString('en-US'))

  const { plain, sequence, ledger } = one
  one.core.beside = [
    { column: 'plain pair', yardstick: plain, goal: { clients: 8, least: 0.4 } },
    { column: 'pgledger sequence', yardstick: sequence, goal: { clients: 8, least: 1.5 } },
    { column: 'pgledger function', yardstick: ledger },
  ]
  one.refill.beside = [
    { column: 'plain pair', yardstick: plain, goal: { clients: 8, least: 0.25 } },
    { column: 'pgledger sequence', yardstick: sequence },
    { column: 'pgledger function', yardstick: ledger, goal: { clients: 8, least: 1 } },
  ]
  one.label.beside = [
    { column: 'plain pair', yardstick: plain },
    { column: 'pgledger sequence', yardstick: sequence },
    { column: 'pgledger function', yardstick: ledger },
  ]
  for (const verb of ['core', 'refill', 'label'] as const) {
    many[verb].beside = [
      { column: 'plain pair', yardstick: many.plain },
      { column: 'pgledger sequence', yardstick: many.sequence },
      { column: 'pgledger function', yardstick: many.ledger },
      { column: 'one team', yardstick: one[verb], goal: { clients: 20, least: 2 } },
    ]
  }
  return [...Object.values(one), ...Object.values(many)]
}

async function spreadOver(sql: Sql, count: number, words: string) {
  const rows = Array.from({ length: count }, (_, index) => index + 1)
  const pairs = await createAccountPairs(sql, count)
  const [row, team] = count === 1 ? ['row', 'team'] : ['rows', 'teams']
  return {
    plain: plainPair(`plain pair, ${words} ${row}`, () => anyOf(rows)),
    sequence: pgledgerSequence(`pgledger sequence, ${words} ${row}`, () => anyOf(pairs)),
    ledger: pgledgerFunction(`pgledger function, ${words} ${row}`, () => anyOf(pairs)),
    core: postingCore(`posting core, ${words} ${team}`, await createBenchTeams(sql, `core-${count}`, count)),
    refill: fullRefill(`refill, ${words} ${team}`, await createBenchTeams(sql, `refill-${count}`, count)),
    label: spend(`label, ${words} ${team}`, await createBenchTeams(sql, `label-${count}`, count)),
  }
}
