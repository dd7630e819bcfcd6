import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { diceOf, seed } from '../lib/testing/dice'
import { checkPromises } from './check-promises'
import { Skip, type Extent, type Fault } from './fault'
import { knownOutcome, type Attempt } from './journal'
import { processorFails, processorRepeats } from './kinds/processor-faults'
import { exhaustPool } from './kinds/exhaust-pool'
import { fillDisk } from './kinds/fill-disk'
import { killAfterCharge, killAfterRecord, killAtRandom, killBeforeCharge } from './kinds/kill-server'
import { promoteStandby } from './kinds/promote-standby'
import { restoreBackup } from './kinds/restore-backup'
import { shiftClock } from './kinds/shift-clock'
import { stopPostgres } from './kinds/stop-postgres'
import { stopServer } from './kinds/stop-server'
import { terminateBackends } from './kinds/terminate-backends'
import { mountSmallDisk } from './small-disk'
import { Stage } from './stage'

const USAGE = `npm run test:faults -- [--minutes N] [--only WORDS]

Lets the faults of docs/guarantees.md happen under load, and checks what was acknowledged, what was refused, what the cards
were charged and what the ledger says. One round takes about a minute; --minutes goes on with longer ones, of more than two
minutes each. --only runs the faults whose name has these words in it. SEED=N throws the dice of a run that failed once more.`

/** A stage of its own, and what happens on it one after the other. */
type Act = { faults: Fault[]; smallDisk?: boolean }

/** Those that wait longest come first. */
const acts: Act[] = [
  { faults: [shiftClock, processorRepeats, restoreBackup, promoteStandby] },
  { faults: [terminateBackends, processorFails] },
  { faults: [killBeforeCharge, killAfterCharge, killAtRandom] },
  { faults: [killAfterRecord, stopServer] },
  { faults: [stopPostgres, exhaustPool] },
  { faults: [fillDisk], smallDisk: true },
]

/** So many acts go on side by side, since most of their time is waiting. */
const SIDE_BY_SIDE = 4

const SHORT: Extent = { load: 4_000, times: 2, away: 4_000 }
const LONG: Extent = { load: 15_000, times: 10, away: 30_000 }

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, only: { type: 'string', default: '' }, help: { type: 'boolean' } },
})
const minutes = Number(values.minutes ?? 0)
const counts = { survived: 0, failed: 0, skipped: 0 }
const open = new Set<Stage>()
// A harness that stands still takes what was answered in time for silence.
const waitUntilQuiet = monitorEventLoopDelay()
waitUntilQuiet.enable()

if (values.help || !(minutes >= 0)) {
  console.error(USAGE)
  process.exit(values.help ? 0 : 2)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void Promise.all([...open].map((stage) => stage.close())).finally(() => process.exit(1)))
}
const began = Date.now()
let round = 0
do {
  const left = [...acts]
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (let act = left.shift(); act; act = left.shift()) await play(act, minutes > 0 ? LONG : SHORT)
    }),
  )
  round++
} while (Date.now() < began + minutes * 60_000)
const seconds = ((Date.now() - began) / 1000).toFixed(0)
if (counts.failed > 0) console.log(`SEED=${seed} repeats what the clients ask and what goes wrong, not when.`)
console.log(`${counts.survived} faults survived, ${counts.failed} not, ${counts.skipped} skipped, in ${seconds} s`)
process.exit(counts.failed > 0 ? 1 : 0)

async function play({ faults, smallDisk }: Act, extent: Extent): Promise<void> {
  const wanted = faults.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()))
  if (wanted.length === 0) return
  let disk: Awaited<ReturnType<typeof mountSmallDisk>> | undefined
  let stage: Stage | undefined
  try {
    disk = smallDisk ? await mountSmallDisk() : undefined
    stage = await Stage.open(
      disk && {
        databaseDir: path.join(disk.folder, 'postgres'),
        databaseSettings: { max_wal_size: '48MB', min_wal_size: '32MB' },
      },
    )
    open.add(stage)
    for (const fault of wanted) await show(fault, stage, extent)
  } catch (error) {
    const names = wanted.map(({ name }) => name).join(', ')
    if (error instanceof Skip) {
      counts.skipped += wanted.length
      console.log(`– ${names}: skipped, ${error.message}`)
    } else {
      counts.failed++
      console.log(
        `✗ ${names}: ${error instanceof Error ? error.stack : String(error)}\n${stage?.log.slice(-10).join('\n') ?? ''}`,
      )
    }
  } finally {
    if (stage) open.delete(stage)
    await stage?.close()
    await disk?.unmount()
  }
}

async function show(fault: Fault, stage: Stage, extent: Extent): Promise<void> {
  const before = stage.journal.attempts.length
  stage.dice = diceOf(seed, fault.name, round)
  const { figures, problems = [] } = await fault.inject(stage, extent)
  const began = Date.now()
  problems.push(...(await checkPromises(stage)))
  const resolved = `all resolved ${((Date.now() - began) / 1000).toFixed(1)} s after it`
  const line = [...figures, describe(stage.journal.attempts.slice(before)), resolved].join(', ')
  if (problems.length === 0) {
    counts.survived++
    console.log(`✓ ${fault.name}: ${line}`)
    return
  }
  counts.failed++
  const kept = stage.keep()
  console.log(
    `✗ ${fault.name}: ${line}\n${problems
      .slice(0, 10)
      .map((problem) => `    ${problem}`)
      .join('\n')}\n    journal: ${kept}`,
  )
  console.log(`    we ourselves stood still for up to ${(waitUntilQuiet.max / 1e6).toFixed(0)} ms`)
  // What nobody expected first: the rest is what a fault is about.
  const failed = stage.log.filter((said) => said.includes('a request failed')).slice(0, 5)
  for (const said of [...failed, ...stage.log.slice(-5)]) console.log(`    ${said.slice(0, 1_500)}`)
}

function describe(attempts: Attempt[]): string {
  const known = attempts.map((attempt) => knownOutcome(attempt).is)
  const count = (what: string) => known.filter((each) => each === what).length
  return `${count('acknowledged')} acknowledged, ${count('refused')} refused, ${count('unknown')} without an answer`
}
