-- Who admits, and what of a person's rows may be rewritten. The level above a chi đoàn admits its members; a chi đoàn cơ sở
-- and a đoàn cơ sở admit their own (domain.md §2.5). The program refuses the rest in words, this refuses it whatever the
-- program forgets.

-- Rows in two times are never rewritten: a row may only be voided, and stays voided. Of a proposal only its decision is
-- written, so that nobody decides another proposal than the one that was made.
revoke update on membership, post, admission from doanhoi_app;
grant update (voided_at) on membership, post to doanhoi_app;
grant update (state, decided_by_id, decided_at, decision_number, decision_reason, membership_id, version) on admission to doanhoi_app;

grant create on schema access to doanhoi_definer;

-- Organisations that the viewer decides admissions of as a secretary: those below the own one, and the own one where it
-- has the powers of a đoàn cơ sở.
create function access.deciding() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(b.id) from public.branch b
  where b.id = any ((select access.branches())::uuid[])
    and (b.kind in ('grassroots_cell', 'grassroots_union') or b.parent_id = any ((select access.branches())::uuid[]))
$$;

create function access.decides_alone(branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.branch b where b.id = $1 and b.kind in ('grassroots_cell', 'grassroots_union'))
$$;

-- Whether the viewer may admit this person there: an organisation that decides alone, or somebody else's proposal that
-- waits for the viewer. Whether the viewer writes there at all is asked by the policy.
create function access.admits(person uuid, branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select access.decides_alone($2) or exists (
    select 1 from public.admission a
    where a.person_id = $1 and a.branch_id = $2 and a.state = 'proposed' and a.proposed_by_id <> (select access.account_id())
      and (a.unit_id = any ((select access.units())::uuid[]) or a.branch_id = any ((select access.deciding())::uuid[])))
$$;

-- Whether a row of the same person, organisation and beginning was voided in this very transaction: closing or correcting
-- a membership is such a pair, and is no admission.
create function access.replaces(person uuid, branch uuid, start_kind public.membership_start) returns boolean
language sql volatile security definer set search_path = '' as $$
  select exists (
    select 1 from public.membership m
    where m.person_id = $1 and m.branch_id = $2 and m.start_kind = $3 and m.voided_at is not null
      and m.xmin = pg_current_xact_id()::xid)
$$;

-- What was changed in a person's own record, for whoever sees the person: rows of the trace about persons carry no scope.
create function access.person_trace(person uuid)
returns table (at timestamptz, account_id uuid, request_id uuid, deed text, operation public.audit_operation, before jsonb,
  after jsonb, reason text)
language sql stable security definer set search_path = '' as $$
  select e.at, e.account_id, e.request_id, e.deed, e.operation, e.before, e.after, e.reason from public.audit_entry e
  where e.table_name = 'person' and e.row_id = $1::text and exists (
    select 1 from public.person_scope s where s.person_id = $1 and (
      (s.line = 'union' and s.province_id = any ((select access.people_provinces('union'))::uuid[]))
      or (s.line = 'association' and s.province_id = any ((select access.people_provinces('association'))::uuid[]))
      or s.unit_id = any ((select access.units())::uuid[]) or s.branch_id = any ((select access.branches())::uuid[])))
  order by e.id desc limit 100
$$;

do $$
declare f text;
begin
  foreach f in array array['deciding()', 'decides_alone(uuid)', 'admits(uuid, uuid)',
    'replaces(uuid, uuid, public.membership_start)', 'person_trace(uuid)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;

-- Memberships: the unit and the level above enter them; admitting needs a proposal by somebody else or an organisation
-- that decides alone; a secretary closes and corrects what is there.
drop policy steward_adds on membership;
drop policy steward_changes on membership;
create policy steward_adds on membership for insert to doanhoi_app with check (
  (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))
  and exists (select 1 from person p where p.id = person_id)
  and (access.replaces(person_id, branch_id, start_kind)
    or (start_kind = 'admitted' and access.admits(person_id, branch_id))
    or (start_kind <> 'admitted'
      and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.deciding())::uuid[])))));
create policy steward_voids on membership for update to doanhoi_app
  using (voided_at is null and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[])))
  with check (voided_at is not null);

drop policy steward_changes on post;
create policy steward_voids on post for update to doanhoi_app
  using (voided_at is null and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[])))
  with check (voided_at is not null);

-- Admissions: proposed in one's own name; decided by the level above and never by the proposer; withdrawn by whoever
-- keeps the organisation. Each check stands alone: PostgreSQL joins the checks of several policies by "or".
drop policy steward_adds on admission;
drop policy steward_changes on admission;
create policy steward_proposes on admission for insert to doanhoi_app with check (
  (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))
  and proposed_by_id = (select access.account_id())
  and exists (select 1 from person p where p.id = person_id)
  and (state = 'proposed'
    or (state = 'approved' and decided_by_id = (select access.account_id()) and access.decides_alone(branch_id))));
create policy level_above_decides on admission for update to doanhoi_app
  using (state = 'proposed' and proposed_by_id <> (select access.account_id())
    and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.deciding())::uuid[])))
  with check (decided_by_id = (select access.account_id()) and proposed_by_id <> (select access.account_id())
    and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.deciding())::uuid[]))
    and (state = 'refused' or (state = 'approved' and exists (
      select 1 from membership m where m.id = membership_id and m.person_id = admission.person_id
        and m.branch_id = admission.branch_id and m.voided_at is null))));
create policy steward_withdraws on admission for update to doanhoi_app
  using (state = 'proposed' and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[])))
  with check (state = 'withdrawn' and decided_by_id = (select access.account_id())
    and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[])));

-- The Hội department reads hội viên only (§1.11): neither through the trace of rows about people, nor through a request
-- for an exception, which names the person it is asked for.
create policy people_as_people on audit_entry as restrictive for select to doanhoi_app using (
  table_name not in ('membership', 'admission', 'post', 'override_request')
  or unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[])
  or province_id = any ((select access.people_provinces('union'))::uuid[])
  or (coalesce(after, before) ->> 'line' = 'association'
    and province_id = any ((select access.people_provinces('association'))::uuid[])));
create policy people_as_people on override_request as restrictive for select to doanhoi_app using (
  branch_id is null
  or union_unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[])
  or province_id = any ((select access.people_provinces('union'))::uuid[])
  or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));
