import { expect, test } from 'vitest'
import builtIn from '../prices/built-in-prices.json'
import type { Price } from '../prices/rules/price-of'
import { PRINT_FIELDS, printQuery, readPrintValues } from './rules/print-values'
import { readPrintForm } from './read-print-form'

const prices = builtIn.prices as Price[]
const KEY = '00000000-0000-4000-8000-000000000001'

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries({ form: KEY, carrier: 'usps', ...fields })) {
    for (const each of [value].flat()) data.append(name, each)
  }
  return data
}

const read = (fields: Record<string, string | string[]>) => readPrintForm(form(fields), prices)

test('a service by weight, stamps by count, and amounts as typed', () => {
  const letter = {
    service: 'First-Class Mail letter',
    ounces: '1.5',
    reference: ' Order 7 ',
    cost_account: 'MKT',
    seen_amount: '103',
  }
  expect(read(letter)).toMatchObject({
    key: KEY,
    seenAmount: 103,
    errors: [],
    label: {
      carrier: 'usps',
      service: 'First-Class Mail letter, up to 2 oz',
      amount: 103,
      reference: 'Order 7',
      costAccount: 'MKT',
    },
  })
  expect(read({ service: 'Ground Advantage (example)', pounds: '2', ounces: '0.1' }).label).toMatchObject({
    amount: 1_015,
  })
  expect(read({ service: 'Ground Advantage (example)', pounds: '2' }).label).toMatchObject({ amount: 905 })
  expect(read({ service: 'Forever stamp', count: '20', pounds: 'x' }).label).toMatchObject({
    amount: 1_560,
    service: 'Forever stamp × 20',
  })
  expect(read({ service: 'another', amount: '$1,2', service_name: 'x' }).label).toBeNull()
  expect(read({ service: 'another', amount: '9.40', service_name: 'Priority' }).label).toMatchObject({
    amount: 940,
    service: 'Priority',
  })
  expect(read({ carrier: 'ups', service: 'Forever stamp', amount: '12' }).label).toEqual({
    carrier: 'ups',
    service: null,
    amount: 1_200,
    reference: null,
    costAccount: null,
  })
})

test('what is wrong is said at its field, and what was typed comes back', () => {
  const wrong = (fields: Record<string, string | string[]>) => read(fields).errors.map(({ field }) => field)
  expect(wrong({})).toEqual(['service'])
  expect(wrong({ carrier: 'pigeon' })).toEqual(['carrier'])
  expect(wrong({ service: 'Pigeon' })).toEqual(['service'])
  expect(wrong({ service: 'First-Class Mail letter' })).toEqual(['ounces'])
  expect(wrong({ service: 'First-Class Mail letter', ounces: '4' })).toEqual(['ounces'])
  expect(wrong({ service: 'First-Class Mail letter', pounds: '1.5', ounces: '1.55' })).toEqual(['pounds', 'ounces'])
  for (const ounces of ['1,5', '１', '-1', '1e1', '0'])
    expect(wrong({ service: 'First-Class Mail letter', ounces })).toEqual(['ounces'])
  for (const count of ['', '0', '1.5', '501', 'NaN'])
    expect(wrong({ service: 'Forever stamp', count })).toEqual(['count'])
  for (const amount of ['', '0', '10.001', '10,00', '-1'])
    expect(wrong({ service: 'another', amount })).toEqual(['amount'])
  expect(wrong({ carrier: 'ups', amount: '5', service_name: 'x'.repeat(76), reference: 'x'.repeat(101) })).toEqual([
    'service_name',
    'reference',
  ])
  expect(wrong({ carrier: 'ups', amount: '5', reference: 'a\u202eb' })).toEqual(['reference'])
  expect(wrong({ carrier: 'ups', amount: ['5', '6'] })).toEqual(['form'])
  expect(read({ carrier: 'ups', amount: '1,2', reference: 'a\u202eb' }).values).toMatchObject({
    amount: '1,2',
    reference: 'a\u202eb',
  })
  expect(read({ form: 'mine', carrier: 'ups', amount: '5', seen_amount: '5.00' })).toMatchObject({
    key: null,
    seenAmount: null,
  })
})

