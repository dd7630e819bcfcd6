import { VARIABLE_NAMES, VARIABLES, type Variable } from './variables'

const namesOf = (secret: Variable['secret']) =>
  VARIABLE_NAMES.filter((name) => (VARIABLES[name] as Variable).secret === secret)

/** Variables whose whole value is secret. */
const SECRETS = namesOf('whole')
/** Variables whose address contains a password. */
const ADDRESSES = namesOf('password')
/** A shorter text occurs in too many words and protects nothing. */
const SHORTEST = 6

type Source = Record<string, string | undefined>

let known: { key: string; secrets: string[] } | undefined

/**
 * Replaces the secrets of the environment in a text that others will read. Our own code does not write secrets, but
 * errors of Node and of libraries quote their input.
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
    // A password that equals the database's name would hide that name in every line.
    if (!others.includes(password)) found.add(password).add(decoded(password))
  }
  const secrets = [...found].filter((secret) => secret !== undefined && secret.length >= SHORTEST) as string[]
  // Also in JSON form. The longest come first, because one can contain another.
  return [...new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))].sort(
    (a, b) => b.length - a.length,
  )
}

/** The password of a URL that can be malformed: from the first colon to the last @. */
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
