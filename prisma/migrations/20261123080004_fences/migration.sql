-- The second fence: row-level security on every table. Policies are equalities on denormalised columns; each function is
-- wrapped in a sub-select, so that it runs once per statement and only when an earlier term did not decide.

do $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' and tablename not like '\_prisma%' loop
    execute format('alter table %I enable row level security', t);
    -- The definer functions look across scopes on purpose; what they answer is narrowed in each function.
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
  end loop;
end $$;

-- Rights of the program's role. What is not granted here cannot be reached at all: person_sensitive, password hashes,
-- session tokens, the trace (read only), deleting anything but a draft's own lines.
grant select on unit, unit_version, reorganisation, reorganisation_line, area, area_version, area_succession, rule_set,
  catalogue_entry, setting, appointment, command_receipt, audit_entry, person, person_scope to doanhoi_app;
grant select (id, login, display_name, disabled_at, is_demo, created_at) on account to doanhoi_app;
grant insert, update (result) on command_receipt to doanhoi_app;
grant update on person to doanhoi_app;
grant select, insert, update on enterprise, enterprise_version, enterprise_management, entrepreneur_membership, visit,
  survey_campaign, survey, survey_need, survey_organisation, survey_event, branch, branch_life, coverage,
  consolidation_measure, activity, membership, admission, post, plan, plan_basis, plan_task, plan_task_unit, plan_recipient,
  plan_recipient_unit, resolution_task, goal, establishment_case, override_request to doanhoi_app;
grant delete on survey_need, survey_organisation to doanhoi_app;

-- Reference facts: whoever is signed in; units and plans only of one's own province.
do $$
declare t text;
begin
  foreach t in array array['area','area_version','area_succession','rule_set','catalogue_entry'] loop
    execute format('create policy signed_in on %I for select to doanhoi_app using ((select access.account_id()) is not null)', t);
  end loop;
  foreach t in array array['unit','reorganisation','plan','plan_basis','plan_task','plan_task_unit','plan_recipient',
    'plan_recipient_unit','resolution_task','survey_campaign'] loop
    execute format('create policy own_province on %I for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]))', t);
  end loop;
  foreach t in array array['plan','resolution_task','survey_campaign'] loop
    execute format('create policy department_adds on %I for insert to doanhoi_app with check (province_id = any ((select access.departments())::uuid[]))', t);
    execute format('create policy department_changes on %I for update to doanhoi_app using (province_id = any ((select access.departments())::uuid[]))', t);
  end loop;
end $$;
create policy own_province on unit_version for select to doanhoi_app using (exists (select 1 from unit u where u.id = unit_id));
create policy own_province on reorganisation_line for select to doanhoi_app
  using (exists (select 1 from reorganisation r where r.id = reorganisation_id));
create policy business_date on setting for select to doanhoi_app using (key = 'business_date');

-- Oneself.
create policy myself on account for select to doanhoi_app using (id = (select access.account_id()));
create policy myself on appointment for select to doanhoi_app using (account_id = (select access.account_id()));
create policy myself on command_receipt to doanhoi_app
  using (account_id = (select access.account_id())) with check (account_id = (select access.account_id()));

-- Enterprises and what hangs on them: the province's committee and departments read, the managing units of either line
-- read and write, a secretary reads the enterprises of the own organisation.
do $$
declare t text; id_column text;
begin
  foreach t in array array['enterprise','enterprise_version','enterprise_management','entrepreneur_membership','visit','survey',
    'survey_need','survey_organisation','survey_event','goal','establishment_case','coverage'] loop
    id_column := case t when 'enterprise' then 'id' else 'enterprise_id' end;
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[])
      or union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
      or %I = any ((select access.covered())::uuid[]))', t, id_column);
    execute format('create policy unit_adds on %I for insert to doanhoi_app with check (
      union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))', t);
    execute format('create policy unit_changes on %I for update to doanhoi_app using (
      union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))', t);
  end loop;
  foreach t in array array['survey_need','survey_organisation'] loop
    execute format('create policy unit_removes on %I for delete to doanhoi_app using (
      union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[]))', t);
  end loop;
