/**
 * Appending lives in the database: one call takes the groups of many requests, so that a choice costs one round trip, and the plans
 * inside are made once a connection. A group that is refused writes nothing and leaves the others alone.
 */

/**
 * Answers JSON: a group each `[failure, index, generation, [[seq, received, effective, estimated, commitment], …]]`, times in milliseconds;
 * one text is the cheapest thing that the drivers read. Part of the first migration; a change needs a new migration with
 * `create or replace`. First every record is taken for new: two
 * statements a choice. Only when an id turns out to be taken, the group is undone and done again with a look at what is there.
 */
export const APPEND_FUNCTION = `
create function privacykit.append_records(groups jsonb, fixed_now timestamptz) returns text language plpgsql as $body$
declare
  answer text := ''; o_records text; o_failure text; o_index int; o_generation int;
  g jsonb; r jsonb; v_count int; v_careful boolean; v_seq int; v_new text[]; v_made boolean;
  v_tenant text; v_app text; v_kind text; v_id text; v_sent timestamptz; v_now timestamptz; v_taken int;
  v_old privacykit.record; v_replaces text[]; v_known int; v_floor timestamptz;
  v_received timestamptz; v_effective timestamptz; v_estimated boolean;
begin
  for v_group in 0 .. jsonb_array_length(groups) - 1 loop
    g := groups -> v_group;
    v_tenant := g->>'tenant'; v_app := g->>'app'; v_kind := g->>'kind'; v_id := g->>'id'; v_sent := (g->>'sentAt')::timestamptz;
    v_count := jsonb_array_length(g->'records'); v_careful := false;
    o_failure := null;
    loop
      o_index := 0; o_records := ''; v_new := '{}';

      -- locks the row of the living generation and takes the positions; a generation that is not erased is the newest
      v_seq := null; v_made := false; o_generation := coalesce((g->>'generation')::int, 1);
      v_taken := case when v_careful then 0 else v_count end;
      v_now := date_trunc('milliseconds', coalesce(fixed_now, clock_timestamp()));
      if v_kind = 'device' and o_generation = 1 then
        insert into privacykit.subject as s (tenant, app, kind, id, generation, seq, last_at)
          values (v_tenant, v_app, v_kind, v_id, 1, v_taken, v_now)
          on conflict (tenant, app, kind, id, generation)
            do update set seq = s.seq + v_taken, last_at = greatest(s.last_at, v_now) where not s.erased
          returning s.seq, s.last_at, s.xmax = 0 into v_seq, v_received, v_made;
      else
        update privacykit.subject s set seq = s.seq + v_taken, last_at = greatest(s.last_at, v_now)
          where s.tenant = v_tenant and s.app = v_app and s.kind = v_kind and s.id = v_id and s.generation = o_generation and not s.erased
          returning s.seq, s.last_at into v_seq, v_received;
      end if;
      if v_seq is null then
        select l.generation, l.seq, l.last_at, l.made, l.failure into o_generation, v_seq, v_received, v_made, o_failure
          from privacykit.lock_generation(v_tenant, v_app, v_kind, v_id, (g->>'generation')::int, v_taken, v_now) l;
        exit when o_failure is not null;
      end if;
      v_seq := v_seq - v_taken;

      for v_position in 0 .. v_count - 1 loop
        r := g->'records'->v_position; o_index := v_position;
        if v_careful then
          select e.* into v_old from privacykit.record e where e.id = r->>'id' and e.tenant = v_tenant and e.app = v_app;
          if found then
            if v_old.canonical <> r->>'canonical' or v_old.generation <> o_generation then o_failure := 'id-reused'; exit; end if;
            o_records := o_records || ',[' || v_old.seq || ',' || (extract(epoch from v_old.received_at) * 1000)::bigint || ','
              || (extract(epoch from v_old.effective_at) * 1000)::bigint || ',' || (v_old.clock = 'estimated') || ',"' || v_old.commitment || '"]';
            continue;
          end if;
        end if;

        v_floor := v_received - interval '30 days';
        if r ? 'replaces' then
          v_replaces := array(select distinct jsonb_array_elements_text(r->'replaces'));
          select count(*), greatest(v_floor, max(k.effective_at)) into v_known, v_floor from privacykit.record k
            where k.id = any (v_replaces) and k.tenant = v_tenant and k.app = v_app
              and ((k.kind = v_kind and k.subject_id = v_id and k.generation = o_generation)
                or (v_kind = 'account' and k.kind = 'device' and exists (select 1 from privacykit.link l
                  where l.device = k.subject_id and l.tenant = v_tenant and l.app = v_app
                    and l.account = v_id and l.generation = o_generation)));
          if v_known < cardinality(v_replaces) then o_failure := 'unknown-replaces'; exit; end if;
        end if;
        v_effective := (r->>'claimedAt')::timestamptz + (v_received - v_sent);
        v_estimated := coalesce(v_effective between v_floor and v_received, false);
        if not v_estimated then v_effective := v_received; end if;

        insert into privacykit.record (tenant, app, kind, subject_id, generation, seq, id, type, role, principal, canonical,
            salt, commitment, received_at, effective_at, clock)
          values (v_tenant, v_app, v_kind, v_id, o_generation, v_seq + 1, r->>'id', r->>'type', g->>'role', g->>'principal',
            r->>'canonical', r->>'salt', r->>'commitment', v_received, v_effective,
            case when v_estimated then 'estimated' else 'received' end)
          on conflict (id, tenant, app) do nothing;
        if not found then
          -- taken by another subject at this very moment, for a moment ago it was free: the caller repeats the call
          if v_careful then raise exception 'id taken elsewhere' using errcode = '40001'; end if;
          o_failure := 'taken'; exit;
        end if;
        v_seq := v_seq + 1; v_new := v_new || (r->>'id');
        o_records := o_records || ',[' || v_seq || ',' || (extract(epoch from v_received) * 1000)::bigint || ','
          || (extract(epoch from v_effective) * 1000)::bigint || ',' || v_estimated || ',"' || (r->>'commitment') || '"]';
      end loop;

      if o_failure is not null then
        if v_new <> '{}' then
          delete from privacykit.record e where e.id = any (v_new) and e.tenant = v_tenant and e.app = v_app;
        end if;
        if v_made then
          delete from privacykit.subject s
            where s.tenant = v_tenant and s.app = v_app and s.kind = v_kind and s.id = v_id and s.generation = o_generation;
        else
          -- last_at stays: that somebody tried is no record, and time only goes on
          update privacykit.subject s set seq = s.seq - v_taken
            where s.tenant = v_tenant and s.app = v_app and s.kind = v_kind and s.id = v_id and s.generation = o_generation;
        end if;
        exit when o_failure <> 'taken';
        o_failure := null; v_careful := true;
        continue;
      end if;
      if v_careful then
        update privacykit.subject s set seq = v_seq
          where s.tenant = v_tenant and s.app = v_app and s.kind = v_kind and s.id = v_id and s.generation = o_generation;
      end if;
      exit;
    end loop;
    answer := answer || ',[' || coalesce('"' || o_failure || '"', 'null') || ',' || o_index || ',' || o_generation || ',['
      || substr(o_records, 2) || ']]';
  end loop;
  return '[' || substr(answer, 2) || ']';
end $body$`

