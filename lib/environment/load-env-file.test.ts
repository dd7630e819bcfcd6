import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadEnvFile } from './load-env-file'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'indicia-env-'))))
afterEach(() => rmSync(root, { recursive: true }))
const load = (text: string, outside: Record<string, string> = {}) => {
  writeFileSync(path.join(root, '.env'), text)
  const environment = { ...outside } as NodeJS.ProcessEnv
  return { environment, ...loadEnvFile(root, environment) }
}

it('stands behind what is set outside, even to nothing', () => {
  expect(load('PORT=1\nAUTH_URL=http://a\nLOG_LEVEL=warn', { PORT: '2', AUTH_URL: '' })).toEqual({
    environment: { PORT: '2', AUTH_URL: '', LOG_LEVEL: 'warn' },
    problems: [],
    warnings: [],
  })
})

it('need not be there, and is said to be a folder, or a link to nothing', () => {
  expect(loadEnvFile(root, {} as NodeJS.ProcessEnv)).toEqual({ problems: [], warnings: [] })
  mkdirSync(path.join(root, '.env'))
  expect(loadEnvFile(root, {} as NodeJS.ProcessEnv).problems).toEqual(['.env: should be a file; it is a folder'])
  rmSync(path.join(root, '.env'), { recursive: true })
  symlinkSync('nowhere', path.join(root, '.env'))
  expect(loadEnvFile(root, {} as NodeJS.ProcessEnv).problems).toEqual([
    '.env: should lead to a file; it is a link to one that is not there',
  ])
})

it.each([
  ['OIDC_ISSUR', 'OIDC_ISSUER'],
  ['ODIC_ISSUER', 'OIDC_ISSUER'],
  ['DATABASE-URL', 'DATABASE_URL'],
  ['database_url', 'DATABASE_URL'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['INDICIA_DATADIR', 'INDICIA_DATA_DIR'],
  ['OIDC_CLIENT_SECERT', 'OIDC_CLIENT_SECRET'],
  ['ADMIN_EMAIL', 'ADMIN_EMAILS'],
  ['STRIPE_SECRETKEY', 'STRIPE_SECRET_KEY'],
  ['AUTH_SECRETS', 'AUTH_SECRET'],
])('%s is a misspelt %s, in the file and outside, and stops a start', (name, meant) => {
  const told = `: is not read; did you mean ${meant}?`
  expect(load(`${name}=x`)).toMatchObject({ problems: [`${name} (in .env)${told}`], warnings: [] })
  expect(load('', { [name]: 'x' })).toMatchObject({ problems: [`${name}${told}`], warnings: [] })
  expect(load(`${meant}=y`, { [name]: 'x' })).toMatchObject({ problems: [], warnings: [`${name}${told}`] })
})

it('a name of nobody that begins as ours is worth a word', () => {
  expect(load('INDICIA_COLOR=red\nOIDC_PROMPT=x').warnings).toEqual([
    'INDICIA_COLOR: is not read: Indicia has no such variable',
    'OIDC_PROMPT: is not read: Indicia has no such variable',
  ])
})

it('leaves the names of other programs alone', () => {
  const others = Object.fromEntries(
    [
      'PATH',
      'HOST',
      'port',
      'LOGLEVEL',
      'AUTH_TRUST_HOST',
      'OAUTH_URL',
      'DATABASE_HOST',
      'DATABASE_URL_UNPOOLED',
      'STRIPE_API_KEY',
      'npm_config_port',
      'SMTP_HOST',
      'CI',
      'NODE_ENV',
      'E2E_OWNER_URL',
    ].map((name) => [name, 'x']),
  )
  expect(load('MY_OWN=1', others)).toMatchObject({ problems: [], warnings: [] })
})
