import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPlain } from '../../rules/money'
import type { AddPostageValues, SplitRow } from './add-postage-state'
import { placeAfter, rearrangeSplit } from './rearrange-split'
import { apportion, parsePercent, splitRefill } from './split-refill'

const rows = (...split: [string, string][]): SplitRow[] =>
  split.map(([cost_account, share]) => ({ cost_account, share }))

const by = (split_by: string, ...split: [string, string][]) => ({ split_by, split: rows(...split) })

const amount = fc.integer({ min: 1, max: 100_000_000_00 })

/** Hundredths of percents that come to a hundred percent. */
const percents = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 19 }).map((cuts) => {
  const edges = [0, ...cuts.sort((a, b) => a - b), 10_000]
  return edges.slice(1).map((edge, place) => edge - edges[place]!)
})

test('percents of any amount sum to it, and nobody is a cent away from their part', () => {
  fc.assert(
    fc.property(amount, percents, (cents, parts) => {
      const shares = apportion(cents, parts)
      expect(shares.reduce((sum, each) => sum + each, 0)).toBe(cents)
      for (const [place, share] of shares.entries())
        expect(Math.abs(share - (cents * parts[place]!) / 10_000)).toBeLessThan(1)
    }),
    { numRuns: 2_000 },
  )
  expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(apportion(10_000, [3_333, 3_333, 3_334])).toEqual([3_333, 3_333, 3_334])
  expect(apportion(1_001, [5_000, 5_000])).toEqual([501, 500])
})

