-- A time as the chain and the lists count it: microseconds since 1970.
create or replace function microseconds(p_at timestamptz) returns bigint language sql stable parallel safe as $$
  select (extract(epoch from p_at) * 1000000)::bigint
$$;

-- The hash chain: sha256 over 'previous|team|account|seq|transfer|kind|amount|balance_after|created_at'. previous is the
-- lower-case hex of the hash before, or 64 zeros for the first entry. created_at counts microseconds since 1970.
create or replace function entry_hash(
  p_previous bytea, p_team bigint, p_account account_kind, p_seq bigint, p_transfer uuid, p_kind transfer_kind,
  p_amount bigint, p_balance_after bigint, p_created_at timestamptz
) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(
    concat_ws('|', encode(p_previous, 'hex'), p_team, p_account, p_seq, p_transfer, p_kind, p_amount, p_balance_after,
      microseconds(p_created_at)), 'UTF8'))
$$;

-- Every verb calls this first. The postage row is the team's only lock: its holder may change the other accounts.
create or replace function lock_postage(p_team bigint) returns ledger_accounts language plpgsql as $$
declare
  v_account ledger_accounts;
begin
  select * into v_account from ledger_accounts where team_id = p_team and kind = 'postage' for no key update;
  if not found then
    raise exception 'team % has no postage account', p_team using errcode = 'no_data_found';
  end if;
  return v_account;
end $$;

-- Moves money in one statement: both accounts, the transfer, and its two hashed entries. With p_pending it posts what
-- that pending transfer has reserved. The caller holds lock_postage and has read p_now after taking it.
create or replace function post_transfer(
  p_team bigint, p_kind transfer_kind, p_debit account_kind, p_credit account_kind, p_amount bigint,
  p_now timestamptz, p_effective timestamptz, p_refill uuid default null, p_label uuid default null,
  p_pending uuid default null, p_reverses uuid default null
) returns uuid language plpgsql as $$
declare
  v_transfer uuid := gen_random_uuid();
  v_reserved bigint := case when p_pending is null then 0 else p_amount end;
  v_sides integer;
begin
  with moved as (
    update ledger_accounts a set
      debits_posted = a.debits_posted + case when a.kind = p_debit then p_amount else 0 end,
      credits_posted = a.credits_posted + case when a.kind = p_credit then p_amount else 0 end,
      debits_pending = a.debits_pending - case when a.kind = p_debit then v_reserved else 0 end,
      credits_pending = a.credits_pending - case when a.kind = p_credit then v_reserved else 0 end,
      seq = a.seq + 1,
      head = entry_hash(
        p_previous => a.head, p_team => p_team, p_account => a.kind, p_seq => a.seq + 1, p_transfer => v_transfer,
        p_kind => p_kind, p_amount => case when a.kind = p_debit then p_amount else -p_amount end,
        p_balance_after => a.debits_posted - a.credits_posted + case when a.kind = p_debit then p_amount else -p_amount end,
        p_created_at => p_now)
    where a.team_id = p_team and a.kind in (p_debit, p_credit)
    returning a.kind, a.seq, a.debits_posted - a.credits_posted as balance, a.head
  ), recorded as (
    insert into transfers
      (team_id, id, phase, kind, debit, credit, amount, pending_id, reverses_id, refill_id, label_id, created_at)
    values (
      p_team, v_transfer, case when p_pending is null then 'posted'::transfer_phase else 'post' end, p_kind,
      p_debit, p_credit, p_amount, p_pending, p_reverses, p_refill, p_label, p_now)
  )
  insert into entries
    (team_id, account, seq, transfer_id, kind, amount, balance_after, hash, created_at, effective_at)
  select p_team, m.kind, m.seq, v_transfer, p_kind,
    case when m.kind = p_debit then p_amount else -p_amount end, m.balance, m.head, p_now, p_effective
  from moved m;
  get diagnostics v_sides = row_count;
  if v_sides <> 2 then
    raise exception 'team % lacks one of the accounts % and %', p_team, p_debit, p_credit using errcode = 'no_data_found';
  end if;
  return v_transfer;
