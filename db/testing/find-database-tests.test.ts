import path from 'node:path'
import { expect, test } from 'vitest'
import { findDatabaseTests } from './find-database-tests'

test('a file that opens a database, by itself or by a helper, is in the project `database`', () => {
  const found = findDatabaseTests(path.resolve(import.meta.dirname, '../..'))
  expect(found).toContain('lib/refills/request-refill.test.ts')
  // It opens its database by a helper of lib/api/testing.
  expect(found).toContain('lib/api/refills.test.ts')
  // It starts a server of its own.
  expect(found).toContain('server/embedded-postgres.test.ts')
  expect(found).not.toContain('lib/rules/money.test.ts')
  expect(found).not.toContain('db/testing/find-database-tests.test.ts')
})
