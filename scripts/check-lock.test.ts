import { expect, it } from 'vitest'
import { findMissingPlatformPackages } from './check-lock.mjs'

it('finds the platform packages that a lock has lost', () => {
  const packages = {
    '': { version: '1.0.0', optionalDependencies: { top: '1' } },
    'node_modules/top': { version: '1.0.0' },
    'node_modules/whole': { version: '1.0.0', optionalDependencies: { 'whole-linux': '1', nested: '1', top: '1' } },
    'node_modules/whole-linux': { version: '1.0.0' },
    'node_modules/whole/node_modules/nested': { version: '1.0.0' },
    'node_modules/@scope/half': { version: '2.0.0', optionalDependencies: { '@scope/half-linux': '2', nested: '1' } },
    'node_modules/@scope/half/node_modules/@scope/half-linux': { version: '2.0.0' },
  }
  expect(findMissingPlatformPackages({ packages })).toEqual([{ name: '@scope/half@2.0.0', missing: ['nested'] }])
})
