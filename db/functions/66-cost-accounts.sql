-- Cost accounts, as admins change them. Each verb locks the team's row, so what it has checked stays true until the end.
-- A refusal is raised as IC001, with the reason as the message and the cost account's code as the detail. The statement
-- has then done nothing, whether it had one account or five thousand.
create or replace function refuse_cost_account(p_reason text, p_code text) returns void language plpgsql as $$
begin
  raise exception '%', p_reason using errcode = 'IC001', detail = coalesce(p_code, '');
end $$;

-- Returns the admin's name for the audit log, and locks the team's row.
create or replace function authorize_cost_accounts(p_team bigint, p_actor uuid) returns text language plpgsql as $$
declare
  v_actor text := authorize_admin_locking_team(p_team, p_actor);
begin
  if v_actor is null then perform refuse_cost_account(p_reason => 'forbidden', p_code => null); end if;
  return v_actor;
end $$;

-- An account as the audit log keeps it.
create or replace function cost_account_json(p_account cost_accounts) returns jsonb language sql stable as $$
  select jsonb_build_object('code', p_account.code, 'name', p_account.name, 'description', p_account.description,
    'parent', (select code from cost_accounts where team_id = p_account.team_id and id = p_account.parent_id),
    'active', p_account.active)
$$;

-- Whether postage was ever booked to an account. From then on its code is in other people's books.
create or replace function is_cost_account_used(p_team bigint, p_cost_account uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from refill_allocations where team_id = p_team and cost_account_id = p_cost_account)
    or exists (select from labels where team_id = p_team and cost_account_id = p_cost_account)
$$;

-- Adds and changes cost accounts, all or none: [{"id": null for a new one, "code", "name", "description", "active",
-- "parent": a code or null}]. A parent may come with the same call, in any order. Refused are more than three levels, a
-- circle, one name twice under one parent, an active account under an inactive one, and a new code for an account that is
-- used.
create or replace function save_cost_accounts(p_team bigint, p_actor uuid, p_rows jsonb)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_cost_accounts(p_team, p_actor);
  v_given jsonb;
  v_before jsonb;
  v_code text;
begin
  select jsonb_agg(each || jsonb_build_object('id', coalesce(each->>'id', gen_random_uuid()::text), 'new', each->>'id' is null))
    into v_given from jsonb_array_elements(p_rows) each;

  select g.code into v_code from jsonb_to_recordset(v_given) as g(id uuid, code text, new boolean)
    where not g.new and not exists (select from cost_accounts c where c.team_id = p_team and c.id = g.id) limit 1;
  if found then perform refuse_cost_account(p_reason => 'unknown_cost_account', p_code => v_code); end if;
  select g.code into v_code from jsonb_to_recordset(v_given) as g(id uuid, code text)
    join cost_accounts c on c.team_id = p_team and c.code = g.code where c.id <> g.id limit 1;
  if found then perform refuse_cost_account(p_reason => 'duplicate_code', p_code => v_code); end if;
  select g.code into v_code from jsonb_to_recordset(v_given) as g(code text) group by g.code having count(*) > 1 limit 1;
  if found then perform refuse_cost_account(p_reason => 'duplicate_code', p_code => v_code); end if;
  select c.code into v_code from jsonb_to_recordset(v_given) as g(id uuid, code text)
    join cost_accounts c on c.team_id = p_team and c.id = g.id
    where c.code <> g.code and is_cost_account_used(p_team, c.id) limit 1;
  if found then perform refuse_cost_account(p_reason => 'code_in_use', p_code => v_code); end if;

  select coalesce(jsonb_object_agg(c.id, cost_account_json(c)), '{}') into v_before
    from jsonb_to_recordset(v_given) as g(id uuid) join cost_accounts c on c.team_id = p_team and c.id = g.id;

  -- New accounts begin at the first level, so every parent exists before the tree does.
  insert into cost_accounts (team_id, id, code, name, description, active)
    select p_team, g.id, g.code, g.name, nullif(g.description, ''), g.active
    from jsonb_to_recordset(v_given) as g(id uuid, new boolean, code text, name text, description text, active boolean)
    where g.new;
  update cost_accounts c set code = g.code, name = g.name, description = nullif(g.description, ''), active = g.active
    from jsonb_to_recordset(v_given) as g(id uuid, new boolean, code text, name text, description text, active boolean)
    where c.team_id = p_team and c.id = g.id and not g.new;

  select g.code into v_code from jsonb_to_recordset(v_given) as g(code text, parent text)
    where g.parent is not null and not exists (select from cost_accounts c where c.team_id = p_team and c.code = g.parent) limit 1;
  if found then perform refuse_cost_account(p_reason => 'unknown_parent', p_code => v_code); end if;
  perform arrange_cost_accounts(p_team, v_given);

  select c.code into v_code from jsonb_to_recordset(v_given) as g(id uuid)
    join cost_accounts c on c.team_id = p_team and c.id = g.id
    join cost_accounts o on o.team_id = p_team and o.name = c.name and o.id <> c.id
      and o.parent_id is not distinct from c.parent_id limit 1;
  if found then perform refuse_cost_account(p_reason => 'duplicate_name', p_code => v_code); end if;
  select c.code into v_code from cost_accounts c join cost_accounts p on p.team_id = p_team and p.id = c.parent_id
    where c.team_id = p_team and c.active and not p.active limit 1;
  if found then perform refuse_cost_account(p_reason => 'inactive_parent', p_code => v_code); end if;

  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor,
    p_action => case when g.new then 'cost_account.added' else 'cost_account.changed' end,
    p_subject => 'cost_account:' || c.id, p_before => v_before->(c.id::text), p_after => cost_account_json(c))
    from jsonb_to_recordset(v_given) as g(id uuid, new boolean)
    join cost_accounts c on c.team_id = p_team and c.id = g.id
    where v_before->(c.id::text) is distinct from cost_account_json(c);
