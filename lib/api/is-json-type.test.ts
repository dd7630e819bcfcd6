import { expect, test } from 'vitest'
import { isJsonType } from './is-json-type'

test.each([
  'application/json',
  'Application/JSON',
  ' application/json ',
  'application/json;',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/json; charset=utf8',
  'application/json'.padEnd(255),
])('%j is JSON', (header) => {
  expect(isJsonType(header)).toBe(true)
})

test.each([
  null,
  '',
  ';',
  'text/plain',
  'text/json',
  'application/json5',
  'application/x-www-form-urlencoded',
  'application/json; charset=latin1',
  'application/json; charset=',
  'application/json; boundary=x',
  'application/json; charset=utf-8; version=1',
  'application/json, text/plain',
  'application/json'.padEnd(256),
])('%j is not', (header) => {
  expect(isJsonType(header)).toBe(false)
})
