import { expect, test } from 'vitest'
import { readBankReceipt, refuseBankReceipt } from './read-bank-receipt'

const form = (fields: Record<string, string | string[]>) => {
  const data = new FormData()
  const typed = { idempotency_key: 'k', amount: '1,250.00', received_on: '2026-02-28', reference: 'Check 7', ...fields }
  for (const [name, value] of Object.entries(typed)) for (const each of [value].flat()) data.append(name, each)
  return data
}

test('a receipt is read as it was meant', () => {
  expect(readBankReceipt(form({ reference: '  Check 7 ' }))).toMatchObject({
    receipt: { key: 'k', amount: 1_250_00, receivedOn: '2026-02-28', reference: 'Check 7' },
    errors: [],
  })
})

test('what leaves a doubt is asked about at its field, and nothing typed is lost', () => {
  for (const [field, value] of [
    ['amount', ''],
    ['amount', '0'],
    ['amount', '-10'],
    ['amount', '1e2'],
    ['amount', '10,00'],
    ['amount', '10.001'],
    ['amount', '１０'],
    ['received_on', ''],
    ['received_on', '2026-02-30'],
    ['received_on', '02/03/2026'],
    ['received_on', 'yesterday'],
    ['reference', ' '],
  ] as const) {
    const { receipt, errors, values } = readBankReceipt(form({ [field]: value }))
    expect({ receipt, fields: errors.map((error) => error.field) }, `${field}: ${value}`).toEqual({
      receipt: null,
      fields: [field],
    })
    expect(values).toMatchObject({ [field]: value.trim(), idempotency_key: 'k' })
  }
  expect(readBankReceipt(form({ amount: ['1', '2'] })).receipt).toBeNull()
})

test('a form without a usable key gets one, and a key that is used up another', () => {
  expect(readBankReceipt(form({ idempotency_key: '' })).receipt?.key).toMatch(/^[0-9a-f-]{36}$/)
  expect(readBankReceipt(form({ idempotency_key: 'é'.repeat(300) })).receipt?.key).toMatch(/^[0-9a-f-]{36}$/)
  expect(refuseBankReceipt({ idempotency_key: 'k' }, 'idempotency_mismatch').values.idempotency_key).not.toBe('k')
  expect(refuseBankReceipt({ idempotency_key: 'k' }, 'in_future').values.idempotency_key).toBe('k')
})
