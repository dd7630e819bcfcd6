import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench } from './bench'
import { startBenchDatabase } from './bench-database'
import { buildCopy, removeCopy } from './build-copy'
import { measureApi } from './measure-api'
import { measureFlush } from './measure-flush'
import { measureHistory } from './measure-history'
import { measureJavascript } from './measure-javascript'
import { measureLength } from './measure-length'
import { measureMoney } from './measure-money'
import { measureVitals } from './measure-vitals'
import { renderJson, renderTable, type Section } from './report'

const USAGE = `npm run bench -- [--json] [--only money,api,history,length,javascript,vitals] [--rounds N] [--seconds N] [--rows N]

Measures moves of money, the API, History and how long it may grow beside their yardsticks, what each screen downloads, and how
three of them feel, in one run, on a database and a build of its own. Compare the ratios: the figures themselves belong to this
machine and this hour.`

const root = path.resolve(import.meta.dirname, '..')

/** What is measured, by name; each answers one section of the report. */
const sections: Record<string, (bench: Bench) => Promise<Section>> = {
  async money(bench) {
    return {
      title: 'Moves of money: refills by Reserve Account, USPS labels',
      notes: [
        `The disk makes 8 KB durable in ${(await measureFlush(bench.database.folder)).toFixed(2)} ms (median).`,
        `Medians of ${bench.rounds} rounds of ${bench.seconds} s, by turns, also of the ratios; each client has its own connection.`,
      ],
      rows: await measureMoney(bench),
    }
  },
  async api(bench) {
    return {
      title: 'Refills by Reserve Account and USPS labels through the API',
      notes: ['Beside a route of the same build that reads the same JSON and answers 201.'],
      rows: await measureApi(bench),
    }
  },
  async history(bench) {
    return {
      title: 'The History screen, signed in',
      notes: ['Beside a dynamic page of the same build that shows the same rows from memory, to anybody.'],
      rows: await measureHistory(bench),
    }
  },
  async length(bench) {
    return {
      title: `The balance and both histories with ${bench.rows.toLocaleString('en-US')} refills and as many labels (--rows), signed in`,
      notes: ['Each beside the first page of the long history: a page deep in it, and the first page of a short one.'],
      rows: await measureLength(bench),
    }
  },
  async javascript(bench) {
    return {
      title: 'JavaScript that each screen downloads before anybody touches it',
      notes: ['KB of 1,000 bytes after gzip, beside an empty page of the same build.'],
      measured: await measureJavascript(bench),
    }
  },
  async vitals(bench) {
    return {
      title: 'Screens in the browser, over loopback, with an empty cache',
      notes: [
        `${bench.rounds} visits each: medians of the largest contentful paint and of the slowest interaction, and the worst shift.`,
      ],
      measured: await measureVitals(bench),
    }
  },
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    rows: { type: 'string', default: '20000' },
    help: { type: 'boolean', default: false },
  },
})
const only = values.only?.split(',')
const names = Object.keys(sections).filter((name) => only === undefined || only.includes(name))
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const rows = Number(values.rows)

if (values.help || names.length === 0 || !(rounds >= 1) || !(seconds >= 1) || !(rows >= 2_000)) {
  console.error(USAGE)
  process.exitCode = values.help ? 0 : 2
} else {
  await run()
}

async function run(): Promise<void> {
  const database = await startBenchDatabase()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void database.stop().finally(() => process.exit(1)))
  }
  let copy: Promise<string> | undefined
  const bench: Bench = { database, buildCopy: () => (copy ??= buildCopy(root)), rounds, seconds, rows }
  try {
    const measured: Section[] = []
    for (const name of names) {
      measured.push(await sections[name]!(bench))
      if (!values.json) console.log(`${renderTable(measured.slice(-1))}\n`)
    }
    if (values.json) console.log(renderJson(measured))
  } finally {
    if (copy) removeCopy(root)
    await database.stop()
  }
}
