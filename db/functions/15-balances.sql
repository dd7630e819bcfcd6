-- What an account is worth, in one place. Each function is a formula over one row, and PostgreSQL inlines it into the
-- statement that uses it. verify_ledger (70-verify-ledger.sql) repeats the formulas on purpose: an error here cannot hide
-- there.

-- Debits less credits, in cents. What a team owes is the negative balance of `receivable`.
create or replace function balance(p_account ledger_accounts) returns bigint language sql immutable parallel safe as $$
  select p_account.debits_posted - p_account.credits_posted
$$;

-- What can leave the account now: the balance less what is reserved to leave it.
create or replace function available(p_account ledger_accounts) returns bigint language sql immutable parallel safe as $$
  select p_account.debits_posted - p_account.credits_posted - p_account.credits_pending
$$;

-- What can enter the account now: the room up to its limit, less what is reserved to enter it.
create or replace function headroom(p_account ledger_accounts) returns bigint language sql immutable parallel safe as $$
  select p_account.max_balance - p_account.debits_posted + p_account.credits_posted - p_account.debits_pending
$$;
