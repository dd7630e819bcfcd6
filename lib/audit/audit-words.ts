import type { AuditEntry } from '../../db/queries/audit-log'
import { formatMoney } from '../rules/money'
import type { AuditAction } from './audit-groups'

type Values = Record<string, unknown>
type Facts = { name: string | null; before: Values; after: Values }

/** Fields with these names contain cents. */
const MONEY = new Set([
  'amount',
  'fee',
  'limit',
  'minimum',
  'credit_limit',
  'balance',
  'total',
  'from_balance',
  'owed',
  'into_balance',
  'into_held',
  'refunded',
  'refunded_fee',
  'to_owed',
  'low_balance',
  'held',
  'reserve',
  'purchase_power',
])

const ACTORS: Record<AuditEntry['actorType'], string> = {
  user: 'Person',
  api_key: 'API key',
  system: 'By itself',
  operator: 'Command line',
}

const role = (value: unknown) => (value === 'admin' ? 'an admin' : value === 'staff' ? 'staff' : String(value))
const quoted = (name: unknown) => (name ? ` “${String(name)}”` : '')

/** What a right is for, as the end of “did not have permission to”. */
const NEEDED: Record<string, string> = {
  'refills:write': 'add postage or decide requests',
  'settings:write': 'change settings',
  'labels:write': 'print labels',
}

/** The sentence, and the name of the subject. */
const named =
  (words: string) =>
  ({ name, before, after }: Facts) =>
    words + quoted(name ?? after.name ?? after.label ?? after.code ?? after.serial ?? before.name ?? before.label)

/** The action as a sentence. */
const SENTENCES: Record<AuditAction, (facts: Facts) => string> = {
  'team.created': ({ after }) => `Created the team${quoted(after.name)}`,
  'team.went_live': ({ before }) =>
    before.balance
      ? `The team went live. Its test balance of ${money(before.balance)} was removed, and its test history is kept apart`
      : 'The team went live. Its test history is kept apart',
  'team.time_zone_changed': ({ after }) =>
    `Changed the team’s time zone to ${String(after.time_zone).replaceAll('_', ' ')}`,
  'team.settings_changed': () => 'Changed the team’s settings',
  'team.limits_set': () => 'Changed the limits of the balance',
  'team.cost_account_rules_set': named('Team cost account rules set'),
  'purchase_power.limit_set': () => 'Changed the credit limit of Purchase Power',
  'refill.requested': ({ after }) => `Requested ${money(after.amount)} of postage from ${text(after.payment_method)}`,
  'refill.posted': () => 'The payment succeeded. Postage was added',
  'refill.posted_late': () => 'A payment succeeded after its refill failed. Postage was added',
  'refill.failed': ({ after }) =>
    after.code === 'canceled'
      ? 'The refill was canceled. No postage was added'
      : 'The payment was declined. No postage was added',
  'refill.canceled': ({ after }) =>
    `Canceled ${money(after.amount)} of postage before the card’s bank confirmed the payment`,
  'refill.reversed': ({ after }) =>
    after.amount
      ? `The cardholder disputed the payment. Their bank took ${money(after.amount)} back`
      : 'The payment was reversed, and its postage was removed',
  'refill.reinstated': ({ after }) =>
    `The card’s bank returned ${after.amount ? money(after.amount) : 'a payment'}, and its postage was restored`,
  'refill.charged_twice': ({ after }) =>
    `The card was charged a second time. The ${money(after.amount)} goes back to it`,
  'refill.recovered': ({ after }) =>
    `Recovered a refill of ${money(after.amount)} from the card processor’s records after a backup was restored`,
  'refill.action_required': () => 'The card’s bank requires confirmation of the payment',
  'refill.refund_requested': ({ after }) => `Sent ${money(after.amount)} of postage to its card as a refund`,
  'refill.refunded': ({ after }) => `${money(after.amount)} of postage was refunded to its card`,
  'refill.refund_failed': ({ after }) =>
    `${money(after.amount)} of postage could not be refunded to its card. It stays in the balance`,
  'refill.refund_bounced': ({ after }) =>
    `${money(after.amount)} that was refunded to its card was returned by the bank`,
  'refill.refunded_outside': ({ after }) =>
    `${after.amount ? money(after.amount) : 'The payment'} was refunded at the card processor, and its postage taken back`,
  'refill.refund_reported': ({ after }) =>
    `The card processor says that ${money(after.total)} of the payment went back to its card`,
  'label.refund_requested': ({ after }) => `Requested a refund for a ${money(after.amount)} label`,
  'label.refunded': () => 'USPS approved the refund of a label',
  'label.refund_denied': () => 'USPS denied the refund of a label',
  'request.asked': ({ after }) => `Requested ${money(after.amount)} of postage from the admins`,
  'request.approved': ({ after }) => `Approved a postage request: ${money(after.amount)}`,
  'request.declined': () => 'Declined a postage request',
  'request.withdrawn': () => 'Withdrew a postage request',
  'payment_method.added': ({ name, after }) => `Added the payment method${quoted(after.label ?? name)}`,
  'payment_method.removed': ({ name, before }) => `Removed the payment method${quoted(before.label ?? name)}`,
  'payment_method.renamed': named('Payment method renamed'),
  'payment_method.made_default': named('Payment method made default'),
  'payment_method.activated': named('Payment method activated'),
  'payment_method.deactivated': named('Payment method deactivated'),
  'purchase_power_payment.recorded': named('Purchase power payment recorded'),
  'purchase_power_payment.corrected': ({ after }) =>
    `Took back a payment of ${money(after.amount)} on Purchase Power that was recorded wrongly`,
  'reserve_deposit.recorded': named('Reserve deposit recorded'),
  'reserve_deposit.corrected': ({ after }) =>
    `Took back a deposit of ${money(after.amount)} into the Reserve Account that was recorded wrongly`,
  'cost_account.added': named('Cost account added'),
  'cost_account.changed': named('Cost account changed'),
  'device.added': named('Device added'),
  'device.activated': named('Device activated'),
  'device.deactivated': named('Device deactivated'),
  'team.card_fee_set': ({ after }) =>
    `Changed the fee on refills by credit card to ${Number(after.basis_points) / 100}%`,
  'api_key.created': ({ name, after }) => `Created the API key${quoted(after.name ?? name)}`,
  'api_key.revoked': named('API key revoked'),
  'member.joined': ({ after }) => `Joined the team as ${role(after.role)}`,
  'member.role_followed_provider': ({ after }) => `Became ${role(after.role)} as set by the identity provider`,
  'member.role_changed': named('Member role changed'),
  'member.activated': named('Member activated'),
  'member.deactivated': named('Member deactivated'),
  'prices.loaded': ({ after }) => `Loaded USPS prices, in force from ${String(after.effective_on)}`,
  'support.changed': () => 'Changed support contact and hours',
  'ledger.verified': ({ after }) =>
    after.problems === 0 ? 'Verified the ledger: no differences' : 'Verified the ledger: differences found',
  'access.refused': ({ after }) =>
    `Did not have permission to ${NEEDED[String(after.needs)] ?? 'do this'}. Nothing was changed`,
  'case.opened': ({ after }) => `Created the case${quoted(after.subject)}`,
  'case.replied': () => 'Replied to a case',
  'case.closed': () => 'Closed a case',
  'case.reopened': () => 'Reopened a case',
}

