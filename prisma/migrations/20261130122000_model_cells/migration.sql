-- "Chi đoàn mạnh" (row 29, K14): criteria of a year as rows, a registration by the chi đoàn, its own points, the points of the level above,
-- recognition by decision or not with the reason. What criteria say is the province's; none is written here (domain 0.2).

CREATE TYPE "model_cell_fact" AS ENUM ('members', 'meetings', 'activities', 'admissions', 'fees', 'rating', 'congress');
CREATE TYPE "model_cell_state" AS ENUM ('registered', 'self_scored', 'returned', 'checked', 'recognised', 'not_recognised', 'revoked', 'withdrawn');
CREATE TYPE "model_cell_stage" AS ENUM ('self', 'superior');
CREATE TABLE "model_cell_set" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "pass_points" INTEGER,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "model_cell_set_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "model_cell_criterion" (
    "id" UUID NOT NULL,
    "set_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "is_required" BOOLEAN NOT NULL DEFAULT false,
    "fact" "model_cell_fact",
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "model_cell_criterion_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "model_cell" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "set_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "state" "model_cell_state" NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "model_cell_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "model_cell_step" (
    "id" UUID NOT NULL,
    "model_cell_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "model_cell_state" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT,
    "document_number" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "model_cell_step_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "model_cell_score" (
    "id" UUID NOT NULL,
    "model_cell_id" UUID NOT NULL,
    "criterion_id" UUID NOT NULL,
    "stage" "model_cell_stage" NOT NULL,
    "points" INTEGER NOT NULL,
    "note" TEXT,
    "known" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "model_cell_score_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "model_cell_set_province_id_year_key" ON "model_cell_set"("province_id", "year");
CREATE UNIQUE INDEX "model_cell_criterion_set_id_order_key" ON "model_cell_criterion"("set_id", "order");
CREATE INDEX "model_cell_branch_id_year_idx" ON "model_cell"("branch_id", "year");
CREATE INDEX "model_cell_unit_id_year_idx" ON "model_cell"("unit_id", "year");
CREATE INDEX "model_cell_set_id_idx" ON "model_cell"("set_id");
CREATE UNIQUE INDEX "model_cell_step_model_cell_id_order_key" ON "model_cell_step"("model_cell_id", "order");
CREATE INDEX "model_cell_score_model_cell_id_idx" ON "model_cell_score"("model_cell_id");
CREATE INDEX "model_cell_score_criterion_id_idx" ON "model_cell_score"("criterion_id");
ALTER TABLE "model_cell_criterion" ADD CONSTRAINT "model_cell_criterion_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "model_cell_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "model_cell" ADD CONSTRAINT "model_cell_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "model_cell" ADD CONSTRAINT "model_cell_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "model_cell_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "model_cell_step" ADD CONSTRAINT "model_cell_step_model_cell_id_fkey" FOREIGN KEY ("model_cell_id") REFERENCES "model_cell"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "model_cell_score" ADD CONSTRAINT "model_cell_score_model_cell_id_fkey" FOREIGN KEY ("model_cell_id") REFERENCES "model_cell"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "model_cell_score" ADD CONSTRAINT "model_cell_score_criterion_id_fkey" FOREIGN KEY ("criterion_id") REFERENCES "model_cell_criterion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create unique index model_cell_one on model_cell (branch_id, year) where state <> 'withdrawn';
create unique index model_cell_score_one on model_cell_score (model_cell_id, criterion_id, stage) where voided_at is null;
alter table model_cell_set add constraint model_cell_set_sane check (year between 2000 and 2100 and pass_points >= 0 and length(btrim(name)) > 0);
alter table model_cell_criterion add constraint model_cell_criterion_sane check (points between 1 and 1000 and length(btrim(text)) > 0);
alter table model_cell_score add constraint model_cell_score_sane check (points >= 0);
alter table model_cell_step add constraint model_cell_step_reason check (
  (state not in ('returned', 'not_recognised', 'revoked', 'withdrawn') or length(btrim(note)) > 0)
  and (state <> 'recognised' or length(btrim(document_number)) > 0));
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name like 'model\_cell%' loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

