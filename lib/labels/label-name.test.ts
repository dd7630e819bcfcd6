import { expect, test } from 'vitest'
import { isRefundable } from './is-refundable'
import { carrierName, chargedToName, describeLabel, labelName } from './label-name'

test('a label is called by its carrier and service, and says neither twice', () => {
  expect(labelName({ carrier: 'usps', service: 'Ground Advantage' })).toBe('USPS Ground Advantage')
  expect(labelName({ carrier: 'usps', service: 'usps Ground Advantage' })).toBe('USPS Ground Advantage')
  expect(labelName({ carrier: 'ups', service: 'Not UPS Ground' })).toBe('UPS Not UPS Ground')
  expect(labelName({ carrier: 'fedex', service: null })).toBe('FedEx')
  expect(carrierName('dhl')).toBe('dhl')
})

test('it says whose money it was', () => {
  expect(chargedToName({ carrier: 'usps', chargedTo: 'postage_balance' })).toBe('Postage balance')
  expect(chargedToName({ carrier: 'ups', chargedTo: 'carrier_account' })).toBe('Own UPS account')
})

test('a line names what is known of it', () => {
  const label = { carrier: 'usps', service: 'Priority', amount: 940, reference: null, costAccount: null }
  expect(describeLabel(label)).toBe('USPS Priority, $9.40')
  expect(describeLabel({ ...label, reference: 'Order 7', costAccount: 'MKT' })).toBe(
    'USPS Priority, $9.40, reference Order 7, cost account MKT',
  )
})

test('USPS gives postage back once, and only what the balance has paid', () => {
  expect(isRefundable({ chargedTo: 'postage_balance', status: 'printed' })).toBe(true)
  expect(isRefundable({ chargedTo: 'carrier_account', status: 'printed' })).toBe(false)
  for (const status of ['refund_requested', 'refunded', 'refund_denied'] as const)
    expect(isRefundable({ chargedTo: 'postage_balance', status })).toBe(false)
})
