import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { log } from '../log'
import { withRemoteAddress } from '../testing/with-remote-address'
import { useEnv } from '../testing/use-env'
import { logRepeats } from './count-repeats'
import { recordSecurityEvent } from './record-event'

beforeEach(() => useEnv())
afterEach(() => {
  logRepeats()
  logRepeats()
  vi.restoreAllMocks()
})

const listen = () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  return { lines: () => warn.mock.calls.map(([facts]) => facts as unknown as Record<string, unknown>) }
}

test('what is refused again and again is written once, then counted, and told when it ends', () => {
  const { lines } = listen()
  for (let i = 0; i < 400; i++)
    withRemoteAddress(`203.0.113.${i % 40}`, () =>
      recordSecurityEvent('api_key_refused', { reason: 'wrong_key', prefix: `ind_${i}` }),
    )
  withRemoteAddress('203.0.113.1', () => recordSecurityEvent('api_key_refused', { reason: 'no_key' }))
  expect(lines()).toEqual([
    { event: 'api_key_refused', address: '203.0.113.0', reason: 'wrong_key', prefix: 'ind_0' },
    { event: 'api_key_refused', address: '203.0.113.1', reason: 'no_key' },
  ])
  logRepeats()
  expect(lines().slice(2)).toEqual([
    { event: 'api_key_refused', reason: 'wrong_key', repeats: 399, addresses: expect.any(Array), moreAddresses: true },
  ])
  expect(lines()[2]!.addresses).toHaveLength(10)
  // Still going on: no first line again.
  recordSecurityEvent('api_key_refused', { reason: 'wrong_key' })
  expect(lines()).toHaveLength(3)
  logRepeats()
  logRepeats()
  expect(lines()).toHaveLength(4)
  recordSecurityEvent('api_key_refused', { reason: 'wrong_key' })
  expect(lines()).toHaveLength(5)
})

test('what people do that they may not is told for each of them and each page, within bounds', () => {
  const { lines } = listen()
  for (const userId of ['a', 'b'])
    for (const page of ['/x', '/y']) for (let i = 0; i < 5; i++) recordSecurityEvent('page_refused', { userId, page })
  expect(lines()).toHaveLength(4)
  for (let i = 0; i < 5_000; i++) recordSecurityEvent('page_refused', { userId: 'c', page: `/x/${i}` })
  expect(lines().length).toBeLessThan(210)
  logRepeats()
  expect(lines().length).toBeLessThan(220)
})

test('what comes from outside is one short line', () => {
  const { lines } = listen()
  recordSecurityEvent('page_refused', { page: `/a\r\n{"event":"sign_in"}\u001b[31m\u202e${'x'.repeat(1_000_000)}` })
  const page = lines()[0]!.page as string
  expect(page.length).toBeLessThanOrEqual(200)
  expect(page).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})
