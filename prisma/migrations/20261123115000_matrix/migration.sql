-- An appointment on one line reaches people and writes on that line only; a row that names a person follows its line
-- whoever asks; and what the program writes in somebody's own name, the database lets be written in no other's. Found by
-- asking every table for every kind of viewer (tests/matrix).
grant create on schema access to doanhoi_definer;

-- Units whose people the viewer reads and whose organisations the viewer keeps on a line. Enterprises and organisations
-- themselves are read by all officers of the unit: access.units().
create function access.line_units(line public.org_line) returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct unit_id) from access.appointments() p
  where p.role = 'unit_officer' and p.line::text in ('both', $1::text)
$$;
-- Provinces where the viewer sits in the organisation department and is appointed for the line.
create function access.departments_on(line public.org_line) returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments() p
  where p.role = 'org_department' and p.line::text in ('both', $1::text)
$$;
create or replace function access.people_provinces(line public.org_line) returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments() p
  where p.line::text in ('both', $1::text)
    and (p.role in ('province_board', 'org_department') or (p.role = 'association_department' and $1 = 'association'))
$$;
-- A secretary keeps the own organisation on its own line, and those below it.
create or replace function access.branches() returns uuid[] language sql stable security definer set search_path = '' as $$
  with recursive own as (
    select b.id from access.appointments() p join public.branch b on b.id = p.branch_id and p.line::text in ('both', b.line::text)
    where p.role = 'branch_secretary'
    union select b.id from public.branch b join own on b.parent_id = own.id)
  select array_agg(id) from own
$$;
-- Whether the viewer answers for an organisation as its unit or its secretary. Asked where a row names a second
-- organisation beside the one it belongs to: a stranger's id put there must open nothing.
create function access.keeps_branch(branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.branch b where b.id = $1 and (
    (b.line = 'union' and b.unit_id = any ((select access.line_units('union'))::uuid[]))
    or (b.line = 'association' and b.unit_id = any ((select access.line_units('association'))::uuid[]))
    or b.id = any ((select access.branches())::uuid[])))
$$;
create or replace function access.decides_alone(branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.branch b where b.id = $1 and b.kind in ('grassroots_cell', 'grassroots_union')
    and access.keeps_branch(b.id))
