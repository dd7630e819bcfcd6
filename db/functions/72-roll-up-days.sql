-- Adds a team's next entries of the postage account (at most p_limit) to its days: a roll-up in the team's time zone that
-- depends on the entries alone. If the time zone has changed, it starts again. Returns the number of entries added.
create or replace function roll_up_postage_days(p_team bigint, p_limit integer)
returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_zone text;
  v_fold postage_day_folds;
  v_last bigint;
begin
  insert into postage_day_folds (team_id, seq, time_zone)
    select p_team, 0, t.time_zone from teams t where t.id = p_team on conflict do nothing;
  -- Another process that holds the row is adding the same entries.
  select * into v_fold from postage_day_folds f where f.team_id = p_team for update skip locked;
  if not found then return 0; end if;
  -- Read under the lock: the time zone may have changed while another process held it.
  select t.time_zone into v_zone from teams t where t.id = p_team;
  if v_fold.time_zone <> v_zone then
    delete from postage_days d where d.team_id = p_team;
    update postage_day_folds f set seq = 0, time_zone = v_zone where f.team_id = p_team;
    v_fold.seq := 0;
  end if;
  select max(n.seq) into v_last from (
    select e.seq from entries e where e.team_id = p_team and e.account = 'postage' and e.seq > v_fold.seq order by e.seq limit p_limit
  ) n;
  if v_last is null then return 0; end if;
  insert into postage_days as d (team_id, day, added, printed, refunded, other, closing, last_seq)
  select p_team, n.day, n.added, n.printed, n.refunded, n.other, n.closing, n.last_seq
    from sum_postage_days(p_team => p_team, p_time_zone => v_zone, p_after => v_fold.seq, p_through => v_last) n
  on conflict (team_id, day) do update set added = d.added + excluded.added, printed = d.printed + excluded.printed,
    refunded = d.refunded + excluded.refunded, other = d.other + excluded.other, closing = excluded.closing,
    last_seq = excluded.last_seq;
  update postage_day_folds f set seq = v_last where f.team_id = p_team;
  return v_last - v_fold.seq;
end $$;

-- Sums entries of the postage account by day, after one number and through another. Entries of a test round are left out.
-- See postage_days.
create or replace function sum_postage_days(
  p_team bigint, p_time_zone text, p_after bigint, p_through bigint
) returns table (day date, added bigint, printed bigint, refunded bigint, other bigint, closing bigint, last_seq bigint)
language sql stable as $$
  select (e.effective_at at time zone p_time_zone)::date,
    coalesce(sum(e.amount) filter (where e.kind = 'postage_fund'), 0)::bigint,
    coalesce(-sum(e.amount) filter (where e.kind = 'postage_print'), 0)::bigint,
    coalesce(sum(e.amount) filter (where e.kind = 'postage_refund'), 0)::bigint,
    coalesce(sum(e.amount) filter (where e.kind not in ('postage_fund', 'postage_print', 'postage_refund')), 0)::bigint,
    (array_agg(e.balance_after order by e.seq desc))[1], max(e.seq)
  from entries e
  where e.team_id = p_team and e.account = 'postage' and e.seq <= p_through
    and e.seq > p_after and e.seq > last_test_entry(p_team, 'postage')
  group by 1
$$;
