import path from 'node:path'
import { parseArgs } from 'node:util'
import { startBenchDatabase, type BenchDatabase } from './bench-database'
import { measureFlush } from './measure-flush'
import { measureHistory } from './measure-history'
import { measureRefills } from './measure-refills'
import { renderJson, renderTable, type Section } from './report'

const USAGE = `npm run bench -- [--json] [--only refills|history] [--rounds N] [--seconds N]

Measures refills and History beside their yardsticks, in one run, on a database and a build of its own.
Compare the ratios: the figures themselves belong to this machine and this hour.`

type Run = { rounds: number; seconds: number }

/** What is measured, by name; each answers one section of the report. */
const sections: Record<string, (database: BenchDatabase, run: Run) => Promise<Section>> = {
  async refills(database, { rounds, seconds }) {
    const flush = await measureFlush(database.folder)
    return {
      title: 'Refills on one hot team, by Reserve Account',
      notes: [
        `The disk makes 8 KB durable in ${flush.toFixed(2)} ms (median).`,
        `Medians of ${rounds} rounds of ${seconds} s, by turns; each client has its own connection.`,
      ],
      rows: await measureRefills(database, rounds, seconds * 1000),
    }
  },
  async history(database, { rounds, seconds }) {
    return {
      title: 'The History screen, signed in',
      notes: ['Beside a dynamic page of the same build that shows the same rows from memory, to anybody.'],
      rows: await measureHistory(path.resolve(import.meta.dirname, '..'), database, rounds, seconds),
    }
  },
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
})
const names = Object.keys(sections).filter((name) => values.only === undefined || values.only === name)
const run = { rounds: Number(values.rounds), seconds: Number(values.seconds) }

if (values.help || names.length === 0 || !(run.rounds >= 1) || !(run.seconds >= 1)) {
  console.error(USAGE)
  process.exitCode = values.help ? 0 : 2
} else {
  await bench()
}

async function bench(): Promise<void> {
  const database = await startBenchDatabase()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void database.stop().finally(() => process.exit(1)))
  }
  try {
    const measured: Section[] = []
    for (const name of names) {
      measured.push(await sections[name]!(database, run))
      if (!values.json) console.log(`${renderTable(measured.slice(-1))}\n`)
    }
    if (values.json) console.log(renderJson(measured))
  } finally {
    await database.stop()
  }
}