/** One line of the audit log as a sentence: `Requested $100.00 of postage from Visa •••• 4242`. */
export function auditSentence(entry: AuditEntry): string {
  const facts = { name: entry.subjectName, before: entry.before ?? {}, after: entry.after ?? {} }
  const sentence = SENTENCES[entry.action as AuditAction] as ((facts: Facts) => string) | undefined
  // An action of another version is shown by its code.
  return (sentence ?? named(capital(entry.action.replace('.', ' ')).trim()))(facts)
}

export type AuditChange = { label: string; before: string | null; after: string | null }

/** The changed values as text. A null side did not exist. */
export function auditChanges({ before, after }: Pick<AuditEntry, 'before' | 'after'>): AuditChange[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return keys.flatMap((key) => {
    const side = (values: Values | null) => {
      const value = values?.[key]
      return value === undefined || value === null ? null : valueText(key, value)
    }
    const [was, is] = [side(before), side(after)]
    return was === is ? [] : [{ label: capital(key), before: was, after: is }]
  })
}

/** The kind of an actor: `Person`, `API key`, `By itself`, `Command line`. */
export function actorKind(type: AuditEntry['actorType']): string {
  return ACTORS[type] ?? capital(type)
}

function valueText(key: string, value: unknown): string {
  if (MONEY.has(key) && typeof value === 'number') return formatMoney(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((each) => valueText('', each)).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const money = (value: unknown) => (typeof value === 'number' ? formatMoney(value) : 'some')
const text = (value: unknown) => (typeof value === 'string' ? value : 'a payment method')
const plain = (word: string) => word.replaceAll(/[_-]/g, ' ')

function capital(word: string): string {
  const words = plain(word).replace(/^api\b/, 'API')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
