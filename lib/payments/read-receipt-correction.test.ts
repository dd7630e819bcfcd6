import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readReceiptCorrection, refuseReceiptCorrection } from './read-receipt-correction'

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

test('a correction needs a reason of one line, and the key of its form', () => {
  const key = randomUUID()
  expect(readReceiptCorrection(form({ key, reason: '  A zero too many ' }))).toMatchObject({
    ok: true,
    data: { key, reason: 'A zero too many' },
  })
  for (const [fields, field] of [
    [{ key, reason: ' ' }, 'reason'],
    [{ key, reason: 'x'.repeat(151) }, 'reason'],
    [{ key: 'k', reason: 'x' }, 'form'],
  ] as const)
    expect(readReceiptCorrection(form(fields))).toMatchObject({ ok: false, state: { errors: [{ field }] } })
})

test('a refusal says what is left and what to do, and keeps what was typed', () => {
  const values = { key: 'k', reason: 'x' }
  const refused = (isDeposit: boolean) =>
    refuseReceiptCorrection(values, { code: 'not_left', available: 70_00 }, isDeposit)
  expect(refused(true)).toEqual({
    values,
    errors: [
      {
        field: 'form',
        message: expect.stringContaining('has only $70.00. Nothing was corrected. Record the right deposit first'),
      },
    ],
  })
  expect(refused(false).errors[0]!.message).toContain('Only $70.00 of the credit line is left')
  const mismatch = refuseReceiptCorrection(values, { code: 'idempotency_mismatch', available: null }, true)
  expect(mismatch.values).toMatchObject({ reason: 'x' })
  expect(mismatch.values.key).not.toBe('k')
})