test('a field that is exactly as long as it may be is taken, and no field is complained of twice', () => {
  const typed = { carrier: 'ups', amount: '5', service_name: 'x'.repeat(75), reference: 'x'.repeat(100) }
  expect(read(typed)).toMatchObject({ errors: [], label: { service: typed.service_name, reference: typed.reference } })
  expect(read({ ...typed, amount: '0'.repeat(38) + '5' }).values.amount).toHaveLength(39)
  for (const field of ['pounds', 'count', 'amount'] as const) {
    const told = read({ carrier: 'ups', amount: '5', [field]: '1'.repeat(41) })
    expect(told.values[field]).toBe('')
    expect(told.errors.filter((error) => error.field === field)[0]!.message).toMatch(/^This /)
  }
  expect(read({ ...typed, reference: 'x'.repeat(101) })).toMatchObject({
    values: { reference: 'x'.repeat(101) },
    errors: [{ field: 'reference', message: expect.stringMatching(/^The reference /) }],
  })
  // A figure with a character that is left out of texts would be another figure.
  expect(read({ carrier: 'ups', amount: '5\u202e0' }).errors.map(({ field }) => field)).toEqual(['amount'])
})

test('the form that travels with a waiting label holds no more than a label needs', () => {
  const huge = 'x'.repeat(2_800_000)
  for (const field of PRINT_FIELDS) {
    const { values, label } = read({ carrier: 'ups', amount: '5', [field]: huge })
    expect([field, label]).toEqual([field, null])
    expect(JSON.stringify(values).length).toBeLessThan(11_000)
  }
  expect(
    read({ carrier: 'ups', amount: '5', reference: 'Cafe\u0301\u00a0\r\nEast', service_name: ' Ground\t' }),
  ).toMatchObject({
    errors: [],
    values: { reference: 'Caf\u00e9 East' },
    label: { reference: 'Caf\u00e9 East', service: 'Ground' },
  })
})

test('a service of a list that was loaded before stays what it is called there; any other is a text', () => {
  const old = [{ service: 'Cafe\u0301\u00a0Mail', form: 'stamp', upToTenths: null, price: 50 }] as Price[]
  const fields = { service: 'Cafe\u0301\u00a0Mail', count: '2' }
  expect(readPrintForm(form(fields), old)).toMatchObject({ errors: [], label: { amount: 100 } })
  expect(readPrintValues((field) => ({ ...fields })[field as 'service'], [old[0]!.service])).toMatchObject(fields)
  expect(read({ carrier: 'ups', amount: '5', service: 'Ze\u202ebra' })).toMatchObject({
    label: null,
    errors: [{ field: 'service' }],
  })
})

test('an address carries the same fields, and one that somebody wrote is understood', () => {
  const { values } = read({ service: 'Forever stamp', count: '20', reference: 'A & B' })
  const services = prices.map(({ service }) => service)
  const address = new URLSearchParams(printQuery(values, { form: KEY }))
  expect(address.get('form')).toBe(KEY)
  expect(readPrintValues((field) => address.get(field), services)).toEqual(values)

  const from = (fields: Record<string, string>) => readPrintValues((field) => fields[field], services)
  expect(from({ carrier: 'fedex', service: 'Ground' })).toMatchObject({
    carrier: 'fedex',
    service: '',
    service_name: 'Ground',
  })
  expect(from({ service: 'Media Mail', amount: '4' })).toMatchObject({
    carrier: 'usps',
    service: 'another',
    service_name: 'Media Mail',
  })
  expect(from({ carrier: 'pigeon', reference: 'a\nb' })).toMatchObject({
    carrier: 'usps',
    service: '',
    reference: 'a b',
  })
})
