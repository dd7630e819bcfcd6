import { randomBytes } from 'node:crypto'
import { rollUpDays } from '../lib/balance/roll-up-days'
import { formatMoney } from '../lib/rules/money'
import { PlanError } from '../lib/history-plan/plan-error'
import { planHistory } from '../lib/history-plan/plan-history'
import { verifyLedger } from '../lib/ledger/verify-ledger'
import { CommandError, type Command } from './command'
import { findTeam } from './find-team'
import { importEvents } from './import-events'
import { readSeedTeam } from './read-seed-team'
import { required, requiredCount } from './read-option'

const DAY_MS = 24 * 60 * 60 * 1000
const LEAST_DAYS = 90
/** The volume of a busy office. More history covers a longer period. */
const EVENTS_PER_DAY = 250

export const seed: Command = {
  name: 'seed',
  usage: '--team SLUG --refills N --labels N',
  help:
    'Gives a team so many refills and labels of the past, through the functions that real ones use, and verifies ' +
    'its ledger at the end. For tests of scale: what it makes cannot be taken back. Prints what was made as JSON.',
  options: { team: { type: 'string' }, refills: { type: 'string' }, labels: { type: 'string' } },
  prepare(values) {
    const slug = required(values, 'team')
    const refills = requiredCount(values, 'refills', 0, 10_000_000)
    const labels = requiredCount(values, 'labels', 0, 10_000_000)
    return () => fill(slug, refills, labels)
  },
}

async function fill(slug: string, refills: number, labels: number): Promise<void> {
  const began = performance.now()
  const team = await findTeam(slug)
  const { latest, ...known } = await readSeedTeam(team, refills)
  const days = Math.max(LEAST_DAYS, Math.ceil((refills + labels) / EVENTS_PER_DAY))
  const events = plan({
    ...known,
    seed: `seed-${randomBytes(6).toString('hex')}`,
    refills,
    labels,
    timeZone: team.timeZone,
    from: new Date(latest.getTime() - days * DAY_MS),
    to: latest,
  })
  await importEvents(team.id, events, (done) => {
    console.error(`${done.toLocaleString('en-US')} of ${events.length.toLocaleString('en-US')}`)
  })
  const seconds = (performance.now() - began) / 1000
  await rollUpDays(Infinity)
  const differences = await verifyLedger(team.id)
  for (const { problem } of differences) console.error(problem)
  if (differences.length > 0) throw new CommandError('The ledger does not verify.')
  console.error(`${Math.round(events.length / seconds).toLocaleString('en-US')} a second; the ledger verifies.`)
  console.log(
    JSON.stringify({ team: slug, refills, labels, from: events[0]?.at ?? null, to: events.at(-1)?.at ?? null }),
  )
}

function plan(options: Parameters<typeof planHistory>[0]): ReturnType<typeof planHistory> {
  try {
    return planHistory(options)
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    throw new CommandError(
      `This cannot be planned for a balance of ${formatMoney(options.startingBalance)} and a limit of ` +
        `${formatMoney(options.limit)}: ${error.message}.`,
    )
  }
}
