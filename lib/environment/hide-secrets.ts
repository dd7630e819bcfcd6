import { VARIABLE_NAMES, VARIABLES, type Variable } from './variables'

const namesOf = (secret: Variable['secret']) =>
  VARIABLE_NAMES.filter((name) => (VARIABLES[name] as Variable).secret === secret)

/** Variables that are secrets as a whole. */
const SECRETS = namesOf('whole')
/** Variables that hold a password within an address. */
const ADDRESSES = namesOf('password')
/** A shorter text stands in too many words, and is no secret from anybody. */
const SHORTEST = 6

type Source = Record<string, string | undefined>

let known: { key: string; secrets: string[] } | undefined

/**
 * A text without the secrets of the environment: the last thing that it passes before others read it. Nothing of ours writes
 * them, but errors of Node and of libraries quote what they were given.
 */
export function hideSecrets(text: string, source: Source): string {
  for (const secret of secretsOf(source)) text = text.replaceAll(secret, '[secret]')
  return text
}

function secretsOf(source: Source): string[] {
  const key = [...SECRETS, ...ADDRESSES].map((name) => source[name]).join('\n')
  if (known?.key !== key) known = { key, secrets: collect(source) }
  return known.secrets
}

function collect(source: Source): string[] {
  const found = new Set(SECRETS.map((name) => source[name]?.trim()))
  for (const name of ADDRESSES) {
    const address = source[name]?.trim()
    if (!address) continue
    const { password, others } = passwordIn(address)
    found.add(address)
    // A password that is the name of a database as well would blacken every other line, and is none.
    if (!others.includes(password)) found.add(password).add(decoded(password))
  }
  const secrets = [...found].filter((secret) => secret !== undefined && secret.length >= SHORTEST) as string[]
  // As it stands in a line of JSON; the longest first, as one may be within another.
  return [...new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))].sort(
    (a, b) => b.length - a.length,
  )
}

/** The password of an address that may be wrong: from the first colon to the last @. */
function passwordIn(address: string): { password: string; others: string } {
  const rest = address.slice(address.indexOf('://') + 3)
  const at = rest.lastIndexOf('@')
  const colon = rest.indexOf(':')
  if (at === -1 || colon === -1 || colon > at) return { password: '', others: '' }
  return { password: rest.slice(colon + 1, at), others: `${rest.slice(0, colon)} ${rest.slice(at)}` }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