create function upkeep.scope_of_model_cell_criterion() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select s.province_id into new.province_id from public.model_cell_set s where s.id = new.set_id;
  return new;
end $$;
create function upkeep.scope_of_model_cell() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select m.branch_id, m.line, m.province_id, m.unit_id into new.branch_id, new.line, new.province_id, new.unit_id
  from public.model_cell m where m.id = new.model_cell_id;
  return new;
end $$;
-- A unit that takes over an organisation takes over what was begun there.
create function upkeep.cascade_branch_to_model_cells() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.model_cell x set branch_id = x.branch_id where x.branch_id = new.id;
  update public.model_cell_step x set branch_id = x.branch_id where x.branch_id = new.id;
  update public.model_cell_score x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;

-- A set by which somebody registered says for ever what it said: next year's is another one. The set's row is held, so that nobody
-- registers by criteria that change at this moment.
create function upkeep.freeze_model_cell_set() returns trigger language plpgsql security definer set search_path = '' as $$
declare asked uuid;
begin
  -- Which column says so depends on the table.
  if tg_table_name = 'model_cell_set' then asked := old.id;
  elsif tg_op = 'DELETE' then asked := old.set_id;
  else asked := new.set_id; end if;
  perform 1 from public.model_cell_set s where s.id = asked for update;
  if exists (select 1 from public.model_cell m where m.set_id = asked) then
    raise exception 'chi đoàn are registered by these criteria' using errcode = '23514', constraint = 'model_cell_set_used';
  end if;
  return null;
end $$;

create function upkeep.note_model_cell_step(cell uuid, state public.model_cell_state, on_day date, note text, document_number text)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.model_cell_step (id, model_cell_id, "order", state, "on", note, document_number, recorded_by_id, is_demo)
  select gen_random_uuid(), m.id, coalesce((select max(s."order") from public.model_cell_step s where s.model_cell_id = m.id), 0) + 1,
    $2, $3, $4, $5, access.account_id(), m.is_demo
  from public.model_cell m where m.id = $1;
  update public.model_cell m set state = $2 where m.id = $1;
$$;

