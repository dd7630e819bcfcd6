import { expect, test } from 'vitest'
import { errorCodes, type ErrorCode } from '../rules/errors'
import { openApiDocument } from './openapi'
import { problemResponse } from './problem'
import { errorContract } from './testing/error-contract'

const statusesOf = (codes: typeof errorCodes) =>
  Object.fromEntries(Object.entries(codes).map(([code, { status }]) => [code, status]))

test('the error codes and their statuses are those of the contract', () => {
  expect(statusesOf(errorCodes)).toEqual(errorContract)
})

test('the OpenAPI document knows the codes of the contract, each under its status', () => {
  const { components, paths } = openApiDocument()
  const { properties } = components.schemas.Problem as { properties: { code: { enum: string[] } } }
  expect(properties.code.enum.toSorted()).toEqual(Object.keys(errorContract).toSorted())

  const documented = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ responses }) => Object.entries(responses))
    .filter(([, { content }]) => 'application/problem+json' in content)
    .flatMap(([status, { description }]) =>
      [...description.matchAll(/`(\w+)`: /g)].map(([, code]) => [code!, Number(status)] as const),
    )
  for (const [code, status] of documented) expect(errorContract).toHaveProperty(code, status)
  // Which method an address does not answer to is no operation's: every other code is documented where it occurs.
  const { method_not_allowed: _, ...ofOperations } = errorContract
  expect(Object.fromEntries(documented)).toEqual(ofOperations)
})

test.each(Object.entries(errorContract))('a problem document of %s answers %i', async (code, status) => {
  const response = problemResponse({ code: code as ErrorCode }, 'request-1')
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toEqual({
    type: `/api/docs#${code}`,
    title: expect.stringMatching(/^[A-Z]/),
    status,
    detail: expect.stringMatching(/\.$/),
    code,
    request_id: 'request-1',
  })
})
