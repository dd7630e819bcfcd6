-- Notifies the process that changed a setting (rights, keys, payment methods, limits, or rules), so that it can log who
-- changed what for which team, never values. A trigger covers every way to write such a row: the command line, and
-- functions yet to come. The condition is at the trigger, so moves of money do not call it.
create or replace function notify_setting_changed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise notice using message = 'indicia: setting changed', detail = jsonb_build_object(
    'teamId', new.team_id, 'actorType', new.actor_type, 'actorId', new.actor_id, 'action', new.action,
    'subject', new.subject)::text;
  return null;
end $$;

create or replace trigger audit_log_setting_changed after insert on audit_log for each row
  when (split_part(new.action, '.', 1) in ('api_key', 'device', 'member', 'payment_method', 'prices', 'support', 'team')
    or new.action = 'purchase_power.limit_set')
  execute function notify_setting_changed();
