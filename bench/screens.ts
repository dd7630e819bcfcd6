import { randomUUID } from 'node:crypto'
import type { Sql } from '../db/client'
import type { HistoryTeam } from './history-team'

/** A screen by its address, as its admin sees it: with this status, in this layout, and opened over Home where it is a dialog. */
export type Screen = { name: string; path: string; status: number; layout: 'new' | 'classic'; dialog: boolean }

/** The page that is nothing but a page: what every screen has to download at least. */
export const EMPTY_PAGE: Screen = { name: 'empty page', path: '/empty', status: 200, layout: 'new', dialog: false }

/** Every screen of the application, each with something in it. */
export async function listScreens(sql: Sql, { teamId, userId }: HistoryTeam): Promise<Screen[]> {
  for (const [type, label] of [
    ['reserve_account', 'Reserve Account'],
    ['purchase_power', 'Purchase Power'],
  ] as const) {
    await sql`select add_payment_method(p_team => ${teamId}, p_type => ${type}, p_label => ${label})`
  }
  const [found] = await sql<[{ refill: string; label: string; method: string; account: string; opened: string }]>`
    select
      (select id from refills where team_id = ${teamId} and status = 'posted' limit 1) as refill,
      (select id from labels where team_id = ${teamId} and carrier = 'usps' and status = 'printed' limit 1) as label,
      (select id from payment_methods where team_id = ${teamId} and type = 'credit_card') as method,
      (select id from cost_accounts where team_id = ${teamId} limit 1) as account,
      (select case_id from open_case(
        p_team => ${teamId}, p_actor => ${userId}, p_key => ${randomUUID()}, p_subject => 'A question',
        p_body => 'Is anybody there?', p_refill => null, p_label => null)) as opened`
  const screen = (name: string, path: string, other: Partial<Screen> = {}): Screen => ({
    name,
    path,
    status: 200,
    layout: 'new',
    dialog: false,
    ...other,
  })
  return [
    screen('Home, New', '/'),
    screen('Home, Classic', '/', { layout: 'classic' }),
    screen('Add postage', `/postage/add?form=${randomUUID()}`),
    screen('Add postage, dialog over Home', `/postage/add?form=${randomUUID()}`, { dialog: true }),
    screen('Balance', '/balance'),
    screen('Print', `/print?form=${randomUUID()}`),
    screen('Printed label', `/print/${found.label}`),
    screen('Requests', '/requests'),
    screen('Postage history', '/history/postage'),
    screen('Receipt', `/history/postage/${found.refill}`),
    screen('Label history', '/history/labels'),
    screen('Label', `/history/labels/${found.label}`),
    screen('Request a refund', `/history/labels/${found.label}/refund`),
    screen('Appearance', '/settings/appearance'),
    screen('Payment methods', '/settings/payment-methods'),
    screen('Payment method', `/settings/payment-methods/${found.method}`),
    screen('Add payment method', '/settings/payment-methods/add'),
    screen('Reserve Account', '/settings/payment-methods/reserve-account'),
    screen('Purchase Power', '/settings/payment-methods/purchase-power'),
    screen('Cost accounts', '/settings/cost-accounts'),
    screen('Cost account', `/settings/cost-accounts/${found.account}`),
    screen('Add cost account', '/settings/cost-accounts/add'),
    screen('Import cost accounts', '/settings/cost-accounts/import'),
    screen('Prices', '/settings/prices'),
    screen('Load prices', '/settings/prices/load'),
    screen('Members', '/settings/members'),
    screen('Limits', '/settings/limits'),
    screen('Devices', '/settings/devices'),
    screen('Add device', '/settings/devices/add'),
    screen('API keys', '/settings/api-keys'),
    screen('Create API key', '/settings/api-keys/create'),
    screen('Support', '/settings/support'),
    screen('Ledger', '/settings/ledger'),
    screen('Audit log', '/settings/audit-log'),
    screen('Help', '/help'),
    screen('Cases', '/help/cases'),
    screen('Case', `/help/cases/${found.opened}`),
    screen('New case', '/help/cases/new'),
    // With an error it is shown to whoever is signed in, too.
    screen('Sign-in', '/sign-in?error=Configuration'),
    screen('Unavailable', '/unavailable', { status: 503 }),
    screen('404', '/nowhere', { status: 404 }),
  ]
}
