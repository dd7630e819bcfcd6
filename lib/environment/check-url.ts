/**
 * Describes what is wrong with a URL of the environment. The texts complete the sentence "NAME: should …". They never
 * quote the URL, because it can contain a password that cannot be separated reliably.
 */

type Parts = { userinfo: string | null; hosts: string; path: string; query: string | null }

const ENCODED = 'in its user name or password, where it means something else than itself'

/**
 * Checks a database's address by the rules of postgres.js: one or more hosts with ports, and settings after a question mark.
 * Null if it is valid.
 */
export function checkDatabaseUrl(address: string): string | null {
  const fault = checkUrl(address, ['postgres://', 'postgresql://'])
  if (fault !== null) return fault
  const { userinfo, hosts, query } = split(address)
  if (hosts.includes(',') && userinfo?.includes('@')) return encode('@')
  for (const host of hosts.split(',')) {
    if (host.startsWith('['))
      return 'name its host, since the driver does not read IPv6 addresses: give it a name in DNS or in /etc/hosts'
    if (/^%2f/i.test(host)) return 'name a host, since a socket’s folder cannot be reached by an address'
    const wrong = checkHost(host)
    if (wrong !== null) return wrong
  }
  const attributes = new URLSearchParams(query ?? '').get('target_session_attrs')
  if (attributes !== null && !SESSION_ATTRIBUTES.includes(attributes)) {
    return `have a target_session_attrs among ${SESSION_ATTRIBUTES.join(', ')}`
  }
  return null
}

const SESSION_ATTRIBUTES = ['read-write', 'read-only', 'primary', 'standby', 'prefer-standby']

/** Checks a mail server's address: `smtp://` or `smtps://`, one host, no path. Null if it is valid. */
export function checkSmtpUrl(address: string): string | null {
  const fault = checkUrl(address, ['smtp://', 'smtps://'])
  if (fault !== null) return fault
  const { hosts, path, query } = split(address)
  if (query !== null || !['', '/'].includes(path)) return 'end after its host and port'
  return checkHost(hosts)
}

function checkUrl(address: string, schemes: string[]): string | null {
  if (!schemes.some((scheme) => address.startsWith(scheme))) return `begin with ${schemes.join(' or ')}`
  // Before any pattern runs over it.
  if (address.length > 4096) return 'have at most 4,096 characters'
  if (/\s/.test(address)) return `have no space in it: ${encode(' ')}`
  // oxlint-disable-next-line no-control-regex -- it looks for control characters
  if (/[\x00-\x1f\x7f]/.test(address)) return 'have no control character in it'
  const rest = address.slice(address.indexOf('://') + 3)
  const astray = findStray(rest)
  if (astray !== null) return encode(astray)
  const { userinfo, hosts, path } = split(address)
  if (isMistakenlyEncoded(userinfo ?? '') || isMistakenlyEncoded(hosts) || isMistakenlyEncoded(path)) return encode('%')
  if (hosts.split(',').some((host) => host.replace(/:\d*$/, '') === '')) return 'name a host'
  return null
}

/** The unencoded character of the password that ends the host too early, or null. */
function findStray(rest: string): string | null {
  const end = rest.search(/[/?#]/)
  if (end === -1) return null
  const isNamed = rest.slice(0, end).includes('@')
  const behind = rest.slice(end)
  // An address has nothing after a #.
  if (behind.includes('#')) return '#'
  const query = behind.indexOf('?')
  const path = query === -1 ? behind : behind.slice(0, query)
  const settings = query === -1 ? '' : behind.slice(query + 1)
  if (path.includes('@') || (!isNamed && settings.includes('@'))) return rest[end]!
  return /^([\w.-]+=[^&]*(&|$))*$/.test(settings) ? null : '?'
}

/** One host with its port, if it names one. */
function checkHost(host: string): string | null {
  const ipv6 = /^\[[0-9a-f:.]+\]/i.exec(host)?.[0]
  const colon = ipv6 ? (host[ipv6.length] === ':' ? ipv6.length : -1) : host.indexOf(':')
  const name = colon === -1 ? host : host.slice(0, colon)
  const port = colon === -1 ? '' : host.slice(colon + 1)
  if (!ipv6 && !/^[\p{L}\p{N}._-]+$/u.test(name)) return 'name a host, of letters, digits, dots and hyphens'
  if (port !== '' && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    return 'have a port from 1 to 65535 behind its host; a ":" in its user name is written as %3A'
  }
  return null
}

function split(address: string): Parts {
  const rest = address.slice(address.indexOf('://') + 3)
  const end = rest.search(/[/?]/)
  const authority = end === -1 ? rest : rest.slice(0, end)
  const at = authority.lastIndexOf('@')
  const query = rest.indexOf('?')
  return {
    userinfo: at === -1 ? null : authority.slice(0, at),
    hosts: authority.slice(at + 1),
    path: end === -1 ? '' : rest.slice(end, query === -1 ? undefined : query),
    query: query === -1 ? null : rest.slice(query + 1),
  }
}

function isMistakenlyEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return false
  } catch {
    return true
  }
}

function encode(character: string): string {
  const code = `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  return `have ${character === ' ' ? 'a space' : `"${character}"`} written as ${code} ${ENCODED}`
}
