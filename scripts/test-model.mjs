import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './ensure-installed.mjs'
import { waitForChild } from './wait-for-child.mjs'

// `npm run test:model`: the model of the ledger beside PostgreSQL, and the faults that it has to find. `-- --minutes N`
// goes on with ever new sequences for so long; SEED=… (and STEPS=…) replays what a failure has printed.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

const { values } = parseArgs({ options: { minutes: { type: 'string' } } })
if (values.minutes !== undefined && !(Number(values.minutes) > 0)) {
  console.error('--minutes should be a number, such as 10')
  process.exit(2)
}
await ensureInstalled(root)
const replays = process.env.SEED !== undefined
const files = replays
  ? ['lib/ledger/ledger-model.test.ts']
  : ['lib/ledger/ledger-model.test.ts', 'lib/ledger/ledger-mutants.test.ts']
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...files], {
  stdio: 'inherit',
  env: { ...process.env, MINUTES: values.minutes ?? process.env.MINUTES ?? '', MUTANTS: replays ? '' : '1' },
})
process.exitCode = (await waitForChild(child)).code ?? 1