end $$;
-- The organisation department accepts and returns surveys and fixes goals; it does not write a unit's numbers.
create policy department_reviews on survey for update to doanhoi_app using (province_id = any ((select access.departments())::uuid[]));
create policy department_reviews on survey_event for insert to doanhoi_app with check (province_id = any ((select access.departments())::uuid[]));
create policy department_adds on goal for insert to doanhoi_app with check (province_id = any ((select access.departments())::uuid[]));
create policy department_changes on goal for update to doanhoi_app using (province_id = any ((select access.departments())::uuid[]));

-- Overrides: asked for by the unit or the organisation, granted by the organisation department.
create policy reads on override_request for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[])
  or union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[]));
create policy asks on override_request for insert to doanhoi_app with check (state = 'requested' and (
  union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[])));
create policy department_decides on override_request for update to doanhoi_app
  using (province_id = any ((select access.departments())::uuid[]))
  with check (province_id = any ((select access.departments())::uuid[]) and state in ('granted', 'refused'));
create policy asker_uses on override_request for update to doanhoi_app using (state = 'granted' and (
  union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[])))
  -- Checks of several policies are OR-ed: each names its own role, or one would open what the other closes.
  with check (state = 'used' and (
    union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
    or branch_id = any ((select access.branches())::uuid[])));

-- Organisations: read by the province, the managing unit, and their own secretaries.
create policy reads on branch for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
  or id = any ((select access.branches())::uuid[]));
create policy unit_adds on branch for insert to doanhoi_app with check (unit_id = any ((select access.units())::uuid[]));
create policy unit_changes on branch for update to doanhoi_app using (unit_id = any ((select access.units())::uuid[]));
do $$
declare t text;
begin
  foreach t in array array['branch_life','consolidation_measure','activity'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
      or branch_id = any ((select access.branches())::uuid[]))', t);
    execute format('create policy unit_adds on %I for insert to doanhoi_app with check (unit_id = any ((select access.units())::uuid[]))', t);
    execute format('create policy unit_changes on %I for update to doanhoi_app using (unit_id = any ((select access.units())::uuid[]))', t);
  end loop;
  -- What a secretary writes too.
  execute 'create policy secretary_adds on activity for insert to doanhoi_app with check (branch_id = any ((select access.branches())::uuid[]))';
  execute 'create policy secretary_changes on activity for update to doanhoi_app using (branch_id = any ((select access.branches())::uuid[]))';
  -- Rows about people: the Hội department reads hội viên only.
  foreach t in array array['membership','admission','post','person_scope'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (
      (line = ''union'' and province_id = any ((select access.people_provinces(''union''))::uuid[]))
      or (line = ''association'' and province_id = any ((select access.people_provinces(''association''))::uuid[]))
      or unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))', t);
  end loop;
  foreach t in array array['membership','admission','post'] loop
    -- Only for a person already in sight: a row for a stranger would open that stranger's record.
    execute format('create policy steward_adds on %I for insert to doanhoi_app with check (
      (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))
      and exists (select 1 from person p where p.id = person_id))', t);
    execute format('create policy steward_changes on %I for update to doanhoi_app using (
      unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))', t);
  end loop;
end $$;
create policy in_sight on person for select to doanhoi_app using (exists (select 1 from person_scope s where s.person_id = person.id));
create policy steward_changes on person for update to doanhoi_app using (exists (select 1 from person_scope s where s.person_id = person.id
  and (s.unit_id = any ((select access.units())::uuid[]) or s.branch_id = any ((select access.branches())::uuid[]))));

-- The trace is read by those who read the row's province, unit or organisation; nobody of the program writes it.
create policy reads on audit_entry for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[]));