/** The rare case of the above: an account's first record, a later generation, or none that may be written. */
export const LOCK_FUNCTION = `
create function privacykit.lock_generation(in_tenant text, in_app text, in_kind text, in_id text, in_generation int, in_taken int,
  in_now timestamptz, out generation int, out seq int, out last_at timestamptz, out made boolean, out failure text)
language plpgsql as $body$
declare s privacykit.subject;
begin
  select q.* into s from privacykit.subject q
    where q.tenant = in_tenant and q.app = in_app and q.kind = in_kind and q.id = in_id
    order by q.generation desc limit 1 for update;
  made := not found;
  generation := coalesce(s.generation, 1); seq := coalesce(s.seq, 0) + in_taken; last_at := greatest(in_now, s.last_at);
  if in_generation > generation then failure := 'foreign-subject'; return; end if;
  if in_generation < generation or s.erased then failure := 'erased'; return; end if;
  if made then
    insert into privacykit.subject (tenant, app, kind, id, generation, seq, last_at)
      values (in_tenant, in_app, in_kind, in_id, 1, in_taken, in_now) on conflict do nothing;
    -- made by somebody else at this very moment: the caller repeats the call
    if not found then raise exception 'subject made elsewhere' using errcode = '40001'; end if;
    return;
  end if;
  update privacykit.subject q set seq = lock_generation.seq, last_at = lock_generation.last_at
    where q.tenant = in_tenant and q.app = in_app and q.kind = in_kind and q.id = in_id and q.generation = s.generation;
end $body$`
