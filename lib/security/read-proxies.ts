import ipaddr from 'ipaddr.js'

export type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Names for common networks: this machine, and the private networks. */
const NAMED: Record<string, readonly string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7', 'fe80::/10'],
}

/**
 * Parses TRUSTED_PROXIES: addresses, CIDR networks, `loopback`, and `private`, separated by commas or spaces. Null if
 * one is invalid.
 */
export function readProxies(list: string): Network[] | null {
  const networks: Network[] = []
  for (const entry of list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)) {
    for (const written of NAMED[entry] ?? [entry]) {
      const network = readNetwork(written)
      if (network === null) return null
      networks.push(network)
    }
  }
  return networks
}

function readNetwork(written: string): Network | null {
  const [address = '', , ...more] = written.split('/')
  if (more.length > 0 || readAddress(address) === null) return null
  if (written.includes('/')) return ipaddr.isValidCIDR(written) ? ipaddr.parseCIDR(written) : null
  const read = ipaddr.parse(address)
  return [read, read.kind() === 'ipv4' ? 32 : 128]
}

/** Parses an IPv4 or IPv6 address. An IPv4 address within IPv6 becomes IPv4. Null for anything else. */
export function readAddress(written: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (written.length > 64) return null
  if (!ipaddr.IPv4.isValidFourPartDecimal(written) && !ipaddr.IPv6.isValid(written)) return null
  return ipaddr.process(written)
}

/** Whether an address is in one of the networks. */
export function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, networks: readonly Network[]): boolean {
  return networks.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits))
}

/** Whether an address is this machine's, or of a network of its own. */
export function isLocal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return isWithin(address, LOCAL)
}

const LOCAL = readProxies('loopback private')!
