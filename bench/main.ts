import { parseArgs } from 'node:util'
import { startBenchDatabase } from './bench-database'
import { measureFlush } from './measure-flush'
import { measureRefills } from './measure-refills'
import { renderJson, renderTable, type Section } from './report'

const USAGE = `npm run bench -- [--json] [--rounds N] [--seconds N]

Measures refills and History beside their yardsticks, in one run on a database of its own.
Compare the ratios; the figures themselves belong to this machine and this hour.`

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(USAGE)
} else {
  await bench({ json: values.json, rounds: Number(values.rounds), milliseconds: Number(values.seconds) * 1000 })
}

async function bench(options: { json: boolean; rounds: number; milliseconds: number }): Promise<void> {
  const { rounds, milliseconds } = options
  const database = await startBenchDatabase()
  try {
    const flush = await measureFlush(database.folder)
    const sections: Section[] = [
      {
        title: 'Refills on one hot team, by Reserve Account',
        notes: [
          `The disk makes 8 KB durable in ${flush.toFixed(2)} ms (median).`,
          `Medians of ${rounds} rounds of ${milliseconds / 1000} s, by turns; each client has its own connection.`,
        ],
        rows: await measureRefills(database, rounds, milliseconds),
      },
    ]
    console.log(options.json ? renderJson(sections) : renderTable(sections))
  } finally {
    await database.stop()
  }
}