end $$;

-- Reserves room, or sets aside what is to go out. The pending counters rise, and no entry is made. Returns the id of the
-- pending transfer.
create or replace function reserve_transfer(
  p_team bigint, p_kind transfer_kind, p_debit account_kind, p_credit account_kind, p_amount bigint,
  p_now timestamptz, p_refill uuid
) returns uuid language plpgsql as $$
declare
  v_transfer uuid := gen_random_uuid();
begin
  with reserved as (
    update ledger_accounts a set
      debits_pending = a.debits_pending + case when a.kind = p_debit then p_amount else 0 end,
      credits_pending = a.credits_pending + case when a.kind = p_credit then p_amount else 0 end
    where a.team_id = p_team and a.kind in (p_debit, p_credit)
  )
  insert into transfers (team_id, id, phase, kind, debit, credit, amount, refill_id, created_at)
  values (p_team, v_transfer, 'pending', p_kind, p_debit, p_credit, p_amount, p_refill, p_now);
  return v_transfer;
end $$;

-- Gives back what a pending transfer has reserved.
create or replace function void_transfer(p_team bigint, p_pending transfers, p_now timestamptz)
returns void language plpgsql as $$
begin
  with released as (
    update ledger_accounts a set
      debits_pending = a.debits_pending - case when a.kind = p_pending.debit then p_pending.amount else 0 end,
      credits_pending = a.credits_pending - case when a.kind = p_pending.credit then p_pending.amount else 0 end
    where a.team_id = p_team and a.kind in (p_pending.debit, p_pending.credit)
  )
  insert into transfers (team_id, id, phase, kind, debit, credit, amount, pending_id, refill_id, created_at)
  values (p_team, gen_random_uuid(), 'void', p_pending.kind, p_pending.debit, p_pending.credit, p_pending.amount,
    p_pending.id, p_pending.refill_id, p_now);
end $$;

-- Moves held money into the balance, as far as there is room. Every verb that frees room calls this.
create or replace function release_held(p_team bigint, p_now timestamptz, p_effective timestamptz)
returns bigint language plpgsql as $$
declare
  v_release bigint;
begin
  select least(balance(h), headroom(p)) into v_release
    from ledger_accounts h join ledger_accounts p on p.team_id = h.team_id and p.kind = 'postage'
    where h.team_id = p_team and h.kind = 'held' and h.debits_posted > h.credits_posted;
  if v_release > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'held_release', p_debit => 'postage', p_credit => 'held', p_amount => v_release,
      p_now => p_now, p_effective => p_effective);
    return v_release;
  end if;
  return 0;
end $$;

-- Pays what a chargeback has left owed: first from what is available, then from `held`. So while something is owed,
-- nothing is available or held, and nobody can print. Every verb that brings postage in calls this, and then
-- release_held. Returns the cents that came out of the balance.
create or replace function settle_owed(p_team bigint, p_now timestamptz, p_effective timestamptz)
returns bigint language plpgsql as $$
declare
  v_owed bigint;
  v_from_balance bigint;
  v_from_held bigint;
begin
  select -balance(r) into v_owed from ledger_accounts r
    where r.team_id = p_team and r.kind = 'receivable' and r.credits_posted > r.debits_posted;
  if not found then return 0; end if;
  select least(v_owed, available(p)) into v_from_balance
    from ledger_accounts p where p.team_id = p_team and p.kind = 'postage';
  if v_from_balance > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'owed_payment', p_debit => 'receivable', p_credit => 'postage',
      p_amount => v_from_balance, p_now => p_now, p_effective => p_effective);
  end if;
  select least(v_owed - v_from_balance, balance(h)) into v_from_held
    from ledger_accounts h where h.team_id = p_team and h.kind = 'held';
  if v_from_held > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'owed_payment', p_debit => 'receivable', p_credit => 'held', p_amount => v_from_held,
      p_now => p_now, p_effective => p_effective);
  end if;
  return v_from_balance;
end $$;