test('whatever is typed, the shares sum to the refill or there are none', () => {
  const typed = fc.oneof(
    fc.constantFrom('', '0', '-5', '1e3', 'x', '33.33', '10,00', '100', '50%'),
    fc.integer({ min: 0, max: 20_000 }).map(formatPlain),
  )
  const row = fc.record({ cost_account: fc.constantFrom('', 'A', 'B', 'C', 'D'), share: typed })
  fc.assert(
    fc.property(
      fc.constantFrom('amount', 'percent'),
      fc.array(row, { maxLength: 5 }),
      amount,
      (split_by, split, cents) => {
        const { shares, errors } = splitRefill({ split_by, split }, cents)
        expect(shares === null).toBe(errors.length > 0)
        if (!shares) return
        expect(shares.reduce((sum, each) => sum + each.amount, 0)).toBe(cents)
        expect(shares.every((share) => share.amount > 0 && share.costAccount !== '')).toBe(true)
        expect(new Set(shares.map((share) => share.costAccount)).size).toBe(shares.length)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('amounts that were cut from the refill are taken as they are, the last one as what is left', () => {
  fc.assert(
    fc.property(amount, percents, fc.boolean(), (cents, parts, leaveLast) => {
      const shares = apportion(cents, parts)
      fc.pre(shares.every((share) => share > 0))
      const split = shares.map((share, place) => ({
        cost_account: `C${place}`,
        share: leaveLast && place === shares.length - 1 ? '' : formatPlain(share),
      }))
      fc.pre(cents <= 999_999_999_00)
      expect(splitRefill({ split_by: 'amount', split }, cents).shares?.map((share) => share.amount)).toEqual(shares)
    }),
  )
})

test('what is left, and what is wrong, is said at its row', () => {
  expect(splitRefill(by('amount', ['A', '30'], ['B', '10']), 50_00)).toMatchObject({
    left: 10_00,
    shares: null,
    errors: [{ field: 'split_share_1', message: 'The shares total $40.00. $10.00 is left to allocate.' }],
  })
  expect(splitRefill(by('percent', ['A', '60'], ['B', '45.5 %']), 50_00)).toMatchObject({
    left: -550,
    errors: [{ field: 'split_share_1', message: 'The shares total 105.5%. That is 5.5% too much.' }],
  })
  expect(splitRefill(by('amount', ['A', '50'], ['', ''], ['B', '']), 50_00).errors).toMatchObject([
    { field: 'split_share_2', message: 'Nothing is left for this share.' },
  ])
  expect(splitRefill(by('amount', ['', '20'], ['B', '30']), 50_00).errors).toMatchObject([{ field: 'split_account_0' }])
  expect(splitRefill(by('amount', ['B', '20'], ['B', '30']), 50_00).errors).toMatchObject([
    { field: 'split_account_1' },
  ])
  expect(splitRefill(by('amount', ['A', ''], ['B', '']), 50_00).errors[0]).toMatchObject({ field: 'split_share_1' })
  expect(splitRefill(by('percent', ['A', '0.01'], ['B', '99.99']), 10_00).errors).toMatchObject([
    { field: 'split_share_0' },
  ])
  expect(splitRefill(by('amount'), 50_00).errors).toMatchObject([{ field: 'split_account_0' }])
  // Before the amount is known, percents can be right and amounts cannot.
  expect(splitRefill(by('percent', ['A', '60'], ['B', '']), null)).toMatchObject({ errors: [], left: 0, shares: null })
  expect(splitRefill(by('amount', ['A', '60'], ['B', '']), null)).toMatchObject({
    errors: [],
    left: null,
    shares: null,
  })
})

test('cents of a row are told only where all rows come to the refill', () => {
  const amountsOf = (...given: Parameters<typeof splitRefill>) => splitRefill(...given).amounts
  expect(amountsOf(by('percent', ['A', '60'], ['B', '']), 50_00)).toEqual([30_00, 20_00])
  expect(amountsOf(by('amount', ['A', '30'], ['', ''], ['B', '20']), 50_00)).toEqual([30_00, null, 20_00])
  expect(amountsOf(by('percent', ['A', '60'], ['B', '45.5']), 50_00)).toEqual([null, null])
  expect(amountsOf(by('amount', ['A', '30'], ['B', '10']), 50_00)).toEqual([null, null])
  expect(amountsOf(by('amount', ['A', '60'], ['B', '']), 50_00)).toEqual([null, null])
  expect(amountsOf(by('percent', ['A', '100']), null)).toEqual([null])
})

test('without an amount no row is told that it comes to less than a cent', () => {
  expect(splitRefill(by('percent', ['A', '60'], ['B', '40']), 0)).toMatchObject({ amounts: [null, null], errors: [] })
})

test('what is left is nothing once a row takes it, and stays below zero where there is too much', () => {
  expect(splitRefill(by('amount', ['A', '30'], ['B', '']), 50_00).left).toBe(0)
  expect(splitRefill(by('amount', ['A', '60'], ['B', '']), 50_00).left).toBe(-10_00)
  expect(splitRefill(by('amount', ['A', 'x'], ['B', '']), 50_00).left).toBeNull()
})

test('percents as people type them', () => {
  for (const [typed, hundredths] of [
    ['25', 2_500],
    ['12.5', 1_250],
    ['33.33 %', 3_333],
    ['100%', 10_000],
    ['0', 0],
    ['5.', 500],
    [' 25 ', 2_500],
    ['25'.padStart(20), 2_500],
  ] as const) {
    expect(parsePercent(typed)).toBe(hundredths)
  }
  for (const typed of [
    '',
    '%',
    '100.01',
    '-1',
    '1e1',
    '33,3',
    '12.345',
    '２５',
    '101',
    '5 0',
    '1 2.5',
    '12 .5',
    '2 5 %',
    '25'.padStart(21),
  ])
    expect(parsePercent(typed)).toBeNull()
})

test('rows come and go, and the way back keeps the first', () => {
  const values: AddPostageValues = {
    amount: '',
    other_amount: '',
    payment_method: '',
    cost_account: 'MKT',
    split_by: '',
    split: [],
    memo: 'x',
  }
  const split = rearrangeSplit(values, 'split', 1)
  expect(split).toMatchObject({ memo: 'x', split_by: 'amount', split: rows(['MKT', ''], ['', '']) })
  const more = rearrangeSplit(split, 'add', 3)
  expect(more.split).toHaveLength(5)
  expect(rearrangeSplit(more, 'add', 50).split).toHaveLength(20)
  expect(rearrangeSplit(more, 'remove-0', 1).split).toHaveLength(4)
  expect(rearrangeSplit(split, 'single', 1)).toEqual(values)
  expect(rearrangeSplit({ ...split, split: rows(['A', '5']) }, 'remove-0', 1)).toMatchObject({
    split_by: '',
    split: [],
    cost_account: 'A',
  })
  expect(rearrangeSplit(split, 'nonsense', 1)).toEqual(values)
  expect([
    placeAfter('split', split),
    placeAfter('add', more),
    placeAfter('remove-2', split),
    placeAfter('single', values),
  ]).toEqual(['split_account_1', 'split_account_4', 'split_account_1', 'cost_account'])
  const empty = { ...split, split: rows(['', ''], ['', ''], ['', '']) }
  expect([placeAfter('split', empty), placeAfter('add', empty), placeAfter('remove-0', empty)]).toEqual([
    'split_account_0',
    'split_account_2',
    'split_account_0',
  ])
})
