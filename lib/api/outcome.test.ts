import { expect, test } from 'vitest'
import { rateLimited, refuse, succeed } from './outcome'
import { problemResponse, respond } from './problem'

test('a resource is answered as JSON that no cache keeps', async () => {
  const response = respond(succeed({ id: 'r' }, 201, { Location: '/api/v1/refills/r' }), 'request-1')
  expect(response.status).toBe(201)
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-request-id': 'request-1',
    location: '/api/v1/refills/r',
  })
  expect(await response.json()).toEqual({ id: 'r' })
  expect(succeed(null)).toEqual({ ok: true, status: 200, data: null, headers: undefined })
})

test('a refusal names the field that is to blame, in its own words or in those of its code', async () => {
  expect(refuse('forbidden')).toEqual({ ok: false, problem: { code: 'forbidden' } })
  expect(refuse('above_limit', { members: { headroom: 5 } }, 'amount')).toEqual({
    ok: false,
    problem: {
      code: 'above_limit',
      members: { headroom: 5 },
      errors: [{ field: 'amount', code: 'above_limit', message: 'The amount does not fit under the balance limit.' }],
    },
  })
  const refused = refuse('invalid_request', { detail: 'Too long.' }, 'memo')
  expect(refused.problem.errors).toEqual([{ field: 'memo', code: 'invalid_request', message: 'Too long.' }])
  const response = respond(refused, 'request-2')
  expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
  expect(await response.json()).toMatchObject({ detail: 'Too long.', errors: refused.problem.errors })
})

test('a problem carries what belongs to its code, and no cache keeps it', async () => {
  const response = problemResponse({ code: 'above_limit', members: { headroom: 400 } }, 'request-3')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-request-id')).toBe('request-3')
  expect(await response.json()).toMatchObject({ code: 'above_limit', headroom: 400 })
})

test('too many requests says when to go on', () => {
  expect(rateLimited('Too many writes.', 7)).toEqual({
    ok: false,
    problem: {
      code: 'rate_limited',
      detail: 'Too many writes. Try again in 7 s.',
      headers: { 'Retry-After': '7' },
    },
  })
})
