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
    ok: true,
    data: { key: 'k', amount: 1_250_00, receivedOn: '2026-02-28', reference: 'Check 7' },
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
    expect(readBankReceipt(form({ [field]: value })), `${field}: ${value}`).toMatchObject({
      ok: false,
      state: { errors: [{ field }], values: { [field]: value.trim(), idempotency_key: 'k' } },
    })
  }
  expect(readBankReceipt(form({ amount: ['1', '2'] })).ok).toBe(false)
})

test('an empty field is asked for in other words than one that cannot be read', () => {
  const told = (fields: Record<string, string>) => {
    const read = readBankReceipt(form(fields))
    return read.ok ? [] : read.state.errors.map(({ message }) => message)
  }
  expect(told({ amount: '0' })).not.toEqual(told({ amount: 'x' }))
  expect(told({ received_on: '' })).not.toEqual(told({ received_on: 'x' }))
})

test('a form without a usable key gets one, and a key that is used up another', () => {
  for (const key of ['', 'é', 'a b', 'ék', 'ké', 'k'.repeat(256), 'é'.repeat(300)]) {
    const data = { key: expect.stringMatching(/^[0-9a-f-]{36}$/) }
    expect(readBankReceipt(form({ idempotency_key: key }))).toMatchObject({ ok: true, data })
  }
  expect(refuseBankReceipt({ idempotency_key: 'k' }, 'idempotency_mismatch').values.idempotency_key).not.toBe('k')
  expect(readBankReceipt(form({ idempotency_key: 'k'.repeat(255) }))).toMatchObject({ data: { key: 'k'.repeat(255) } })
  expect(refuseBankReceipt({ idempotency_key: 'k', amount: '5' }, 'idempotency_mismatch')).toMatchObject({
    values: { amount: '5' },
    errors: [{ field: 'form' }],
  })
  expect(refuseBankReceipt({ idempotency_key: 'k' }, 'in_future')).toMatchObject({
    values: { idempotency_key: 'k' },
    errors: [{ field: 'received_on' }],
  })
})
