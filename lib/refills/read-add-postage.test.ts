import { expect, test } from 'vitest'
import { readAddPostage } from './read-add-postage'

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) data.append(name, each)
  return data
}

const METHOD = '00000000-0000-4000-8000-000000000001'
const complete = {
  idempotency_key: 'k-1',
  amount: '5000',
  payment_method: METHOD,
  cost_account: '',
  memo: '',
  seen_total: '5175',
}

test('reads a complete form', () => {
  expect(readAddPostage(form(complete))).toMatchObject({
    key: 'k-1',
    seenTotal: 5_175,
    errors: [],
    request: { amount: 5_000, paymentMethodId: METHOD, costAccount: null, memo: null },
  })
  expect(readAddPostage(form({ ...complete, amount: 'fill' })).request).toMatchObject({ amount: 'fill' })
  expect(readAddPostage(form({ ...complete, amount: 'other', other_amount: '$1,000.00' })).request).toMatchObject({
    amount: 100_000,
  })
})

test('what was typed comes back, whatever is wrong with it', () => {
  for (const typed of ['9.9.9', 'x', '10,00', '1e2', '１０', '']) {
    const read = readAddPostage(form({ ...complete, amount: 'other', other_amount: typed }))
    expect(read.request).toBeNull()
    expect(read.values.other_amount).toBe(typed)
    expect(read.errors).toMatchObject([{ field: 'other_amount' }])
  }
})

test('an amount that was not offered, nothing chosen, a note that is too long', () => {
  expect(readAddPostage(form({ ...complete, amount: '123' })).errors).toMatchObject([{ field: 'amount' }])
  expect(readAddPostage(form({ ...complete, amount: '' })).errors).toMatchObject([{ field: 'amount' }])
  expect(readAddPostage(form({ ...complete, payment_method: '' })).errors).toMatchObject([{ field: 'payment_method' }])
  expect(readAddPostage(form({ ...complete, payment_method: 'xyz' })).errors).toMatchObject([
    { field: 'payment_method' },
  ])
  expect(readAddPostage(form({ ...complete, cost_account: 'a\0b' })).errors).toMatchObject([{ field: 'form' }])
  expect(readAddPostage(form({ ...complete, memo: 'x'.repeat(201) })).errors).toMatchObject([{ field: 'memo' }])
  expect(readAddPostage(form({ ...complete, memo: 'a\0b' })).errors).toMatchObject([{ field: 'form' }])
})

test('an amount that is missing is asked for in other words than one that cannot be read', () => {
  const told = (other_amount: string) =>
    readAddPostage(form({ ...complete, amount: 'other', other_amount })).errors.map(({ message }) => message)
  expect(told('')).toEqual(['Enter an amount.'])
  expect(told('x')).not.toEqual(['Enter an amount.'])
  expect(told('x')).toHaveLength(1)
})

test('a split of more rows than there may be is read as far as they go', () => {
  const many = Array.from({ length: 25 }, (_, n) => `C${n}`)
  const { values } = readAddPostage(
    form({ ...complete, split_by: 'amount', split_account: many, split_share: many.map(() => '1') }),
  )
  expect(values.split.map((row) => row.cost_account)).toEqual(many.slice(0, 20))
  expect(
    readAddPostage(form({ ...complete, split_by: 'amount', split_account: ['A', 'B'], split_share: ['5'] })).values
      .split,
  ).toEqual([
    { cost_account: 'A', share: '5' },
    { cost_account: 'B', share: '' },
  ])
})

test('a field that comes twice is refused', () => {
  expect(readAddPostage(form({ ...complete, amount: ['5000', '10000'] }))).toMatchObject({
    request: null,
    errors: [{ field: 'form' }],
  })
})

test('a total or a key that is not one of ours counts as none', () => {
  for (const seen of ['', '-5', '1e3', 'abc', '51.75', 'x5', '5x', '1234567890']) {
    expect(readAddPostage(form({ ...complete, seen_total: seen })).seenTotal).toBeNull()
    expect(readAddPostage(form({ ...complete, seen_amount: seen })).seenAmount).toBeNull()
  }
  for (const key of ['', 'a b', 'k'.repeat(256), 'ключ'])
    expect(readAddPostage(form({ ...complete, idempotency_key: key })).key).toBeNull()
})

test('a split is read row by row, and its mistakes are said at their rows', () => {
  const split = {
    ...complete,
    cost_account: 'OLD',
    split_by: 'amount',
    split_account: ['MKT', 'SALES', ''],
    split_share: ['30', '', ''],
  }
  expect(readAddPostage(form({ ...split, seen_amount: '5000' }))).toMatchObject({
    errors: [],
    seenAmount: 5_000,
    request: { amount: 5_000, costAccount: null },
    values: {
      split_by: 'amount',
      split: [
        { cost_account: 'MKT', share: '30' },
        { cost_account: 'SALES', share: '' },
        { cost_account: '', share: '' },
      ],
    },
  })
  expect(readAddPostage(form({ ...split, split_share: ['30', 'x', ''] }))).toMatchObject({
    request: null,
    errors: [{ field: 'split_share_1' }],
    values: { split: [{ share: '30' }, { share: 'x' }, { share: '' }] },
  })
  expect(readAddPostage(form({ ...split, split_share: ['30', '10', ''] })).errors).toMatchObject([
    { field: 'split_share_1' },
  ])
  // Of a limit that is filled, only percents can be judged before it is quoted.
  expect(readAddPostage(form({ ...split, amount: 'fill', split_share: ['30', '10', ''] })).errors).toEqual([])
  expect(
    readAddPostage(form({ ...split, amount: 'fill', split_by: 'percent', split_share: ['30', '10', ''] })).errors,
  ).toMatchObject([{ field: 'split_share_1' }])
  expect(readAddPostage(form({ ...split, split_by: 'nonsense' }))).toMatchObject({
    errors: [],
    request: { costAccount: 'OLD' },
  })
  expect(readAddPostage(form({ ...split, split_account: ['a\0b', 'SALES', ''] })).errors).toMatchObject([
    { field: 'form' },
  ])
})

test('what the refill is for is carried along, whatever else is wrong', () => {
  const waiting = '00000000-0000-4000-8000-000000000007'
  expect(readAddPostage(form({ ...complete, amount: 'x', waiting, seen_label: 'ab12' }))).toMatchObject({
    purpose: { waiting, request: '' },
    seenLabel: 'ab12',
  })
  expect(readAddPostage(form({ ...complete, memo: 'x'.repeat(201), request: 'r' })).purpose).toEqual({
    waiting: '',
    request: 'r',
  })
  // An address or a form names a label that waits; it cannot bring one.
  const brought = {
    print: 'carrier=usps&amount=17.77&seen_amount=1777',
    waiting: 'carrier=usps&service=another&amount=17.77',
  }
  expect(readAddPostage(form({ ...complete, ...brought })).purpose).toEqual({ waiting: '', request: '' })
  expect(readAddPostage(form(complete))).toMatchObject({ purpose: { waiting: '', request: '' }, seenLabel: '' })
})
