import fc from 'fast-check'
import { expect, test } from 'vitest'
import builtIn from './built-in-prices.json'
import { exportPrices } from './price-list'
import { NO_CHOICES } from '../csv/read-choices'
import { readSheet } from '../csv/read-sheet'
import { cleanText } from '../text/rules/read-text'
import { previewPriceList } from './preview-price-list'
import { PRICE_FORMS } from './rules/price-forms'
import type { Price } from './rules/price-of'
import { MOST_PRICES, PRICE_SHEET } from './price-columns'
import { readPrices } from './read-prices'

const HEADS = 'Service,Form,Up to (oz),Price (USD)'

const open = (csv: string) => readSheet(Buffer.from(csv), NO_CHOICES, PRICE_SHEET, MOST_PRICES)

async function read(csv: string) {
  const opened = await open(csv)
  if (!opened.ok) throw new Error(opened.errors.map(({ message }) => message).join('\n'))
  const file = readPrices(opened.sheet.rows)
  return {
    ...file,
    errors: [...opened.sheet.errors, ...file.errors],
    notes: opened.sheet.notes,
    left: opened.sheet.warnings,
    prices: file.rows.map(({ service, form, upToTenths, price }) => ({ service, form, upToTenths, price })),
  }
}

const list = { effectiveOn: '2026-07-12', source: 'USPS' }

test('reads ounces or pounds, dollars, and forms as people write them', async () => {
  const { prices, errors, left } = await read(`service;FORM;up to (lb);Up to (oz);price (usd);Zone
First-Class Mail letter;letter;;3.5;$0.78;1
Flats;Large Envelopes;0.5;;1.63;
Ground Advantage;parcel;10;;1,6.80;
Stamp;STAMP;;;.78;
`)
  expect(left).toEqual(['The column “Zone” is left out, with 1 value.'])
  expect(errors.map(({ line }) => line)).toEqual([4, 5])
  expect(prices).toEqual([
    { service: 'First-Class Mail letter', form: 'letter', upToTenths: 35, price: 78 },
    { service: 'Flats', form: 'flat', upToTenths: 80, price: 163 },
  ])
  expect(
    (await read('Service,Form,Up to (lb),Price (USD)\nGround,Parcel,70,20\nGround,Parcel,0.0625,1')).prices.map(
      ({ upToTenths }) => upToTenths,
    ),
  ).toEqual([11_200, 10])
})

test('each mistake is said with its line', async () => {
  for (const [row, words] of [
    [',Letter,1,0.78', /Enter a service/],
    [`${'s'.repeat(51)},Letter,1,0.78`, /50 characters/],
    ['"a\nb",Letter,1,0.78', /line break/],
    ['N,Pigeon,1,0.78', /form is “Pigeon”/],
    ['N,,1,0.78', /form is empty/],
    ['N,Letter,,0.78', /a maximum weight/],
    ['N,Letter,3.55,0.78', /one decimal/],
    ['N,Letter,"3,5",0.78', /one decimal/],
    ['N,Letter,1e1,0.78', /one decimal/],
    ['N,Letter,-1,0.78', /one decimal/],
    ['N,Letter,0,0.78', /more than 0/],
    ['N,Parcel,1120.1,0.78', /at most 70 lb/],
    ['N,Stamp,1,0.78', /Leave the weight empty/],
    ['N,Letter,1,', /Enter a price/],
    ['N,Letter,1,"0,78"', /price is “0,78”/],
    ['N,Letter,1,0.785', /dollars and cents/],
    ['N,Letter,1,０.78', /dollars and cents/],
    ['N,Letter,1,0', /from \$0\.01 to \$500\.00/],
    ['N,Letter,1,500.01', /from \$0\.01 to \$500\.00/],
    ['Fine,Letter,1.0,0.79', /for this weight in line 2 already/],
    ['Fine,Parcel,2,0.79', /a parcel here and a letter in line 2/],
    ['Forever,Stamp,,0.79', /has a price in line 3 already/],
  ] as const) {
    const { errors } = await read(`${HEADS}\nFine,Letter,1,0.78\nForever,Stamp,,0.78\n${row}\n`)
    expect(errors, row).toEqual([{ line: 4, message: expect.stringMatching(words) }])
  }
  const both = `${HEADS},Up to (lb)\nN,Letter,1,0.78,1\nN,Letter,,0.78,0.3333`
  expect((await read(both)).errors).toMatchObject(
    [
      { line: 2, message: /both ounces and pounds/ },
      { line: 3, message: /whole tenths/ },
    ].map(({ line, message }) => ({ line, message: expect.stringMatching(message) })),
  )
})

test('a heavier step that costs less is taken, with a word', async () => {
  expect(await read(`${HEADS}\nN,Letter,2,0.78\nN,Letter,1,0.87`)).toMatchObject({
    errors: [],
    warnings: [{ line: 2, message: expect.stringMatching(/^N costs less/) }],
  })
})

