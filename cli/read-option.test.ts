import { describe, expect, it } from 'vitest'
import { UsageError } from './command'
import { optionalCents, requiredCount } from './read-option'

describe('optionalCents', () => {
  it('reads whole cents and nothing else', () => {
    expect(optionalCents({ limit: '50000' }, 'limit')).toBe(50_000)
    expect(optionalCents({ limit: '0' }, 'limit')).toBe(0)
    expect(optionalCents({}, 'limit')).toBeUndefined()
    for (const wrong of ['500.00', '1e5', '-1', '0x10', ' 5', '', '１０', '99999999999', 'NaN', '5,000']) {
      expect(() => optionalCents({ limit: wrong }, 'limit'), wrong).toThrow(UsageError)
    }
  })
})

describe('requiredCount', () => {
  it('reads a whole number within its bounds', () => {
    expect(requiredCount({ labels: '1000' }, 'labels', 0, 1000)).toBe(1000)
    for (const wrong of ['1001', '-1', '1.5', '']) {
      expect(() => requiredCount({ labels: wrong }, 'labels', 0, 1000), wrong).toThrow(UsageError)
    }
    expect(() => requiredCount({}, 'labels', 0, 1000)).toThrow('--labels is missing')
  })
})