-- Registers a chi đoàn for a year by the province's criteria of that year.
create function access.register_model_cell(id uuid, branch uuid, year int, on_day date, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch; s public.model_cell_set;
begin
  select x.* into b from public.branch x where x.id = $2 for share;
  if b.id is null or b.line <> 'union' or b.kind not in ('cell', 'grassroots_cell') or not access.keeps_branch(b.id) then return 'not_found'; end if;
  if $4 > access.today() then return 'in_future'; end if;
  if extract(year from $4) not in ($3, $3 + 1) then return 'year_outside'; end if;
  if not exists (select 1 from public.branch_life l where l.branch_id = b.id and l.voided_at is null and l.valid_from <= $4
    and (l.valid_to is null or l.valid_to > $4)) then return 'not_alive'; end if;
  select x.* into s from public.model_cell_set x where x.province_id = b.province_id and x.year = $3 for share;
  if s.id is null or not exists (select 1 from public.model_cell_criterion c where c.set_id = s.id) then return 'no_criteria'; end if;
  -- Two at once wait for one another at the organisation.
  perform pg_advisory_xact_lock(hashtextextended('model_cell ' || b.id::text, 0));
  if exists (select 1 from public.model_cell m where m.branch_id = b.id and m.year = $3 and m.state <> 'withdrawn') then
    return 'already_registered';
  end if;
  insert into public.model_cell (id, branch_id, set_id, year, state, recorded_by_id, is_demo)
  values ($1, b.id, s.id, $3, 'registered', access.account_id(), b.is_demo);
  perform upkeep.note_model_cell_step($1, 'registered', $4, $5, null);
  return 'done';
end $$;

-- The table of lib/model-cells/rules.ts. A chi đoàn cơ sở keeps its own members, but nobody checks themselves: the level above is the unit,
-- or the đoàn cơ sở that the chi đoàn belongs to.
create function upkeep.may_move_model_cell(m public.model_cell, move public.model_cell_state) returns boolean
language sql stable security definer set search_path = '' as $$
  with party as (select
    access.keeps_branch(($1).branch_id) as keeps,
    coalesce(($1).unit_id = any ((select access.line_units('union'))::uuid[]), false) as unit,
    coalesce(($1).branch_id = any ((select access.branches_below())::uuid[]), false) as below)
  select case $2
    when 'self_scored' then ($1).state in ('registered', 'self_scored', 'returned') and p.keeps
    when 'checked' then ($1).state in ('self_scored', 'checked') and (p.unit or p.below)
    when 'returned' then ($1).state in ('self_scored', 'checked') and (p.unit or p.below)
    when 'recognised' then ($1).state = 'checked' and p.unit
    when 'not_recognised' then ($1).state = 'checked' and p.unit
    when 'revoked' then ($1).state = 'recognised' and p.unit
    when 'withdrawn' then ($1).state in ('registered', 'self_scored', 'returned', 'checked', 'not_recognised') and p.keeps
    else false end
  from party p
$$;

-- One step, with all points where it gives any: [{"criterion", "points", "note", "known"}], one of each criterion of the set.
create function access.move_model_cell(cell uuid, move public.model_cell_state, on_day date, note text, document_number text, scores jsonb)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare m public.model_cell; s public.model_cell_set; said public.model_cell_stage; at timestamptz := clock_timestamp();
begin
  select x.* into m from public.model_cell x where x.id = $1 for update;
  if m.id is null or not (access.keeps_branch(m.branch_id) or coalesce(m.branch_id = any ((select access.branches_below())::uuid[]), false)) then
    return 'not_found';
  end if;
  if not upkeep.may_move_model_cell(m, $2) then return 'not_possible'; end if;
  if $3 > access.today() then return 'in_future'; end if;
  if $3 < (select max(t."on") from public.model_cell_step t where t.model_cell_id = m.id) then return 'before_last_step'; end if;
  if $2 in ('returned', 'not_recognised', 'revoked', 'withdrawn') and coalesce(length(btrim($4)), 0) = 0 then return 'reason_missing'; end if;
  select x.* into s from public.model_cell_set x where x.id = m.set_id;
  said := case $2 when 'self_scored' then 'self' when 'checked' then 'superior' end;
  if said is not null then
    if (select count(*) <> count(distinct c.id) or count(*) <> (select count(*) from public.model_cell_criterion k where k.set_id = m.set_id)
      or coalesce(bool_or(c.id is null or g.points is null or g.points < 0 or g.points > c.points), true)
      from jsonb_to_recordset(coalesce($6, '[]')) g (criterion uuid, points int, note text, known text)
      left join public.model_cell_criterion c on c.id = g.criterion and c.set_id = m.set_id) then return 'scores_unfit'; end if;
    if said = 'superior' then
      -- Nobody checks the points that they gave themselves.
      if exists (select 1 from public.model_cell_score o where o.model_cell_id = m.id and o.stage = 'self' and o.voided_at is null
        and o.recorded_by_id = access.account_id()) then return 'own_score'; end if;
      if exists (select 1 from jsonb_to_recordset($6) g (criterion uuid, points int, note text)
        join public.model_cell_score o on o.model_cell_id = m.id and o.criterion_id = g.criterion and o.stage = 'self' and o.voided_at is null
        where o.points <> g.points and coalesce(length(btrim(g.note)), 0) = 0) then return 'difference_unexplained'; end if;
    else
      -- Said anew, it is checked anew.
      update public.model_cell_score o set voided_at = at where o.model_cell_id = m.id and o.voided_at is null;
    end if;
    update public.model_cell_score o set voided_at = at where o.model_cell_id = m.id and o.stage = said and o.voided_at is null;
    insert into public.model_cell_score (id, model_cell_id, criterion_id, stage, points, note, known, recorded_by_id, recorded_at, is_demo)
    select gen_random_uuid(), m.id, g.criterion, said, g.points, nullif(btrim(g.note), ''), g.known, access.account_id(), at, m.is_demo
    from jsonb_to_recordset($6) g (criterion uuid, points int, note text, known text);
  end if;
  if $2 = 'recognised' then
    if coalesce(length(btrim($5)), 0) = 0 then return 'decision_missing'; end if;
    if exists (select 1 from public.model_cell_criterion c left join public.model_cell_score o on o.criterion_id = c.id
        and o.model_cell_id = m.id and o.stage = 'superior' and o.voided_at is null
      where c.set_id = m.set_id and c.is_required and coalesce(o.points, 0) < c.points)
      or coalesce((select sum(o.points) from public.model_cell_score o where o.model_cell_id = m.id and o.stage = 'superior'
        and o.voided_at is null), 0) < coalesce(s.pass_points, 0) then return 'not_passed'; end if;
  end if;
  perform upkeep.note_model_cell_step(m.id, $2, $3, nullif(btrim($4), ''), nullif(btrim($5), ''));
  return 'done';
end $$;

do $$
declare f text; t text;
begin
  foreach f in array array['register_model_cell(uuid, uuid, int, date, text)',
    'move_model_cell(uuid, public.model_cell_state, date, text, text, jsonb)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_model_cell_criterion()', 'scope_of_model_cell()', 'cascade_branch_to_model_cells()',
    'freeze_model_cell_set()', 'note_model_cell_step(uuid, public.model_cell_state, date, text, text)',
    'may_move_model_cell(public.model_cell, public.model_cell_state)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on model_cell_criterion for each row execute function upkeep.scope_of_model_cell_criterion();
  create trigger a_scope before insert or update on model_cell for each row execute function upkeep.scope_of_branch();
  create trigger a_scope before insert or update on model_cell_step for each row execute function upkeep.scope_of_model_cell();
  create trigger a_scope before insert or update on model_cell_score for each row execute function upkeep.scope_of_model_cell();
  -- After the fences: who may not write at all is told nothing of it.
  create trigger b_freeze after update on model_cell_set for each row execute function upkeep.freeze_model_cell_set();
  create trigger b_freeze after insert or delete on model_cell_criterion for each row execute function upkeep.freeze_model_cell_set();
  foreach t in array array['model_cell_set', 'model_cell_criterion', 'model_cell', 'model_cell_step', 'model_cell_score'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
  end loop;
  -- The criteria are the organisation department's, and read by everybody of the province.
  foreach t in array array['model_cell_set', 'model_cell_criterion'] loop
    execute format('create policy own_province on %I for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]))', t);
    execute format('create policy department_adds on %I for insert to doanhoi_app with check (province_id = any ((select access.departments_on(''union''))::uuid[]))', t);
  end loop;
  create policy department_changes on model_cell_set for update to doanhoi_app
    using (province_id = any ((select access.departments_on('union'))::uuid[]));
  create policy department_removes on model_cell_criterion for delete to doanhoi_app
    using (province_id = any ((select access.departments_on('union'))::uuid[]));
  foreach t in array array['model_cell', 'model_cell_step', 'model_cell_score'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
      or branch_id = any ((select access.branches())::uuid[]))', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant insert, update (name, pass_points, note, version) on model_cell_set to doanhoi_app;
grant insert, delete on model_cell_criterion to doanhoi_app;
create trigger b_cascade_model_cells after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_branch_to_model_cells();
