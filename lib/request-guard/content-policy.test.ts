import { expect, test, vi } from 'vitest'
import { isDevelopment } from '../env'
import { contentPolicy } from './content-policy'

const page = { nonce: 'abc', formTargets: ['https://login.example.com'] }

test('a page in production runs only scripts and styles with its nonce', () => {
  expect(contentPolicy({ ...page, development: false }).split('; ')).toEqual([
    "default-src 'self'",
    "script-src 'self' 'nonce-abc' 'strict-dynamic'",
    "style-src 'self' 'nonce-abc'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self' https://login.example.com",
    "frame-ancestors 'none'",
  ])
})

test("only development allows what Next's development server needs", () => {
  expect(contentPolicy({ ...page, development: true })).toContain("'unsafe-eval'")
  for (const mode of ['production', 'test', '', undefined]) {
    vi.stubEnv('NODE_ENV', mode as 'production')
    expect(isDevelopment(), String(mode)).toBe(false)
  }
  vi.stubEnv('NODE_ENV', 'development')
  expect(isDevelopment()).toBe(true)
  vi.unstubAllEnvs()
})
