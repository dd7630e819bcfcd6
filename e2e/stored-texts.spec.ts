import type { Page } from '@playwright/test'
import { expect, test } from './test'

type Sent = { status: number; text: string; fields: string[] }

/** Sends the form that has the field as a browser without a script would, with other values in some of its fields, or in all. */
function send(
  page: Page,
  path: string,
  field: string,
  values: Record<string, string>,
  everywhere?: { but: string[]; repeat: number },
): Promise<Sent> {
  return page.evaluate(
    async ({ path, field, values, everywhere }) => {
      const html = await (await fetch(path)).text()
      const form = [...new DOMParser().parseFromString(html, 'text/html').forms].find((each) =>
        each.elements.namedItem(field),
      )
      if (!form) throw new Error(`no form with ${field} on ${path}`)
      const data = new FormData(form)
      for (const [name, value] of Object.entries(values)) data.set(name, value)
      const fields = [...new Set(data.keys())].filter(
        (name) => !name.startsWith('$') && typeof data.get(name) === 'string',
      )
      if (everywhere)
        for (const name of fields) if (!everywhere.but.includes(name)) data.set(name, 'x'.repeat(everywhere.repeat))
      const answer = await fetch(path, { method: 'POST', body: data, redirect: 'manual' })
      return { status: answer.status, text: answer.type === 'opaqueredirect' ? '' : await answer.text(), fields }
    },
    { path, field, values, everywhere },
  )
}

test('no form keeps what nobody can see, nor more than anybody types', async ({ admin, staff, copy }) => {
  const [method] = await copy.sql`select id from payment_methods limit 1`
  const [label] =
    await copy.sql`select id from labels where status = 'printed' and carrier = 'usps' order by created_at desc limit 1`
  const forms: [Page, string, string, Record<string, string>][] = [
    [admin, '/settings/api-keys/create', 'name', { scopes: 'read', expires: '30' }],
    [admin, '/settings/devices/add', 'serial', { type: 'other' }],
    [admin, '/settings/cost-accounts/add', 'code', { name: 'New' }],
    [admin, '/settings/cost-accounts/add', 'description', { name: 'New' }],
    [admin, '/settings/support', 'phone', {}],
    [admin, '/settings/support', 'email', {}],
    [admin, `/settings/payment-methods/${method!.id}`, 'label', {}],
    [admin, '/settings/payment-methods/reserve-account', 'reference', { amount: '5', received_on: '2026-11-20' }],
    [admin, '/settings/prices/load', 'source', {}],
    [admin, '/postage/add', 'memo', { amount: '2500', payment_method: method!.id }],
    [staff, '/help/cases/new', 'subject', { about: 'general', body: 'Help' }],
    [staff, '/help/cases/new', 'body', { about: 'general', subject: 'Help' }],
    [staff, '/print', 'reference', { carrier: 'ups', amount: '5' }],
    [staff, '/print', 'service_name', { carrier: 'ups', amount: '5' }],
    [staff, '/requests/new', 'request_reason', { request_amount: '20' }],
    [staff, `/history/labels/${label!.id}/refund`, 'reason', {}],
  ]
  for (const [page, path, field, values] of forms) {
    for (const bad of ['Zebra\u001b[31m', 'Ze\u202ebra']) {
      const { status, text } = await send(page, path, field, { ...values, [field]: bad })
      expect([path, field, status, /cannot be saved/.test(text)]).toEqual([path, field, 200, true])
    }
    // Megabytes in every other field, the hidden ones too; what is needed to come so far stays.
    const but = ['form', 'key', 'id', 'idempotency_key', ...Object.keys(values)]
    const { status, text } = await send(page, path, field, values, { but, repeat: 500_000 })
    expect([path, field, status < 500]).toEqual([path, field, true])
    expect(text.length, path).toBeLessThan(500_000)
  }
  const kept = await copy.sql<{ tab: string; col: string }[]>`
    select c.relname as tab, a.attname as col from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and coalesce(nullif(t.typbasetype, 0), t.oid) in ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype)`
  for (const { tab, col } of kept) {
    const rows = await copy.sql`
      select from ${copy.sql(tab)} where (${copy.sql(col)})::text ~ 'Ze.{0,8}bra|\\x1b|x{250}' limit 1`
    expect([tab, col, rows.length]).toEqual([tab, col, 0])
  }
})
