import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'
import { runQuietly } from './run-quietly.mjs'
import { waitForChild } from './wait-for-child.mjs'

// `npm run mutants`: StrykerJS changes one thing at a time in the folders below, and a test should fail each time.
// `-- lib/labels` or `-- lib/labels/shortage.ts` for less; `--database` lets the tests that need PostgreSQL take part.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

const FOLDERS = ['lib/refills', 'lib/payments', 'lib/api', 'lib/labels', 'lib/cost-accounts']

const args = process.argv.slice(2)
const usesDatabase = args.includes('--database')
const wanted = args.filter((arg) => arg !== '--database')
const missing = wanted.find((place) => place.startsWith('-') || !existsSync(place))
if (missing !== undefined) {
  console.error(`${missing} is no file or folder. Usage: npm run mutants -- [--database] [lib/labels …]`)
  process.exit(2)
}

await ensureInstalled(root)
// StrykerJS is not among the packages that everybody installs: it brings more than a hundred of its own.
const tools = path.join(root, 'mutants')
if (!existsSync(path.join(tools, 'node_modules/@stryker-mutator/vitest-runner')))
  await runQuietly('Installing StrykerJS', 'npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: tools,
    shell: process.platform === 'win32',
  })

const places = wanted.length > 0 ? wanted : FOLDERS
const patterns = places.map((place) => (place.endsWith('.ts') ? place : `${place.replace(/\/$/, '')}/**/*.ts`))
const stryker = 'mutants/node_modules/@stryker-mutator/core/bin/stryker.js'
const mutate = [...patterns, '!**/*.test.ts', '!**/testing/**'].join(',')
const child = spawn(process.execPath, [stryker, 'run', 'mutants/stryker.config.mjs', '--mutate', mutate], {
  stdio: 'inherit',
  env: { ...process.env, MUTANTS_DATABASE: usesDatabase ? '1' : '' },
})
process.exitCode = (await waitForChild(child)).code ?? 1