test('a file that is no price list is said so', async () => {
  const full = Array.from({ length: 1_000 }, (_, i) => `S${i},Stamp,,1.00\n`).join('')
  expect(await read(`${HEADS}\n${full}`)).toMatchObject({ errors: [], rows: { length: 1_000 } })
  for (const [csv, words] of [
    ['', /empty/],
    [HEADS, /nothing under it/],
    ['Service,Price (USD)\nA,1', /none for Form and Up to \(oz\)/],
    [`${HEADS},form\nA,Stamp,,1,`, /Form is there twice/],
    [`${HEADS}\n"open`, /Line \d/],
    [`${HEADS}\n${full}One,Stamp,,1.00`, /more than 1,000 prices/],
  ] as const) {
    expect(await open(csv), csv.slice(0, 40)).toMatchObject({
      ok: false,
      errors: [{ message: expect.stringMatching(words) }],
    })
  }
})

const service = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc
      .array(fc.constantFrom("'", '=', '+', '-', '"', ',', ';', 'a', ' ', '“', 'ü'), { maxLength: 6 })
      .map((parts) => parts.join('')),
  )
  .map((text) => cleanText(text, { longest: 50 }))
  .filter((text) => text !== '')

const priceLists = fc
  .uniqueArray(
    fc.record({
      service,
      form: fc.constantFrom(...PRICE_FORMS.map(({ form }) => form)),
      price: fc.integer({ min: 1, max: 50_000 }),
      steps: fc.uniqueArray(fc.integer({ min: 1, max: 11_200 }), { minLength: 1, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 8, selector: (each) => each.service },
  )
  .map((services) =>
    services.flatMap(({ steps, form, ...rest }): Price[] =>
      form === 'stamp'
        ? [{ ...rest, form, upToTenths: null }]
        : steps.map((upToTenths) => ({ ...rest, form, upToTenths })),
    ),
  )

test('what was exported and is loaded again is the same list, whatever the services are called', async () => {
  await fc.assert(
    fc.asyncProperty(priceLists, async (prices) => {
      const csv = [...exportPrices(prices)].join('')
      expect(await read(csv)).toMatchObject({ prices, errors: [], left: [] })
      expect(await previewPriceList(Buffer.from(csv), NO_CHOICES, prices, list, [])).toMatchObject({
        ok: true,
        prices,
        preview: { planned: [], errors: [] },
      })
    }),
    { numRuns: 150 },
  )
  const prices = builtIn.prices as Price[]
  expect(await read([...exportPrices(prices)].join(''))).toMatchObject({ prices, errors: [], left: [] })
})

test('a preview tells what is new, dearer, another form or gone; with errors nothing but them', async () => {
  const { prices: inForce } = await read(
    `${HEADS}\nLetter,Letter,1,0.73\nLetter,Letter,2,1.01\nGround,Parcel,16,7.00\nForever,Stamp,,0.73`,
  )
  const csv = `${HEADS}\nLetter,Letter,1,0.78\nLetter,Letter,3.5,1.50\nGround,Large envelope,16,7.00\nForever,Stamp,,0.73`
  const previewed = await previewPriceList(Buffer.from(csv), NO_CHOICES, inForce, list, ['In force at once.'])
  expect(previewed).toMatchObject({
    ok: true,
    prices: (await read(csv)).prices,
    preview: {
      figures: [
        { label: 'New', value: 1 },
        { label: 'Changed', value: 2 },
        { label: 'Gone', value: 1 },
        { label: 'Unchanged', value: 1 },
      ],
      planned: [
        { line: 2, kind: 'change', name: 'Letter, up to 1 oz', details: ['$0.73 → $0.78'] },
        { line: 3, kind: 'add', name: 'Letter, up to 3.5 oz', details: ['Letter, $1.50'] },
        { line: 4, kind: 'change', name: 'Ground, up to 1 lb', details: ['Parcel → Large envelope'] },
        { line: null, kind: 'remove', name: 'Letter, up to 2 oz', details: ['was $1.01'] },
      ],
      notes: ['In force at once.'],
      confirm: 'Load 4 prices',
    },
  })
  const seen = async (changed: Partial<typeof list>, before = inForce) => {
    const again = await previewPriceList(Buffer.from(csv), NO_CHOICES, before, { ...list, ...changed }, [])
    return again.ok && again.seen
  }
  const first = previewed.ok && previewed.seen
  expect(await seen({})).toBe(first)
  for (const other of [await seen({ source: 'Other' }), await seen({ effectiveOn: '2026-07-13' }), await seen({}, [])])
    expect(other).not.toBe(first)

  expect(await previewPriceList(Buffer.from(`${csv}\nX,Pigeon,1,1`), NO_CHOICES, inForce, list, [])).toMatchObject({
    ok: true,
    preview: { figures: [{ label: 'Error', value: 1 }], planned: [], confirm: null, errors: [{ line: 6 }] },
  })
})
