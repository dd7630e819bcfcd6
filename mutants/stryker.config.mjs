import { tmpdir } from 'node:os'
import path from 'node:path'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/vitest-runner', './mutants/ignore-words.mjs'],
  testRunner: 'vitest',
  vitest: { configFile: 'mutants/vitest.config.ts', related: true },
  // Only the tests that reach a mutant are run for it.
  coverageAnalysis: 'perTest',
  // A mutant of what a module does as it is loaded needs a new process for each: dear, and seldom telling.
  ignoreStatic: true,
  ignorers: ['words'],
  ignorePatterns: ['.next', '.data*', 'test-results', 'mutants/reports'],
  disableTypeChecks: false,
  // What a run has found stays true until the file or its tests change.
  incremental: true,
  incrementalFile: 'mutants/reports/incremental.json',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'mutants/reports/mutants.json' },
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, logTests: false },
  concurrency: 2,
  timeoutMS: 20_000,
  // Outside of the tree, where no formatter, linter, or test run finds the copy.
  tempDirName: path.join(tmpdir(), 'indicia-mutants'),
}
