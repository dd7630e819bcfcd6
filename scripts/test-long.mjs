import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'
import { waitForChild } from './wait-for-child.mjs'

// `npm run test:long`: what takes too long for `npm test`, one after the other. Its last lines say how each went.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

/** @type {{ name: string, args: string[], env?: Record<string, string> }[]} */
const RUNS = [
  { name: 'model of the ledger, ten minutes', args: ['scripts/test-model.mjs', '--minutes', '10'] },
  {
    name: 'a month at Stripe, 2,000 sequences',
    args: ['node_modules/vitest/vitest.mjs', 'run', 'lib/refills/month-at-stripe.test.ts'],
    env: { SEQUENCES: '2000' },
  },
  { name: 'every fault', args: ['scripts/test-faults.mjs'] },
  { name: 'every fault, longer', args: ['scripts/test-faults.mjs', '--minutes', '10'] },
  { name: 'mutants', args: ['scripts/mutants.mjs'] },
]

await ensureInstalled(root)
const results = []
for (const { name, args, env } of RUNS) {
  const began = Date.now()
  console.log(`\n${name}: node ${args.join(' ')}`)
  const { code } = await waitForChild(
    spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }),
  )
  const ok = code === 0
  if (!ok) process.exitCode = 1
  results.push(`${ok ? 'passed' : 'FAILED'}  ${name} (${Math.round((Date.now() - began) / 1000)} s)`)
}
console.log(`\n${results.join('\n')}`)
