import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { checkDatabaseUrl, checkSmtpUrl } from './check-url'

describe('checkDatabaseUrl', () => {
  it.each([
    'postgres://indicia@127.0.0.1:5432/indicia',
    'postgresql://u:p@db/indicia',
    'postgres://db',
    'postgres://u:p@db',
    'postgres://u:@db/',
    'postgres://u:p@ss@db/indicia',
    'postgres://u:p%2Fs%23s%3F%25@db/indicia',
    'postgres://u:a:b@db:5432/indicia',
    'postgres://u:p,q@db/indicia',
    'postgres://u:p@db1:5432,db2:5433/indicia',
    'postgres://u:p@db1,db2/indicia?target_session_attrs=primary',
    'postgres://u:p@db/indicia?sslmode=require&application_name=me@here',
    'postgres://u:p@db?sslmode=require',
    'postgres://u:p^|{}[]"<>`\\w$&@db/i',
    'postgres://u:pä@db.example.com./indicia',
    'postgres://u:p@db:/indicia',
    'postgres://u:p@bücher.example/i',
  ])('takes %s, which the driver takes, too', (address) => {
    expect(checkDatabaseUrl(address)).toBeNull()
    expect(() => postgres(address)).not.toThrow()
  })

  it.each([
    ['postgres://a:p/ss@127.0.0.1:5999/indicia', '"/" written as %2F'],
    ['postgres://a:123/ss@127.0.0.1:5999/indicia', '"/" written as %2F'],
    ['postgres://a:p@s/s@127.0.0.1:5999/indicia', '"/" written as %2F'],
    ['postgres://a:p?ss@127.0.0.1:5999/indicia', '"?" written as %3F'],
    ['postgres://a:1?s=s@127.0.0.1:5999/indicia', '"?" written as %3F'],
    ['postgres://a:p@s?s@127.0.0.1:5999/indicia', '"?" written as %3F'],
    ['postgres://a:p#ss@127.0.0.1:5999/indicia', '"#" written as %23'],
    ['postgres://a:12#ss@127.0.0.1:5999/indicia', '"#" written as %23'],
    ['postgres://a:p%ss@127.0.0.1:5999/indicia', '"%" written as %25'],
    ['postgres://a:p%FF@127.0.0.1:5999/indicia', '"%" written as %25'],
    ['postgres://a:100%@127.0.0.1:5999/indicia', '"%" written as %25'],
    ['postgres://a:p ss@127.0.0.1:5999/indicia', 'a space written as %20'],
    ['postgres://a:p\tss@127.0.0.1:5999/indicia', 'space'],
    ['postgres://a:p@ss@db1,db2/indicia', '"@" written as %40'],
    ['postgres://a:b@127.0.0.1:54x2/indicia', 'a port from 1 to 65535'],
    ['postgres://a:b@127.0.0.1:99999/indicia', 'a port from 1 to 65535'],
    ['postgres://a:b@127.0.0.1:0/indicia', 'a port from 1 to 65535'],
    ['postgres://a:b@db1:1,db2:99999/indicia', 'a port from 1 to 65535'],
    ['postgres://a:b/indicia', 'a port from 1 to 65535'],
    ['postgres://a:b@/indicia', 'name a host'],
    ['postgres:///indicia', 'name a host'],
    ['postgres://', 'name a host'],
    ['postgres://a:b@:5432/indicia', 'name a host'],
    ['postgres://a:b@db1,/indicia', 'name a host'],
    ['postgres://a:b@[::1]:5432/indicia', 'IPv6'],
    ['postgres://a:b@%2Ftmp/indicia', 'socket'],
    ['postgres://a:b@d<b/indicia', 'name a host'],
    ['postgres://a:b@db/indicia?target_session_attrs=any', 'target_session_attrs'],
    ['mysql://a:b@db/indicia', 'begin with postgres://'],
    ['postgres:/a:b@db', 'begin with'],
    ['db.example.com', 'begin with'],
    [`postgres://a:${'b'.repeat(5000)}@db/indicia`, 'at most 4,096 characters'],
  ])('says of %s that it should have %s', (address, fault) => {
    expect(checkDatabaseUrl(address)).toContain(fault)
  })
})

describe('checkSmtpUrl', () => {
  it.each([
    'smtp://mail.example.com',
    'smtps://u:p@mail.example.com:465/',
    'smtp://[::1]:25',
    'smtps://me@example.com:p@mail',
  ])('takes %s', (address) => {
    expect(checkSmtpUrl(address)).toBeNull()
    expect(new URL(address).hostname).not.toBe('')
  })

  it.each([
    ['smtps://a:p/ss@mail', '%2F'],
    ['smtps://a:p#ss@mail', '%23'],
    ['smtps://a:p?ss@mail', '%3F'],
    ['smtps://a:p%ss@mail', '%25'],
    ['smtp://mail:25x', 'port'],
    ['smtp://', 'name a host'],
    ['smtp://mail/inbox', 'end after its host'],
    ['https://mail', 'begin with smtp://'],
  ])('says of %s that it should have %s', (address, fault) => {
    expect(checkSmtpUrl(address)).toContain(fault)
  })
})
