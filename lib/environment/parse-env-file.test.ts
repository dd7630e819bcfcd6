import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { processorMs } from '../testing/processor-time'
import { parseEnvFile } from './parse-env-file'

const parse = (text: string) => parseEnvFile(Buffer.from(text))
const sample = (name: string) => parseEnvFile(readFileSync(path.join(import.meta.dirname, 'testing', name)))
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('what editors save', () => {
  it('is read with its byte order mark', () => {
    expect(sample('bom.env')).toEqual({
      variables: {
        DATABASE_URL: 'postgres://indicia_app:secret@127.0.0.1:5999/indicia',
        PORT: '3521',
        INDICIA_DATA_DIR: '.data-bom',
      },
      problems: [],
      warnings: [],
    })
  })

  it('is read as UTF-16, in both orders, with or without a mark', () => {
    expect(sample('utf16.env').variables).toMatchObject({ OIDC_ISSUER: 'https://login.example.com', PORT: '3522' })
    for (const bytes of [
      utf16be('\ufeffA=ä'),
      utf16be('A=ä'),
      Buffer.from('A=ä', 'utf16le'),
      Buffer.from('\ufeffA=ä', 'utf16le'),
    ]) {
      expect(parseEnvFile(bytes)).toEqual({ variables: { A: 'ä' }, problems: [], warnings: [] })
    }
  })

  it.each(['A=1\r\nB=2\r\n', 'A=1\rB=2', '\nA=1\n\n  B=2  \n'])('is read with its line ends: %j', (text) => {
    expect(parse(text)).toEqual({ variables: { A: '1', B: '2' }, problems: [], warnings: [] })
  })

  it('is refused in another encoding, or when it is no text of this size', () => {
    expect(parseEnvFile(Buffer.from('A=caf\xe9', 'latin1')).problems).toEqual([
      '.env: should be saved as UTF-8 (or UTF-16); it is in another encoding',
    ])
    expect(parseEnvFile(Buffer.alloc(1024 * 1024 + 1, 'A')).problems).toEqual(['.env: should be smaller than 1 MB'])
    expect(parse('A=1\0').problems).toEqual(['.env, line 1: A should have no control character in it'])
  })
})

it.each([
  ['A=1', '1'],
  ['A = 1', '1'],
  ['export A=1', '1'],
  ['A=', ''],
  ['A=one two ', 'one two'],
  ['A=1 # a note', '1'],
  ['A= # a note', ''],
  ['A=a=b', 'a=b'],
  ["A='1 # 2'", '1 # 2'],
  ['A="1 # 2" # a note', '1 # 2'],
  ['A=`it\'s "one"`', 'it\'s "one"'],
  ['A="one\\ntwo"', 'one\ntwo'],
  ["A='one\\ntwo'", 'one\\ntwo'],
  ['A="one\ntwo"', 'one\ntwo'],
  ['A=" kept "', ' kept '],
  ['A=p$word', 'p$word'],
  ["A=it's", "it's"],
  ['A=""', ''],
])('reads %j', (text, value) => {
  expect(parse(text)).toEqual({ variables: { A: value }, problems: [], warnings: [] })
})

it.each([
  ['B=1\nnonsense-secret', 'line 2: should be an assignment'],
  ['1A=secret', 'line 1: should be an assignment'],
  ['A: secret', 'line 1: should be an assignment'],
  ['A B=secret', 'line 1: should be an assignment'],
  [
    '# fine\n\nA=postgres://a:secret#secret@db/i',
    'line 3: A should stand in quotation marks, since it has a # (in an address, write %23)',
  ],
  ['A=#secret', 'line 1: A should stand in quotation marks'],
  ['A="secret\nB=1\n', 'line 1: A should have a second quotation mark (") where its value ends'],
  ["A='sec'ret", 'line 1: A should have nothing but a comment behind its quotation mark'],
])('refuses %j by its line, without the value', (text, problem) => {
  const { problems } = parse(text)
  expect(problems[0]).toContain(`.env, ${problem}`)
  expect(problems.join()).not.toContain('secret')
})

it('warns of a name that is set twice; the last one counts', () => {
  expect(parse('A=1\nB=1\nA=2')).toEqual({
    variables: { A: '2', B: '1' },
    problems: [],
    warnings: ['.env, line 3: A is set in line 1, too; this later one counts'],
  })
})

it('reads a file of 1 MB of quotation marks in time', () => {
  const took = processorMs(() => {
    for (const text of ['A="\n', "A='\\", 'A="\\"\n', 'A=#\n', 'A=" ']) parse(text.repeat(1_000_000 / text.length))
  })
  expect(took).toBeLessThan(4_000)
})
