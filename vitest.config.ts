import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '.next/**', '.data*/**', 'e2e/**'],
    globalSetup: ['db/testing/global-setup.ts'],
    pool: 'forks',
    // It names a file of Next's as only a bundler finds it.
    server: { deps: { inline: ['next-auth'] } },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
