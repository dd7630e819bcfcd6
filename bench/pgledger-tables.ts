import type { Sql } from '../db/client'

/**
 * A reimplementation of pgledger (github.com/pgr0ss/pgledger) with the same columns, keys, references, checks, indexes,
 * ids, and steps, so that it costs the same.
 */
export async function createPgledger(sql: Sql): Promise<void> {
  await sql.unsafe(`${ids}; ${tables}; ${transfer}`)
}

/**
 * The 26 characters of a ULID, with one statement for each: five bits of the UUID, with two zero bits before the first.
 * pgledger does this in PL/pgSQL (scoville/pgsql-ulid), and calls the UUID function dynamically because older servers
 * lack it.
 */
const appendCharacters = Array.from({ length: 26 }, (_, n) => {
  const last = 5 * n + 2
  const byte = last >> 3
  const bits = byte === 0 ? 'get_byte(v_uuid, 0)' : `(get_byte(v_uuid, ${byte - 1}) << 8) | get_byte(v_uuid, ${byte})`
  return `v_ulid := v_ulid || chr(get_byte(v_alphabet, ((${bits}) >> ${7 - (last & 7)}) & 31));`
}).join('\n')

const ids = `
  create function pgledger_ulid(p_uuid uuid) returns text language plpgsql immutable as $$
  declare
    v_alphabet bytea := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    v_uuid bytea := uuid_send(p_uuid);
    v_ulid text := '';
  begin
    ${appendCharacters}
    return v_ulid;
  end $$;

  create function pgledger_uuid() returns uuid language plpgsql as $$
  declare
    v_uuid uuid;
  begin
    execute 'select uuidv7()' into v_uuid;
    return v_uuid;
  end $$;

  create function pgledger_id(p_prefix text) returns text language sql as $$
    select p_prefix || '_' || pgledger_ulid(pgledger_uuid())
  $$`

const tables = `
  create table pgledger_accounts (
    id text primary key default pgledger_id('pgla'), name text not null, currency text not null,
    balance numeric not null default 0, version bigint not null default 0,
    allow_negative_balance boolean not null, allow_positive_balance boolean not null,
    created_at timestamptz not null, updated_at timestamptz not null);

  create table pgledger_transfers (
    id text primary key default pgledger_id('pglt'),
    from_account_id text not null references pgledger_accounts, to_account_id text not null references pgledger_accounts,
    amount numeric not null, created_at timestamptz not null, event_at timestamptz not null, metadata jsonb,
    check (amount > 0 and from_account_id <> to_account_id));
  create index on pgledger_transfers (from_account_id);
  create index on pgledger_transfers (to_account_id);
  create index on pgledger_transfers (event_at);

  create table pgledger_entries (
    id text primary key default pgledger_id('pgle'),
    account_id text not null references pgledger_accounts, transfer_id text not null references pgledger_transfers,
    amount numeric not null, account_previous_balance numeric not null, account_current_balance numeric not null,
    account_version bigint not null, created_at timestamptz not null);
  create index on pgledger_entries (account_id);
  create index on pgledger_entries (transfer_id)`

const transfer = `
  create type pgledger_request as (from_id text, to_id text, amount numeric);

  create function pgledger_check(p_account pgledger_accounts) returns void language plpgsql as $$
  begin
    if not p_account.allow_negative_balance and p_account.balance < 0 then
      raise exception 'account % does not allow a negative balance', p_account.id;
    end if;
    if not p_account.allow_positive_balance and p_account.balance > 0 then
      raise exception 'account % does not allow a positive balance', p_account.id;
    end if;
  end $$;

  create function pgledger_transfers(p_requests pgledger_request[]) returns setof pgledger_transfers language plpgsql as $$
  declare
    v_request pgledger_request;
    v_ids text[] := '{}';
    v_id text;
    v_from pgledger_accounts;
    v_to pgledger_accounts;
    v_made text[] := '{}';
  begin
    foreach v_request in array p_requests loop
      v_ids := array_append(array_append(v_ids, v_request.from_id), v_request.to_id);
    end loop;
    select array(select distinct id from unnest(v_ids) id order by id) into v_ids;
    foreach v_id in array v_ids loop
      perform a.id from pgledger_accounts a where a.id = v_id for update;
    end loop;

    foreach v_request in array p_requests loop
      if v_request.amount <= 0 then raise exception 'amount % is not positive', v_request.amount; end if;
      if v_request.from_id = v_request.to_id then raise exception 'a transfer needs two accounts'; end if;
      update pgledger_accounts a set balance = a.balance - v_request.amount, version = a.version + 1, updated_at = now()
        where a.id = v_request.from_id returning * into v_from;
      perform pgledger_check(v_from);
      update pgledger_accounts a set balance = a.balance + v_request.amount, version = a.version + 1, updated_at = now()
        where a.id = v_request.to_id returning * into v_to;
      perform pgledger_check(v_to);
      if v_from.currency <> v_to.currency then raise exception 'the currencies differ'; end if;

      insert into pgledger_transfers (from_account_id, to_account_id, amount, created_at, event_at)
        values (v_request.from_id, v_request.to_id, v_request.amount, now(), now()) returning id into v_id;
      v_made := array_append(v_made, v_id);
      insert into pgledger_entries (account_id, transfer_id, amount, account_previous_balance, account_current_balance,
          account_version, created_at)
        values (v_request.from_id, v_id, -v_request.amount, v_from.balance + v_request.amount, v_from.balance, v_from.version, now());
      insert into pgledger_entries (account_id, transfer_id, amount, account_previous_balance, account_current_balance,
          account_version, created_at)
        values (v_request.to_id, v_id, v_request.amount, v_to.balance - v_request.amount, v_to.balance, v_to.version, now());
    end loop;
    return query select * from pgledger_transfers where id = any (v_made) order by id;
  end $$;

  create function pgledger_transfer(p_from text, p_to text, p_amount numeric) returns setof pgledger_transfers
  language plpgsql as $$
  begin
    return query select * from pgledger_transfers(array[(p_from, p_to, p_amount)::pgledger_request]);
  end $$`
