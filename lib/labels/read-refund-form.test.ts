import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readRefundAnswer, readRefundRequest } from './read-refund-form'

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

test('the request: a reason in one line, or none; too long a one comes back as it was typed', () => {
  const key = randomUUID()
  expect(readRefundRequest(form({ key, reason: '  Printed\r\ntwice ' }))).toMatchObject({
    ok: true,
    data: { key, reason: 'Printed twice' },
  })
  expect(readRefundRequest(form({ key, reason: ' ' }))).toMatchObject({ ok: true, data: { key, reason: null } })
  expect(readRefundRequest(form({ key, reason: '📦'.repeat(200) }))).toMatchObject({ ok: true })
  const reason = 'x'.repeat(201)
  expect(readRefundRequest(form({ key, reason }))).toEqual({
    ok: false,
    state: {
      values: { key, reason },
      errors: [{ field: 'reason', message: 'The reason must have at most 200 characters.' }],
    },
  })
  expect(readRefundRequest(form({ key: 'x', reason: '' }))).toMatchObject({
    ok: false,
    state: { errors: [{ field: 'form' }] },
  })
})

test('the answer is one of two, and never guessed', () => {
  expect(readRefundAnswer(form({ answer: 'approved', note: 'USPS 4711' }))).toMatchObject({
    ok: true,
    data: { approved: true, note: 'USPS 4711' },
  })
  expect(readRefundAnswer(form({ answer: 'denied', note: '' }))).toMatchObject({
    ok: true,
    data: { approved: false, note: null },
  })
  for (const answer of ['', 'yes', 'APPROVED']) {
    expect(readRefundAnswer(form({ answer, note: 'x' }))).toMatchObject({
      ok: false,
      state: { values: { note: 'x' }, errors: [{ field: 'answer' }] },
    })
  }
  const twice = form({ answer: 'denied', note: '' })
  twice.append('answer', 'approved')
  expect(readRefundAnswer(twice)).toMatchObject({ ok: false, state: { errors: [{ field: 'form' }] } })
  expect(readRefundAnswer(form({ answer: 'denied', note: 'x'.repeat(201) }))).toMatchObject({
    ok: false,
    state: { errors: [{ field: 'note' }] },
  })
})
