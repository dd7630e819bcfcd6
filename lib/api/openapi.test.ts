import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import * as docs from '../../app/api/docs/route'
import { useTestDatabase } from '../../db/testing/test-database'
import { openApiDocument } from './openapi'
import { operations } from './operations'
import { errorContract } from './testing/error-contract'
import { routeFiles, send } from './testing/api-client'
import { useEnv } from '../testing/use-env'

useTestDatabase()
beforeAll(() => useEnv())

describe('the OpenAPI document', () => {
  test('is served without a key', async () => {
    const reply = await send('GET', '/openapi.json')
    expect(reply).toMatchObject({ status: 200, body: { openapi: '3.1.0' } })
    expect(reply.body).toEqual(JSON.parse(JSON.stringify(openApiDocument())))
  })

  test('has every route file and method, and nothing else', async () => {
    const folder = path.resolve('app/api/v1')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'route.ts')
      .map((file) => `/${path.dirname(file).replaceAll(/\[(\w+)\]/g, '{$1}')}`)
    const served = files.filter((file) => !file.includes('...') && file !== '/openapi.json')
    const { paths } = openApiDocument()
    expect(Object.keys(paths).sort()).toEqual(served.sort())
    for (const [address, methods] of Object.entries(paths)) {
      const options = await routeFiles[address]!.OPTIONS!(new Request('http://test/'))
      const allowed = options.headers.get('allow')!.replace('HEAD, ', '').replace(', OPTIONS', '').split(', ')
      expect(
        Object.keys(methods)
          .map((method) => method.toUpperCase())
          .sort(),
      ).toEqual(allowed.sort())
    }
  })

  test('points only at what is there', () => {
    const document = openApiDocument()
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!)
    expect(references.length).toBeGreaterThan(20)
    for (const reference of references) {
      expect(document.components.schemas).toHaveProperty(reference.replace('#/components/schemas/', ''))
    }
    expect(JSON.stringify(document)).not.toMatch(/\$defs|__schema|\$id/)
  })

  test('says of amounts, texts and keys what is held against', () => {
    const schemaOf = (address: string) =>
      openApiDocument().paths[address]!.post!.requestBody!.content['application/json']!.schema as Record<string, any>
    expect(schemaOf('/refills')).toMatchObject({
      type: 'object',
      required: ['amount'],
      properties: {
        amount: { type: 'integer', minimum: 1 },
        memo: { type: 'string', maxLength: 200 },
        allocations: { type: 'array', items: { required: ['cost_account', 'amount'], additionalProperties: false } },
      },
      additionalProperties: false,
    })
    expect(schemaOf('/labels')).toMatchObject({
      required: ['carrier', 'amount'],
      properties: {
        carrier: { enum: ['usps', 'ups', 'fedex'] },
        service: { maxLength: 75 },
        reference: { maxLength: 100 },
      },
      additionalProperties: false,
    })
    expect(schemaOf('/labels/{id}/refund').additionalProperties).toBe(false)
    expect(schemaOf('/refills/quote')).not.toHaveProperty('additionalProperties')
    const write = openApiDocument().paths['/labels']!.post!
    expect(write.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: true }))
  })
})

test('/api/docs shows it to people, without scripts or anything from elsewhere', async () => {
  const page = await docs.GET(new Request('http://test/api/docs'))
  const html = await page.text()
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  for (const { path: address, id } of operations) {
    expect(html).toContain(address)
    expect(html).toContain(`id="${id}"`)
  }
  for (const code of Object.keys(errorContract)) expect(html).toContain(`id="${code}"`)
  expect(html).not.toMatch(/<script|style="|https?:\/\//)
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  expect(readFileSync('vercel.json', 'utf8')).toContain('/api/cron/refills')
})
