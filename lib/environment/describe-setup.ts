type Setup = {
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: string | null
  dataDir: string | null
  /** Null: the demo provider. */
  issuer: string | null
  demo: boolean
  stripe: { live: boolean } | null
}

/** What is in use, in one line. An operator sees at once if it is not what they set up. */
export function describeSetup({ databaseUrl, dataDir, issuer, demo, stripe }: Setup): string {
  return [
    demo ? 'Demo' : 'Production',
    `database: ${databaseUrl === null ? `embedded, in ${dataDir}` : describeDatabase(databaseUrl)}`,
    `sign-in: ${demo || issuer === null ? 'demo people' : hostOf(issuer)}`,
    `cards: ${stripe === null ? 'test processor, no money moves' : `Stripe, ${stripe.live ? 'live' : 'test mode'}`}`,
  ].join(' · ')
}

/** Name and host of a database with a valid address, without its password. */
export function describeDatabase(address: string): string {
  const [authority = '', path = ''] = address
    .slice(address.indexOf('://') + 3)
    .split('?')[0]!
    .split('/')
  const at = authority.lastIndexOf('@')
  const user = authority.slice(0, Math.max(at, 0)).split(':')[0]!
  return `${path || decodeURIComponent(user) || 'of its login'} at ${authority.slice(at + 1)}`
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : 'your identity provider'
}