end $$;

-- Puts the given accounts under their parents, and every account at its level.
create or replace function arrange_cost_accounts(p_team bigint, p_given jsonb) returns void language plpgsql as $$
declare
  v_tree jsonb;
  v_code text;
begin
  with recursive wanted as (
    select c.id, case when g.id is null then c.parent_id else p.id end as parent_id
      from cost_accounts c
      left join jsonb_to_recordset(p_given) as g(id uuid, parent text) on g.id = c.id
      left join cost_accounts p on p.team_id = p_team and p.code = g.parent
      where c.team_id = p_team
  ), tree as (
    select id, parent_id, 1 as level from wanted where parent_id is null
    union all
    select w.id, w.parent_id, t.level + 1 from wanted w join tree t on t.id = w.parent_id
  )
  select jsonb_agg(jsonb_build_object('id', id, 'parent', parent_id, 'level', level)) into v_tree from tree;

  -- An account in a circle has no root.
  select g.code into v_code from jsonb_to_recordset(p_given) as g(id uuid, code text)
    where not exists (select from jsonb_to_recordset(v_tree) as t(id uuid) where t.id = g.id) limit 1;
  if found then perform refuse_cost_account(p_reason => 'circle', p_code => v_code); end if;
  select c.code into v_code from jsonb_to_recordset(v_tree) as t(id uuid, level smallint)
    join cost_accounts c on c.team_id = p_team and c.id = t.id where t.level > 3 limit 1;
  if found then perform refuse_cost_account(p_reason => 'too_deep', p_code => v_code); end if;
  update cost_accounts c set parent_id = t.parent, level = t.level
    from jsonb_to_recordset(v_tree) as t(id uuid, parent uuid, level smallint)
    where c.team_id = p_team and c.id = t.id and (c.parent_id is distinct from t.parent or c.level <> t.level);
end $$;

-- Deactivates an account and everything under it, or activates it alone (its parent has to be active). Inactive accounts
-- keep their history, and nothing new is booked to them.
create or replace function set_cost_account_active(p_team bigint, p_actor uuid, p_cost_account uuid, p_active boolean)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_cost_accounts(p_team, p_actor);
  v_account cost_accounts;
  v_changed cost_accounts;
begin
  select * into v_account from cost_accounts where team_id = p_team and id = p_cost_account;
  if not found then perform refuse_cost_account(p_reason => 'unknown_cost_account', p_code => null); end if;
  if p_active and exists (select from cost_accounts where team_id = p_team and id = v_account.parent_id and not active) then
    perform refuse_cost_account(p_reason => 'inactive_parent', p_code => v_account.code);
  end if;
  for v_changed in with recursive under as (
    select v_account.id as id
    union all
    select c.id from cost_accounts c join under u on u.id = c.parent_id where c.team_id = p_team and not p_active
  )
  update cost_accounts c set active = p_active from under u
    where c.team_id = p_team and c.id = u.id and c.active <> p_active returning c.*
  loop
    perform audit_member(
      p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'cost_account.changed',
      p_subject => 'cost_account:' || v_changed.id,
      p_before => jsonb_build_object('code', v_changed.code, 'active', not p_active),
      p_after => jsonb_build_object('code', v_changed.code, 'active', p_active));
  end loop;
end $$;

-- Sets whether a cost account is required when postage is added, and when it is printed.
create or replace function set_cost_account_rules(p_team bigint, p_actor uuid, p_on_refill boolean, p_on_label boolean)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_cost_accounts(p_team, p_actor);
  v_before teams;
begin
  select * into v_before from teams where id = p_team;
  if (v_before.require_cost_account_on_refill, v_before.require_cost_account_on_label) = (p_on_refill, p_on_label) then return; end if;
  update teams set require_cost_account_on_refill = p_on_refill, require_cost_account_on_label = p_on_label where id = p_team;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'team.cost_account_rules_set',
    p_subject => 'team',
    p_before => jsonb_build_object('on_refill', v_before.require_cost_account_on_refill, 'on_label', v_before.require_cost_account_on_label),
    p_after => jsonb_build_object('on_refill', p_on_refill, 'on_label', p_on_label));
end $$;
