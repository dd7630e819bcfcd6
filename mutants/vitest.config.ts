import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { findDatabaseTests } from '../db/testing/find-database-tests'

const root = path.resolve(import.meta.dirname, '..')
// oxlint-disable-next-line node/no-process-env -- a switch of scripts/mutants.mjs, not a setting of the product
const usesDatabase = process.env.MUTANTS_DATABASE === '1'

/** One project for StrykerJS. With PostgreSQL, each of its two processes starts one server and keeps it for all mutants. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      '.next/**',
      '.data*/**',
      'e2e/**',
      // They measure time, which a mutated program has less of.
      '**/*-blocking.test.ts',
      ...(usesDatabase ? [] : findDatabaseTests(root)),
    ],
    globalSetup: usesDatabase ? ['db/testing/global-setup.ts'] : [],
    server: { deps: { inline: ['next-auth'] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
