import { expect, it } from 'vitest'
import { hideSecrets } from './hide-secrets'

const source = {
  AUTH_SECRET: 'a"quoted"secret-of-cookies',
  STRIPE_SECRET_KEY: ' sk_test_51Habcdefgh ',
  DATABASE_URL: 'postgres://app:p%2Fss%20word@db.example.com/indicia',
  DATABASE_OWNER_URL: 'postgres://indicia:indicia@db.example.com/indicia',
  SMTP_URL: 'smtps://me@example.com:mail:pass@mail.example.com',
}

it.each([
  ['the key sk_test_51Habcdefgh is wrong', 'the key [secret] is wrong'],
  ['Invalid URL: postgres://app:p%2Fss%20word@db.example.com/indicia', 'Invalid URL: [secret]'],
  ['no such password p/ss word, p%2Fss%20word', 'no such password [secret], [secret]'],
  [JSON.stringify({ input: source.AUTH_SECRET }), '{"input":"[secret]"}'],
  ['mail:pass', '[secret]'],
  ['database "indicia" at db.example.com for app', 'database "indicia" at db.example.com for app'],
])('%s', (text, hidden) => expect(hideSecrets(text, source)).toBe(hidden))

it('knows an environment that has changed', () => {
  expect(hideSecrets('one-secret two-secret', { CRON_SECRET: 'one-secret' })).toBe('[secret] two-secret')
  expect(hideSecrets('one-secret two-secret', { CRON_SECRET: 'two-secret' })).toBe('one-secret [secret]')
})
