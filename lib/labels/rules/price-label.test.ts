import { expect, test } from 'vitest'
import builtIn from '../../prices/built-in-prices.json'
import type { Price } from '../../prices/rules/price-of'
import { priceLabel } from './price-label'
import { filledIn, PRINT_FIELDS, printQuery, readPrintValues, type PrintValues } from './print-values'

const prices = builtIn.prices as Price[]
const EMPTY = Object.fromEntries(PRINT_FIELDS.map((field) => [field, ''])) as PrintValues
const LETTER = 'First-Class Mail letter'

const price = (fields: Partial<PrintValues>, list = prices) =>
  priceLabel({ ...EMPTY, carrier: 'usps', ...fields }, list)
const told = (fields: Partial<PrintValues>) => {
  const priced = price(fields)
  return priced.ok ? priced.amount : priced.errors.map(({ field, message }) => `${field}: ${message}`)
}

test('a typed amount is a cent at least, and its service is as typed', () => {
  expect(price({ service: 'another', amount: '0.01' })).toEqual({ ok: true, amount: 1, service: null })
  expect(price({ carrier: 'ups', amount: '12', service_name: 'Ground' })).toEqual({
    ok: true,
    amount: 1_200,
    service: 'Ground',
  })
  expect(told({ service: 'another' })).toEqual(['amount: Enter an amount.'])
  expect(told({ service: 'another', amount: '0' })).toEqual(['amount: The minimum amount is $0.01.'])
  expect(told({ service: 'another', amount: 'x' })).toEqual([expect.stringMatching(/^amount: .*such as/)])
})

test('what is missing is asked for in its own words', () => {
  expect(told({})).toEqual(['service: Choose a service.'])
  expect(told({ service: 'Pigeon', ounces: '1' })).toEqual([expect.stringMatching(/^service: .*not in the price list/)])
  expect(told({ service: LETTER })).toEqual(['ounces: Enter the weight.'])
  expect(told({ service: LETTER, ounces: '99' })).toEqual([expect.stringMatching(/^ounces: .*maximum weight/)])
  expect(told({ service: 'Forever stamp', count: '0' })).toEqual([expect.stringMatching(/^count: .*from 1 to/)])
})

test('a weight is whole pounds and ounces with one decimal; either may be missing', () => {
  const parcel = { service: 'Ground Advantage (example)' }
  expect(told({ ...parcel, pounds: '1' })).toBe(told({ ...parcel, ounces: '16' }))
  expect(told({ ...parcel, pounds: '1', ounces: '0.0' })).toBe(told({ ...parcel, pounds: '1' }))
  expect(told({ service: LETTER, ounces: '1.0' })).toBe(told({ service: LETTER, ounces: '.9' }))
  expect(told({ ...parcel, ounces: '31.9' })).toBe(told({ ...parcel, pounds: '1', ounces: '15.9' }))
  for (const ounces of ['1.55', 'x', 'xx.1', '12345', '-1', '1 2', '1.', '12345.1'])
    expect(told({ ...parcel, ounces }), ounces).toEqual([expect.stringMatching(/^ounces: Enter ounces/)])
  for (const pounds of ['1.5', 'x', '1234', '-1', '1x'])
    expect(told({ ...parcel, pounds }), pounds).toEqual([expect.stringMatching(/^pounds: Enter whole pounds/)])
})

test('a count is digits alone', () => {
  expect(told({ service: 'Forever stamp', count: '20' })).toBe(1_560)
  for (const count of ['x20', '20x', '1e2', '', '2.5', '12345'])
    expect(told({ service: 'Forever stamp', count }), count).toEqual([expect.stringMatching(/^count: /)])
})

test('a service with a long name is cut to what a label keeps', () => {
  const service = 'S'.repeat(75)
  const list: Price[] = [{ service, form: 'stamp', upToTenths: null, price: 50 } as Price]
  expect(price({ service, count: '2' }, list)).toEqual({ ok: true, amount: 100, service })
})

test('an address carries what is filled in, and a service that is not listed becomes a name', () => {
  expect(filledIn({ carrier: 'usps', amount: '', count: '2' })).toEqual({ carrier: 'usps', count: '2' })
  expect(printQuery({ carrier: 'usps', amount: '', count: '2' }, { form: 'k' })).toBe('form=k&carrier=usps&count=2')
  const from = (fields: Partial<PrintValues>) => readPrintValues((field) => fields[field], [LETTER])
  expect(from({ carrier: 'usps', service: LETTER })).toMatchObject({ service: LETTER, service_name: '' })
  expect(from({ carrier: 'ups', service: LETTER })).toMatchObject({ service: '', service_name: LETTER })
  expect(from({ carrier: 'ups', service: 'Air', service_name: 'Ground' })).toMatchObject({
    service: '',
    service_name: 'Ground',
  })
  expect(from({ carrier: 'usps', service: 'another', service_name: '' })).toMatchObject({
    service: 'another',
    service_name: '',
  })
})