$$;
create or replace function access.admits(person uuid, branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select access.decides_alone($2) or exists (
    select 1 from public.admission a
    where a.person_id = $1 and a.branch_id = $2 and a.state = 'proposed' and a.proposed_by_id <> (select access.account_id())
      and ((a.line = 'union' and a.unit_id = any ((select access.line_units('union'))::uuid[]))
        or (a.line = 'association' and a.unit_id = any ((select access.line_units('association'))::uuid[]))
        or a.branch_id = any ((select access.deciding())::uuid[])))
$$;
-- Yes or no across scopes: for those who enter people and enterprises, and for nobody else of the province.
create function access.keeps_any() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from access.appointments() p where p.role in ('unit_officer', 'branch_secretary'))
$$;
create or replace function access.tax_code_taken(code text, branch text, but_not uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select (select access.units()) is not null and exists (select 1 from public.enterprise e
    where e.province_id = any ((select access.own_provinces())::uuid[])
      and e.tax_code = $1 and coalesce(e.tax_branch, '') = coalesce($2, '') and e.id is distinct from $3)
$$;
create or replace function access.person_known(search_key text, birth_date date, area_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select (select access.keeps_any()) and exists (select 1 from public.person p join public.person_scope s on s.person_id = p.id
    where s.province_id = any ((select access.own_provinces())::uuid[]) and p.search_key = $1
      and p.birth_date is not distinct from $2 and ($3 is null or p.area_id is null or p.area_id = $3))
$$;
create or replace function access.in_a_cell(person uuid, from_day date, to_day date) returns boolean
language sql stable security definer set search_path = '' as $$
  select (select access.keeps_any())
    and exists (select 1 from public.person_scope s where s.person_id = $1 and s.province_id = any ((select access.own_provinces())::uuid[]))
    and exists (select 1 from public.membership m where m.person_id = $1 and m.line = 'union' and m.voided_at is null
      and daterange(m.valid_from, m.valid_to) && daterange($2, $3))
$$;
create or replace function access.register_person(id uuid, branch uuid, full_name text, search_key text, sort_key text,
  gender public.gender, birth_date date, birth_precision public.date_precision, phone text, area_id uuid,
  education public.education, occupation text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch;
begin
  select * into b from public.branch x where x.id = $2 and access.keeps_branch(x.id);
  if b.id is null then return false; end if;
  insert into public.person (id, full_name, search_key, sort_key, gender, birth_date, birth_precision, phone, area_id, education, occupation)
  values ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);
  insert into public.person_scope (person_id, branch_id, line, province_id, unit_id) values ($1, b.id, b.line, b.province_id, b.unit_id);
  return true;
end $$;
create or replace function access.end_coverages(branch uuid, enterprise uuid, on_day date) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare c public.coverage; ended int := 0;
begin
  if not exists (select 1 from public.branch b where b.id = $1 and b.unit_id = any ((select access.line_units(b.line))::uuid[])) then
    return 0;
  end if;
  for c in select x.* from public.coverage x where x.branch_id = $1 and ($2 is null or x.enterprise_id = $2)
    and x.voided_at is null and (x.valid_to is null or x.valid_to > $3) for update loop
    update public.coverage x set voided_at = now() where x.id = c.id;
    if c.valid_from < $3 then
      c.id := gen_random_uuid();
      c.valid_to := $3;
      c.recorded_at := now();
      insert into public.coverage select c.*;
    end if;
    ended := ended + 1;
  end loop;
  return ended;
end $$;
create or replace function access.restart_coverages(branch uuid, was date, becomes date) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare c public.coverage; moved int := 0;
begin
  if not exists (select 1 from public.branch b where b.id = $1 and b.unit_id = any ((select access.line_units(b.line))::uuid[])) then
    return 0;
  end if;
  for c in select x.* from public.coverage x where x.branch_id = $1 and x.valid_from = $2 and x.voided_at is null for update loop
    update public.coverage x set voided_at = now() where x.id = c.id;
    if c.valid_to is null or c.valid_to > $3 then
      c.id := gen_random_uuid();
      c.valid_from := $3;
      c.recorded_at := now();
      insert into public.coverage select c.*;
    end if;
    moved := moved + 1;
  end loop;
  return moved;
end $$;
create or replace function access.person_trace(person uuid)
returns table (at timestamptz, account_id uuid, request_id uuid, deed text, operation public.audit_operation, before jsonb,
  after jsonb, reason text)
language sql stable security definer set search_path = '' as $$
  select e.at, e.account_id, e.request_id, e.deed, e.operation, e.before, e.after, e.reason from public.audit_entry e
  where e.table_name = 'person' and e.row_id = $1::text and exists (
    select 1 from public.person_scope s where s.person_id = $1 and (
      (s.line = 'union' and (s.province_id = any ((select access.people_provinces('union'))::uuid[])
        or s.unit_id = any ((select access.line_units('union'))::uuid[])))
      or (s.line = 'association' and (s.province_id = any ((select access.people_provinces('association'))::uuid[])
        or s.unit_id = any ((select access.line_units('association'))::uuid[])))
      or s.branch_id = any ((select access.branches())::uuid[])))
  order by e.id desc limit 100
$$;

do $$
declare f text;
begin
  foreach f in array array['line_units(public.org_line)', 'departments_on(public.org_line)', 'keeps_branch(uuid)', 'keeps_any()'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;

do $$
declare
  t text;
  -- Who answers for an organisation's row on its line, and who for an enterprise's.
  unit_keeps constant text := $q$((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])))$q$;
  manages constant text := $q$((line = 'union' and union_unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and association_unit_id = any ((select access.line_units('association'))::uuid[])))$q$;
  secretary constant text := $q$branch_id = any ((select access.branches())::uuid[])$q$;
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$;
  me constant text := '(select access.account_id())';
begin
  -- People, on the appointment's line.
  foreach t in array array['membership','admission','post','person_scope'] loop
    execute format('drop policy reads on %I', t);
    execute format('create policy reads on %I for select to doanhoi_app using (%s or %s or %s)', t, reads_people, unit_keeps, secretary);
  end loop;
  drop policy steward_changes on person;
  execute format('create policy steward_changes on person for update to doanhoi_app using (exists (
    select 1 from person_scope where person_scope.person_id = person.id and (%s or %s)))', unit_keeps, secretary);

  drop policy steward_adds on membership;
  execute format('create policy steward_adds on membership for insert to doanhoi_app with check (
    (%1$s or %2$s) and exists (select 1 from person p where p.id = person_id)
    and (access.replaces(person_id, branch_id, start_kind)
      or (start_kind = ''admitted'' and access.admits(person_id, branch_id))
      or (start_kind <> ''admitted'' and (%1$s or branch_id = any ((select access.deciding())::uuid[])))))', unit_keeps, secretary);
  drop policy steward_adds on post;
  execute format('create policy steward_adds on post for insert to doanhoi_app with check (
    (%s or %s) and exists (select 1 from person p where p.id = person_id))', unit_keeps, secretary);
  foreach t in array array['membership','post'] loop
    execute format('drop policy steward_voids on %I', t);
    execute format('create policy steward_voids on %I for update to doanhoi_app
      using (voided_at is null and (%s or %s)) with check (voided_at is not null and (%2$s or %3$s))', t, unit_keeps, secretary);
  end loop;

  drop policy steward_proposes on admission;
  drop policy level_above_decides on admission;
  drop policy steward_withdraws on admission;
  execute format('create policy steward_proposes on admission for insert to doanhoi_app with check (
    (%s or %s) and proposed_by_id = %s and exists (select 1 from person p where p.id = person_id)
    and (state = ''proposed'' or (state = ''approved'' and decided_by_id = %3$s and access.decides_alone(branch_id))))',
    unit_keeps, secretary, me);
  execute format('create policy level_above_decides on admission for update to doanhoi_app
    using (state = ''proposed'' and proposed_by_id <> %2$s and (%1$s or branch_id = any ((select access.deciding())::uuid[])))
    with check (decided_by_id = %2$s and proposed_by_id <> %2$s and (%1$s or branch_id = any ((select access.deciding())::uuid[]))
      and (state = ''refused'' or (state = ''approved'' and exists (
        select 1 from membership m where m.id = membership_id and m.person_id = admission.person_id
          and m.branch_id = admission.branch_id and m.voided_at is null))))', unit_keeps, me);
  execute format('create policy steward_withdraws on admission for update to doanhoi_app
    using (state = ''proposed'' and (%1$s or %2$s))
    with check (state = ''withdrawn'' and decided_by_id = %3$s and (%1$s or %2$s))', unit_keeps, secretary, me);

  -- Requests for exceptions name people: they follow their line wholly. Asked, decided and used in one's own name.
  drop policy people_as_people on override_request;
  drop policy reads on override_request;
  drop policy asks on override_request;
  drop policy department_decides on override_request;
  drop policy asker_uses on override_request;
  execute format('create policy reads on override_request for select to doanhoi_app using (%s or %s or %s)', reads_people, manages, secretary);
  execute format('create policy asks on override_request for insert to doanhoi_app with check (
    state = ''requested'' and requested_by_id = %s and (%s or %s))', me, manages, secretary);
  execute format('create policy department_decides on override_request for update to doanhoi_app
    using (state = ''requested'' and %1$s)
    with check (state in (''granted'', ''refused'') and decided_by_id = %2$s and %1$s)',
    $q$((line = 'union' and province_id = any ((select access.departments_on('union'))::uuid[]))
      or (line = 'association' and province_id = any ((select access.departments_on('association'))::uuid[])))$q$, me);
  execute format('create policy asker_uses on override_request for update to doanhoi_app
    using (state = ''granted'' and (%1$s or %2$s)) with check (state = ''used'' and (%1$s or %2$s))', manages, secretary);

  -- Organisations and what is done with them, written on the line. A second organisation or a plan that a row names
  -- must be one the viewer knows.
  foreach t in array array['branch','branch_life','consolidation_measure','activity'] loop
    execute format('drop policy unit_adds on %I', t);
    execute format('drop policy unit_changes on %I', t);
    execute format('create policy unit_adds on %I for insert to doanhoi_app with check (%s %s)', t, unit_keeps,
      case t when 'branch' then 'and (parent_id is null or access.keeps_branch(parent_id))' else '' end);
    execute format('create policy unit_changes on %I for update to doanhoi_app using (%s) with check (%2$s %3$s)', t, unit_keeps,
      case t when 'branch' then 'and (parent_id is null or access.keeps_branch(parent_id))' else '' end);
  end loop;
  foreach t in array array['coverage','establishment_case'] loop
    execute format('drop policy unit_adds on %I', t);
    execute format('drop policy unit_changes on %I', t);
    execute format('create policy unit_adds on %I for insert to doanhoi_app with check (%s %s)', t, manages,
      case t when 'coverage' then 'and access.keeps_branch(branch_id)' else '' end);
    execute format('create policy unit_changes on %I for update to doanhoi_app using (%s)', t, manages);
  end loop;

  -- Who manages an enterprise is written once, as the enterprise itself says; moving it is no deed of a unit.
  drop policy unit_adds on enterprise_management;
  drop policy unit_changes on enterprise_management;
  create policy unit_adds on enterprise_management for insert to doanhoi_app with check (
    unit_id = any ((select access.units())::uuid[])
    and unit_id = case line when 'union' then union_unit_id else association_unit_id end);

  -- Surveys: a unit writes drafts and sends them, the department accepts and returns, each in the own name.
  drop policy unit_adds on survey;
  drop policy unit_changes on survey;
  drop policy department_reviews on survey;
  execute format('create policy unit_adds on survey for insert to doanhoi_app with check (
    %1$s and state in (''draft'', ''submitted'') and recorded_by_id = %2$s and exists (select 1 from survey_campaign c where c.id = campaign_id))',
    $q$(union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))$q$, me);
  execute format('create policy unit_changes on survey for update to doanhoi_app using (state in (''draft'', ''returned'') and %1$s)
    with check (state in (''draft'', ''submitted'', ''returned'') and accepted_by_id is null and %1$s)',
    $q$(union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))$q$);
  execute format('create policy department_reviews on survey for update to doanhoi_app
    using (state = ''submitted'' and province_id = any ((select access.departments())::uuid[]))
    with check (province_id = any ((select access.departments())::uuid[])
      and (state = ''returned'' or (state = ''accepted'' and accepted_by_id = %s)))', me);
  drop policy unit_adds on survey_event;
  drop policy department_reviews on survey_event;
  execute format('create policy unit_adds on survey_event for insert to doanhoi_app with check (
    %s and account_id = %s and state in (''draft'', ''submitted'') and exists (
      select 1 from survey s where s.id = survey_id and s.enterprise_id = survey_event.enterprise_id))',
    $q$(union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))$q$, me);
  execute format('create policy department_reviews on survey_event for insert to doanhoi_app with check (
    province_id = any ((select access.departments())::uuid[]) and account_id = %s and state in (''accepted'', ''returned'')
    and exists (select 1 from survey s where s.id = survey_id and s.enterprise_id = survey_event.enterprise_id))', me);
  foreach t in array array['survey_need','survey_organisation'] loop
    execute format('drop policy unit_adds on %I', t);
    execute format('create policy unit_adds on %1$I for insert to doanhoi_app with check (
      (union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))
      and exists (select 1 from survey s where s.id = survey_id and s.enterprise_id = %1$I.enterprise_id and s.state <> ''accepted''))', t);
    execute format('drop policy unit_removes on %I', t);
    execute format('create policy unit_removes on %1$I for delete to doanhoi_app using (
      (union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))
      and exists (select 1 from survey s where s.id = survey_id and s.state <> ''accepted''))', t);
  end loop;

  -- Goals: of a plan one knows; corrected on the line.
  drop policy unit_adds on goal;
  drop policy department_changes on goal;
  create policy unit_adds on goal for insert to doanhoi_app with check (
    (union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))
    and exists (select 1 from plan p where p.id = plan_id));
  create policy department_changes on goal for update to doanhoi_app using (
    (line = 'union' and province_id = any ((select access.departments_on('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.departments_on('association'))::uuid[])));
end $$;

-- What the program never changes it may not change: where a record belongs, who wrote it, and rows that are history.
revoke update on enterprise_management, survey_event, survey_need, survey_organisation, visit, plan_basis, plan_task,
  plan_task_unit, plan_recipient, plan_recipient_unit from doanhoi_app;
revoke insert on plan_basis, plan_task, plan_task_unit, plan_recipient, plan_recipient_unit from doanhoi_app;
do $$
declare t text; columns text;
begin
  foreach t in array array['enterprise','branch','survey','plan','survey_campaign','resolution_task','person'] loop
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = t::regclass and attnum > 0 and not attisdropped and attname not in ('id', 'province_id', 'unit_id',
      'union_unit_id', 'association_unit_id', 'created_by_id', 'created_at', 'recorded_by_id', 'enterprise_id', 'campaign_id', 'plan_id', 'is_demo');
    execute format('revoke update on %I from doanhoi_app', t);
    execute format('grant update (%s) on %I to doanhoi_app', columns, t);
  end loop;
  -- In two times a row is voided and never rewritten.
  foreach t in array array['enterprise_version','entrepreneur_membership','coverage','branch_life','activity'] loop
    execute format('revoke update on %I from doanhoi_app', t);
    execute format('grant update (voided_at) on %I to doanhoi_app', t);
  end loop;
end $$;
-- Somebody entered by a demo account is marked as demo data.
grant update (is_demo) on person to doanhoi_app;
revoke update on override_request from doanhoi_app;
grant update (state, decided_by_id, decided_at, decision_note, used_by_id, version) on override_request to doanhoi_app;
