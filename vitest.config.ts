import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { findDatabaseTests } from './db/testing/find-database-tests'

const root = import.meta.dirname
const skipped = ['**/node_modules/**', '.next/**', '.data*/**', 'e2e/**']
const databaseTests = findDatabaseTests(root)

export default defineConfig({
  resolve: { alias: { '@': path.resolve(root) } },
  test: {
    pool: 'forks',
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // next-auth names a file of Next's as only a bundler finds it.
    server: { deps: { inline: ['next-auth'] } },
    projects: [
      // No server: a test that opens a database here fails.
      { extends: true, test: { name: 'pure', include: ['**/*.test.ts'], exclude: [...skipped, ...databaseTests] } },
      {
        extends: true,
        test: {
          name: 'database',
          include: databaseTests,
          exclude: skipped,
          globalSetup: ['db/testing/global-setup.ts'],
        },
      },
    ],
  },
})
