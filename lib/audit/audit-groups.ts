/**
 * Every action that the stored functions write into the audit log, in the groups that people can filter by. A test finds
 * the actions in db/functions and compares; the compiler asks for the words of each (lib/audit/audit-words.ts).
 */
export const auditGroups = [
  {
    value: 'refills',
    label: 'Refills',
    actions: [
      'refill.requested',
      'refill.action_required',
      'refill.posted',
      'refill.posted_late',
      'refill.failed',
      'refill.canceled',
      'refill.reversed',
      'refill.reinstated',
      'refill.refund_requested',
      'refill.refunded',
      'refill.refund_failed',
      'refill.refund_bounced',
      'refill.refunded_outside',
      'refill.refund_reported',
      'refill.charged_twice',
      'refill.recovered',
    ],
  },
  { value: 'labels', label: 'Labels', actions: ['label.refund_requested', 'label.refunded', 'label.refund_denied'] },
  {
    value: 'requests',
    label: 'Postage requests',
    actions: ['request.asked', 'request.approved', 'request.declined', 'request.withdrawn'],
  },
  {
    value: 'payment-methods',
    label: 'Payment methods',
    actions: [
      'payment_method.added',
      'payment_method.renamed',
      'payment_method.made_default',
      'payment_method.activated',
      'payment_method.deactivated',
      'payment_method.removed',
      'purchase_power.limit_set',
      'purchase_power_payment.recorded',
      'purchase_power_payment.corrected',
      'reserve_deposit.recorded',
      'reserve_deposit.corrected',
    ],
  },
  { value: 'cost-accounts', label: 'Cost accounts', actions: ['cost_account.added', 'cost_account.changed'] },
  { value: 'devices', label: 'Devices', actions: ['device.added', 'device.activated', 'device.deactivated'] },
  { value: 'prices', label: 'Prices', actions: ['prices.loaded'] },
  {
    value: 'members',
    label: 'Members',
    actions: [
      'member.joined',
      'member.role_changed',
      'member.role_followed_provider',
      'member.activated',
      'member.deactivated',
    ],
  },
  { value: 'api-keys', label: 'API keys', actions: ['api_key.created', 'api_key.revoked'] },
  { value: 'cases', label: 'Help cases', actions: ['case.opened', 'case.replied', 'case.closed', 'case.reopened'] },
  { value: 'refused', label: 'Refused actions', actions: ['access.refused'] },
  {
    value: 'team',
    label: 'Team and ledger',
    actions: [
      'team.created',
      'team.went_live',
      'team.time_zone_changed',
      'team.settings_changed',
      'team.limits_set',
      'team.card_fee_set',
      'team.cost_account_rules_set',
      'support.changed',
      'ledger.verified',
    ],
  },
] as const

export type AuditAction = (typeof auditGroups)[number]['actions'][number]

/** Every action outside the groups, so that nothing is hidden. The log can contain actions of other versions. */
export const OTHER_GROUP = { value: 'other', label: 'Everything else' }

/** What the actions of a group begin with (`refill`, `api_key`), for the query; undefined for all actions. */
export function kindsOf(group: string): { others: boolean; of: readonly string[] } | undefined {
  if (group === OTHER_GROUP.value) return { others: true, of: auditGroups.flatMap(kindsIn) }
  const found = auditGroups.find(({ value }) => value === group)
  return found && { others: false, of: kindsIn(found) }
}

const kindsIn = ({ actions }: { actions: readonly string[] }) => [
  ...new Set(actions.map((action) => action.slice(0, action.indexOf('.')))),
]

/** Actions that are no longer written. Older rows have them, so their words stay. */
export const RETIRED_ACTIONS: readonly string[] = ['refill.refund_reported']
