import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from './check.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { prepare } from './prepare.mjs'
import { testBrowser } from './test-browser.mjs'
import { testFaults } from './test-faults.mjs'

// `npm test`: what proves a change, from a fresh clone on. Its last line says how it went. `npm run test:long` has the rest.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

/** The faults that are the nearest to money: each could charge a card twice, or lose what was charged. */
const FAULTS = ['--only', 'kill -9 after']

await ensureInstalled(root)
let isBuilt = false
const outcome = await check(root, build)
const failedSteps = [...outcome.failedSteps]
const failures = [...outcome.failures]
let { passed, failed } = outcome
if (isBuilt) {
  for (const counted of [await testBrowser(root), await testFaults(root, FAULTS)]) {
    passed += counted.passed
    failed += counted.failed
    failures.push(...counted.failures)
  }
} else {
  failedSteps.push('Build')
}
failed += failedSteps.length
// Once more, at the end: of a long log often only the end is kept.
if (failures.length > 0) console.log(`\n${failures.join('\n')}`)
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function build() {
  try {
    await prepare(root, 'production', true)
    isBuilt = true
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}
