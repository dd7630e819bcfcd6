import type { IPv4, IPv6 } from 'ipaddr.js'
import type { IncomingHttpHeaders } from 'node:http'
import { currentRequest } from '../current-response'
import { env } from '../env'
import { log } from '../log'
import { isLocal, isWithin, readAddress, type Network } from './read-proxies'

/** The maximum number of proxies in a row. A longer list is forged. */
const MOST_HOPS = 32

const told = globalThis as { indiciaWarnedAboutProxy?: boolean }

/**
 * The client's address, for rate limits and the log: an IPv4 address, or the /64 of an IPv6 address, because one
 * customer has that many. `unknown` if the platform does not provide it. All unknown clients share one limit.
 */
export function clientAddress(): string {
  const request = currentRequest()
  if (!request) return 'unknown'
  const { trustedProxies, onVercel } = env()
  if (onVercel) return nameOf(addressFromVercel(request.headers))
  const peer = readAddress(request.socket.remoteAddress ?? '')
  const forwarded = forwardedFor(request.headers)
  // Where there is no proxy Next writes the peer itself into the header.
  const isForwarded = forwarded.some((entry) => readAddress(withoutPort(entry))?.toString() !== peer?.toString())
  if (peer && trustedProxies.length === 0 && isForwarded && isLocal(peer)) warnAboutProxy()
  return nameOf(peer && addressBehind(peer, forwarded, trustedProxies))
}

/**
 * The address that the last trusted proxy saw. Each proxy appends its client at the right, so the list is read from the
 * right for as long as the proxy is trusted. Entries further left can be forged.
 */
export function addressBehind(
  peer: IPv4 | IPv6,
  forwarded: readonly string[],
  trusted: readonly Network[],
): IPv4 | IPv6 {
  let address = peer
  for (const written of forwarded.slice(-MOST_HOPS).reverse()) {
    if (!isWithin(address, trusted)) return address
    const next = readAddress(withoutPort(written))
    // A proxy that does not name its client is the last known address.
    if (next === null) return address
    address = next
  }
  return address
}

/** The entries of X-Forwarded-For, in however many headers. */
function forwardedFor(headers: IncomingHttpHeaders): string[] {
  const header = headers['x-forwarded-for'] ?? ''
  return (Array.isArray(header) ? header.join(',') : header)
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
}

/** Vercel's edge sets these on every request. */
function addressFromVercel(headers: IncomingHttpHeaders): IPv4 | IPv6 | null {
  const given = headers['x-real-ip'] ?? headers['x-forwarded-for'] ?? ''
  return readAddress((Array.isArray(given) ? given[0]! : given).split(',', 1)[0]!.trim())
}

/** Some proxies (Azure's) add the port. */
function withoutPort(written: string): string {
  const bracketed = /^\[([^\]]{1,64})\](?::\d{1,5})?$/.exec(written)
  if (bracketed) return bracketed[1]!
  return /^[\d.]{7,15}:\d{1,5}$/.test(written) ? written.slice(0, written.indexOf(':')) : written
}

function nameOf(address: IPv4 | IPv6 | null): string {
  if (address === null) return 'unknown'
  if (address.kind() === 'ipv4') return address.toString()
  const parts = (address as IPv6).parts.slice(0, 4).map((part) => part.toString(16))
  return `${parts.join(':')}::/64`
}

function warnAboutProxy(): void {
  if (told.indiciaWarnedAboutProxy) return
  told.indiciaWarnedAboutProxy = true
  log.warn(
    'requests come through a proxy that TRUSTED_PROXIES does not name: limits per address count everybody behind it as one',
  )
}
