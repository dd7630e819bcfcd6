import type postgres from 'postgres'

/** What the application may call. Money, history and settings are written by these alone. */
const FUNCTIONS = [
  'request_refill',
  'request_refill_by_key',
  'settle_refill',
  'fail_refill',
  'reverse_refill',
  'reinstate_refill',
  'require_action',
  'claim_due_refills',
  'request_card_refund',
  'settle_card_refund',
  'fail_card_refund',
  'claim_due_card_refunds',
  'record_outside_refund',
  'record_processor_event',
  'set_processor_customer',
  'add_processor_card',
  'remove_card',
  'card_detached',
  'spend_postage',
  'spend_postage_by_key',
  'request_label_refund',
  'request_label_refund_by_key',
  'refund_label',
  'record_label_refund',
  'ask_for_postage',
  'withdraw_postage_request',
  'decline_postage_request',
  'approve_postage_request',
  'keep_waiting_label',
  'load_price_list',
  'fold_postage_days',
  'sum_postage_days',
  'admit_member',
  'admit_api_key',
  'verify_ledger',
  'quote_refill_fee',
  'save_cost_accounts',
  'set_cost_account_active',
  'set_cost_account_rules',
  'is_cost_account_used',
  'verify_and_record',
  'verify_team_now',
  'set_support',
  'set_team_time_zone',
  'add_card',
  'set_up_payment_account',
  'make_payment_method_default',
  'rename_payment_method',
  'set_payment_method_active',
  'record_reserve_deposit',
  'record_purchase_power_payment',
  'add_device',
  'set_device_active',
  'set_member_role',
  'set_member_active',
  'issue_api_key',
  'revoke_api_key',
  'open_case',
  'reply_to_case',
  'set_case_state',
  'reconciliation_due',
  'record_reconciliation',
  'is_deactivated',
  'open_session',
  'record_refused_action',
]

/** The tables that the application's login may write: the sign-in's own, and the test processor's books. */
const WRITES = {
  users: 'insert, update, delete',
  identities: 'insert, update, delete',
  sessions: 'insert, update, delete',
  kept_forms: 'insert, delete',
  test_processor_charges: 'insert',
}

/**
 * Gives the application's login its rights, where it is another one than the owner's: reading everything of ours, writing
 * what is listed here. At each boot and whatever was granted before: rights are lost and gained without us, by a backup
 * restored without them or by somebody's hand, and no hash of this list would show it. Logins that had rights before (the application of which this is the command line) keep the same.
 */
export async function grantToApplication(sql: postgres.Sql, application: string): Promise<void> {
  const known = await sql<{ login: string }[]>`
    select distinct r.rolname as login from pg_class t, aclexplode(t.relacl) a join pg_roles r on r.oid = a.grantee
    where t.oid = 'public.teams'::regclass and a.privilege_type = 'SELECT' and a.grantee <> t.relowner`
  const [{ owner }] = await sql<[{ owner: string }]>`select current_user as owner`
  const tables = (
    await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_get_userbyid(relowner) = current_user`
  ).map(({ name }) => name)
  for (const login of new Set([application, ...known.map((each) => each.login)])) {
    if (login === owner) continue
    const role = `"${login.replaceAll('"', '""')}"`
    const statements = [
      `grant usage on schema public to ${role}`,
      ...tables.map((table) => `revoke all on ${table} from ${role}; grant select on ${table} to ${role}`),
      ...Object.entries(WRITES).map(([table, rights]) => `grant ${rights} on ${table} to ${role}`),
      ...FUNCTIONS.map((name) => `grant execute on function ${name} to ${role}`),
    ]
    await sql.unsafe(statements.join(';\n'))
  }
}
