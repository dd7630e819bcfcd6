import { afterEach, expect, test, vi } from 'vitest'
import { log } from '../log'
import { withRemoteAddress } from '../testing/with-remote-address'
import { useEnv } from '../testing/use-env'
import { clientAddress } from './client-address'
import { readProxies } from './read-proxies'

afterEach(() => vi.restoreAllMocks())

const seen = (peer: string, forwarded?: string, more: Record<string, string> = {}) =>
  withRemoteAddress(peer, clientAddress, { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }), ...more })

test('by itself a request comes from where its connection does, whatever it says', () => {
  useEnv()
  expect(seen('203.0.113.7')).toBe('203.0.113.7')
  expect(seen('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7')
  expect(seen('203.0.113.7', undefined, { 'x-real-ip': '198.51.100.1', forwarded: 'for=198.51.100.1' })).toBe(
    '203.0.113.7',
  )
  expect(seen('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(clientAddress()).toBe('unknown')
  expect(seen('')).toBe('unknown')
})

test('of IPv6 the network of one customer counts, however it is written', () => {
  useEnv()
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:0DB8:0001:0002:0:0:0:0'])
    expect(seen(address)).toBe('2001:db8:1:2::/64')
  expect(seen('2001:db8:1:3::1')).not.toBe('2001:db8:1:2::/64')
  expect(seen('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
})

test('behind proxies that are trusted, the last address that is none of them counts', () => {
  useEnv({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8 2001:db8:f::/48' })
  for (const [peer, forwarded, from] of [
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::1', '198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '6.6.6.6, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
    ['2001:db8:f::1', '2001:db8:1:2::3', '2001:db8:1:2::/64'],
    ['127.0.0.1', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['127.0.0.1', '198.51.100.1:5123', '198.51.100.1'],
    ['127.0.0.1', '[2001:db8:1:2::3]:5123', '2001:db8:1:2::/64'],
    ['127.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    // Not from a proxy of ours: all of it is made up.
    ['203.0.113.7', '198.51.100.1, 10.1.2.3', '203.0.113.7'],
    ['192.168.0.5', '198.51.100.1', '192.168.0.5'],
    // A proxy that does not say whom it was asked by.
    ['127.0.0.1', '198.51.100.1, unknown', '127.0.0.1'],
    ['127.0.0.1', ' , ', '127.0.0.1'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '0x7f.1', '127.0.0.1'],
  ] as const)
    expect(seen(peer, forwarded), `${peer} for ${forwarded}`).toBe(from)
  expect(seen('127.0.0.1', `${'10.0.0.1,'.repeat(200_000)}10.0.0.2`)).toBe('10.0.0.1')
})

test('on Vercel its edge says it', () => {
  useEnv({ VERCEL: '1' })
  expect(seen('10.0.0.1', '6.6.6.6', { 'x-real-ip': '198.51.100.1' })).toBe('198.51.100.1')
  expect(seen('10.0.0.1', '198.51.100.2, 10.0.0.1')).toBe('198.51.100.2')
})

test('a proxy that nobody has named is spoken of once', () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  useEnv()
  // Next says so of its own where nobody stands before it.
  seen('::ffff:127.0.0.1', '::ffff:127.0.0.1')
  expect(warn).not.toHaveBeenCalled()
  for (let i = 0; i < 3; i++) seen('10.0.0.1', '198.51.100.1')
  expect(warn).toHaveBeenCalledOnce()
  expect(warn.mock.calls[0]![0]).toContain('TRUSTED_PROXIES')
})

test('what is no address and no network is no list of proxies', () => {
  for (const list of ['', 'loopback', 'private', '10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', 'Loopback,PRIVATE'])
    expect(readProxies(list), list).not.toBeNull()
  for (const list of [
    'proxy',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '300.1.1.1',
    'true',
    '*',
    'x'.repeat(1_000_000),
  ])
    expect(readProxies(list), list.slice(0, 20)).toBeNull()
})
