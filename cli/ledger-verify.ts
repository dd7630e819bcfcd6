import { database } from '../db/client'
import { countLedger, isPrefix, verifyLedger } from '../lib/ledger/verify-ledger'
import { CommandError, UsageError, type Command } from './command'
import { findTeam, type Team } from './find-team'
import { optional } from './read-option'

type Head = { seq: number; hash: string }

export const ledgerVerify: Command = {
  name: 'ledger verify',
  usage: '[--team SLUG] [--head SEQ:HASH]',
  help:
    'Recomputes every balance, chain and pending sum from the entries. Prints `ok` with counts, or each difference ' +
    '(exit status 1). With --head also proves that a postage history exported up to that entry is still its beginning.',
  isReading: () => true,
  options: { team: { type: 'string' }, head: { type: 'string' } },
  prepare(values) {
    const slug = optional(values, 'team')
    const head = readHead(optional(values, 'head'))
    return () => verify(slug ?? null, head)
  },
}

function readHead(text: string | undefined): Head | null {
  if (text === undefined) return null
  const match = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text)
  if (!match)
    throw new UsageError('--head should be SEQ:HASH, as in an exported history: a number and 64 hexadecimal digits')
  return { seq: Number(match[1]), hash: match[2]!.toLowerCase() }
}

async function verify(slug: string | null, head: Head | null): Promise<void> {
  const team = slug === null ? null : await findTeam(slug)
  const differences = await verifyLedger(team?.id ?? null)
  const problems: string[] = []
  for (const { teamId, problem } of differences) problems.push(`${await slugOf(teamId)}: ${problem}`)
  if (head && !(await isHeld(team, head))) {
    problems.push(`${team?.slug ?? 'all teams'}: no postage history holds entry ${head.seq} with the hash ${head.hash}`)
  }
  if (problems.length > 0) {
    for (const problem of problems) console.log(problem)
    throw new CommandError(`The ledger has ${count(problems.length, 'difference', 'differences')}.`)
  }
  const { teams, entries, transfers } = await countLedger(team?.id ?? null)
  const counts = [
    count(teams, 'team', 'teams'),
    count(transfers, 'transfer', 'transfers'),
    count(entries, 'entry', 'entries'),
  ]
  console.log(`ok ${counts.join(', ')}`)
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

/** Without a team, any team can match: a hash covers the team that it belongs to. */
async function isHeld(team: Team | null, { seq, hash }: Head): Promise<boolean> {
  const teams = team ? [team] : await database().sql<{ id: number }[]>`select id from teams`
  return (await Promise.all(teams.map(({ id }) => isPrefix(id, seq, hash)))).includes(true)
}

async function slugOf(teamId: number): Promise<string> {
  const [team] = await database().sql<{ slug: string }[]>`select slug from teams where id = ${teamId}`
  return team?.slug ?? `team ${teamId}`
}
