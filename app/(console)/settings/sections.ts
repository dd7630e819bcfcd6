/** The parts of Settings, in their order. What is not `forAll` is for admins. */
export const sections = [
  { key: 'appearance', label: 'Appearance', forAll: true },
  { key: 'sessions', label: 'Sessions', forAll: true },
  { key: 'team', label: 'Team' },
  { key: 'payment-methods', label: 'Payment methods' },
  { key: 'devices', label: 'Devices' },
  { key: 'cost-accounts', label: 'Cost accounts' },
  { key: 'prices', label: 'Prices' },
  { key: 'members', label: 'Members' },
  { key: 'api-keys', label: 'API keys' },
  { key: 'limits', label: 'Limits', forAll: true },
  { key: 'support', label: 'Support' },
  { key: 'audit-log', label: 'Audit log' },
  { key: 'ledger', label: 'Ledger' },
] as const

export type SettingsSection = (typeof sections)[number]['key']
