/** A fault put into one function of the ledger: its file, what stands there, and what stands there instead. */
type Mutant = { what: string; file: string; from: string; to: string }

/** Faults that a person could write. The model has to find every one of them, or it proves less than it says. */
export const mutants: Mutant[] = [
  { what: 'a chargeback does not release held money', file: '42-reverse-refill.sql', from: '  perform release_held(p_team, v_now, v_now);\n', to: '' },
  { what: 'a declined card does not release held money', file: '41-resolve-refill.sql', from: '  perform release_held(p_team, v_now, v_now);\n', to: '' },
  { what: 'a label does not release held money', file: '50-spend-postage.sql', from: '    perform release_held(p_team, v_now, v_at);\n', to: '' },
  { what: 'a raised limit does not release held money', file: '60-operate.sql', from: '  perform release_held(p_team, v_now, v_now);\n', to: '' },
  { what: 'a late charge stays held', file: '41-resolve-refill.sql', from: 'v_before + release_held(p_team, v_now, v_at)', to: 'v_before' },
  { what: 'held money is released beyond what is reserved', file: '20-post-transfer.sql', from: 'p.max_balance - p.debits_posted - p.debits_pending + p.credits_posted)\n    into', to: 'p.max_balance - p.debits_posted + p.credits_posted)\n    into' },
  { what: 'a label’s refund counts on room that is reserved', file: '51-refund-label.sql', from: 'v_postage.max_balance - v_postage.debits_posted - v_postage.debits_pending', to: 'v_postage.max_balance - v_postage.debits_posted' },
  { what: 'a label is refunded as often as one asks', file: '51-refund-label.sql', from: 'v_label.status <> \'printed\'', to: 'v_label.status = \'refund_denied\'' },
  { what: 'a denied refund is credited', file: '51-refund-label.sql', from: '  if p_approved then\n    select', to: '  if true then\n    select' },
  { what: 'two refills can pass the limit together', file: '40-request-refill.sql', from: ' + v_postage.credits_posted - v_postage.debits_pending;\n  v_amount', to: ' + v_postage.credits_posted;\n  v_amount' },
  { what: 'the minimum is not asked for', file: '40-request-refill.sql', from: 'if v_amount < v_postage.minimum_refill then code := \'below_minimum\'; return; end if;', to: '' },
  { what: 'the fee is rounded down', file: '40-request-refill.sql', from: '(p_amount * 350 + 5000) / 10000', to: 'p_amount * 350 / 10000' },
  { what: 'the fee is asked of every method', file: '40-request-refill.sql', from: 'p_type = \'credit_card\' and p_has_mailstation', to: 'p_has_mailstation' },
  { what: 'the fee is credited, too', file: '40-request-refill.sql', from: '\'fee\', \'fees\', \'card\', v_fee', to: '\'fee\', \'postage\', \'card\', v_fee' },
  { what: 'an inactive method pays', file: '40-request-refill.sql', from: 'if not v_method.active then code := \'inactive_payment_method\'; return; end if;', to: '' },
  { what: 'a key is never asked for', file: '40-request-refill.sql', from: 'operation = \'refill\' and key = p_key', to: 'operation = \'refill\' and key = p_key and false' },
  { what: 'a key answers for another request', file: '40-request-refill.sql', from: 'case when v_used.request_hash = p_request_hash then', to: 'case when true then' },
  { what: 'a declined refill keeps its room', file: '41-resolve-refill.sql', from: '    perform void_transfer(p_team, v_pending, v_now);\n', to: '    null;\n' },
  { what: 'a posted refill keeps its room', file: '20-post-transfer.sql', from: 'case when p_pending is null then 0 else p_amount end', to: '0' },
  { what: 'a refill settles twice', file: '41-resolve-refill.sql', from: 'if v_refill.status not in (\'processing\', \'failed\') then', to: 'if v_refill.status not in (\'processing\', \'failed\', \'posted\') then' },
  { what: 'a chargeback takes more than there is', file: '42-reverse-refill.sql', from: 'least(v_refill.amount, v_postage.debits_posted - v_postage.credits_posted - v_postage.credits_pending)', to: 'v_refill.amount' },
  { what: 'a chargeback forgets what is owed', file: '42-reverse-refill.sql', from: '  if v_owed > 0 then', to: '  if false then' },
  { what: 'a chargeback leaves the fee', file: '42-reverse-refill.sql', from: '  if v_refill.fee > 0 then', to: '  if false then' },
  { what: 'a chargeback of a Reserve Account', file: '42-reverse-refill.sql', from: ' or v_refill.payment_method_type <> \'credit_card\'', to: '' },
  { what: 'Purchase Power without its limit', file: '40-request-refill.sql', from: '- credits_pending - min_balance into', to: '- credits_pending - min_balance + 1000 into' },
  { what: 'UPS is taken from the balance', file: '50-spend-postage.sql', from: '  if p_carrier = \'usps\' then\n    perform', to: '  if p_amount <= available then\n    perform' },
  { what: 'one refill is handed to two askers', file: '41-resolve-refill.sql', from: 'set ask_at = clock_timestamp() + interval \'20 seconds\'', to: 'set ask_at = r.ask_at' },
  { what: 'entries without their chain', file: '20-post-transfer.sql', from: '        a.head, p_team, a.kind', to: '        \'\'::bytea, p_team, a.kind' },
]
