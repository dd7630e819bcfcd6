/** What the audit log can be filtered by: the beginnings of its actions under the names that people know. */
export const auditGroups = [
  { value: 'refills', label: 'Refills', kinds: ['refill'] },
  { value: 'labels', label: 'Labels', kinds: ['label'] },
  { value: 'requests', label: 'Requests for postage', kinds: ['request'] },
  {
    value: 'payment-methods',
    label: 'Payment methods',
    kinds: ['payment_method', 'purchase_power', 'reserve', 'bank_receipt'],
  },
  { value: 'cost-accounts', label: 'Cost accounts', kinds: ['cost_account', 'cost_accounts'] },
  { value: 'devices', label: 'Devices', kinds: ['device'] },
  { value: 'prices', label: 'Prices', kinds: ['prices'] },
  { value: 'members', label: 'Members', kinds: ['member'] },
  { value: 'api-keys', label: 'API keys', kinds: ['api_key'] },
  { value: 'cases', label: 'Help cases', kinds: ['case'] },
  { value: 'refused', label: 'Refused actions', kinds: ['access'] },
  { value: 'team', label: 'Team and ledger', kinds: ['team', 'support', 'ledger'] },
] as const

/** Whatever is in none of the groups, so that nothing can hide. */
export const OTHER_GROUP = { value: 'other', label: 'Everything else' }

/** The actions of a group, for the query; undefined for all of them. */
export function kindsOf(group: string): { others: boolean; of: readonly string[] } | undefined {
  if (group === OTHER_GROUP.value) return { others: true, of: auditGroups.flatMap(({ kinds }) => [...kinds]) }
  const found = auditGroups.find(({ value }) => value === group)
  return found && { others: false, of: found.kinds }
}
