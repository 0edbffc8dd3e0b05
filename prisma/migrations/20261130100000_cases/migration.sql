-- CreateEnum
CREATE TYPE "case_stage" AS ENUM ('not_surveyed', 'surveyed', 'not_eligible', 'eligible', 'reported', 'mobilising', 'submitted', 'appraised', 'decided', 'launched', 'first_congress', 'stable');

-- CreateEnum
CREATE TYPE "case_move" AS ENUM ('eligible', 'not_eligible', 'reported', 'mobilising', 'submitted', 'appraised', 'returned', 'launched', 'stable', 'hard', 'paused', 'refused', 'resumed', 'closed');

-- CreateEnum
CREATE TYPE "case_party_answer" AS ENUM ('waiting', 'agreed', 'supplement', 'declined');

-- CreateEnum
CREATE TYPE "case_outcome" AS ENUM ('done', 'dropped');

-- CreateEnum
CREATE TYPE "case_paper_kind" AS ENUM ('request', 'scheme', 'direction', 'committee', 'profiles', 'members');

-- CreateTable
CREATE TABLE "case_step" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "move" "case_move" NOT NULL,
    "on" DATE NOT NULL,
    "reason" TEXT,
    "document_number" TEXT,
    "document_on" DATE,
    "place" TEXT,
    "until" DATE,
    "answer" "case_party_answer",
    "category" "issue_category",
    "outcome" "case_outcome",
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "voided_by_id" UUID,
    "void_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "enterprise_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "case_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_paper" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" "case_paper_kind" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "enterprise_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "case_paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_scheme" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "stages" "case_stage"[],
    "idle_days" JSONB NOT NULL,
    "reason" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "case_scheme_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "case_step_enterprise_id_idx" ON "case_step"("enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_step_case_id_order_key" ON "case_step"("case_id", "order");

-- CreateIndex
CREATE INDEX "case_paper_case_id_idx" ON "case_paper"("case_id");

-- CreateIndex
CREATE INDEX "case_paper_enterprise_id_idx" ON "case_paper"("enterprise_id");

-- CreateIndex
CREATE INDEX "case_scheme_province_id_valid_from_idx" ON "case_scheme"("province_id", "valid_from");

-- AddForeignKey
ALTER TABLE "case_step" ADD CONSTRAINT "case_step_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "establishment_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_paper" ADD CONSTRAINT "case_paper_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "establishment_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the rows promise of themselves.
create unique index case_paper_once on case_paper (case_id, kind) where voided_at is null;
create unique index case_scheme_once on case_scheme (province_id, valid_from) where voided_at is null;
-- Whoever sends back, rests, gives up or closes says why; what is in the way is named by its kind as well (row 61).
alter table case_step add constraint case_step_reason check (move not in ('returned', 'hard', 'paused', 'refused', 'closed')
  or length(btrim(reason)) > 0);
alter table case_step add constraint case_step_facts check (
  (category is not null) = (move in ('hard', 'paused', 'refused')) and (outcome is not null) = (move = 'closed')
  and (answer is not null) = (move = 'reported') and (move <> 'launched' or length(btrim(place)) > 0)
  and (move <> 'appraised' or (document_number is not null and document_on is not null))
  and (until is null or (move = 'paused' and until > "on")));
alter table case_step add constraint case_step_voided check ((voided_at is null) = (voided_by_id is null)
  and (voided_at is null or length(btrim(void_reason)) > 0));
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name in ('case_step', 'case_paper', 'case_scheme') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

create function upkeep.scope_of_case() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select c.enterprise_id, c.line, c.province_id, c.union_unit_id, c.association_unit_id
    into new.enterprise_id, new.line, new.province_id, new.union_unit_id, new.association_unit_id
  from public.establishment_case c where c.id = new.case_id;
  return new;
end $$;
-- A unit that takes over an enterprise takes over its cases with their steps and papers.
create function upkeep.cascade_case() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.case_step x set case_id = x.case_id where x.case_id = new.id;
  update public.case_paper x set case_id = x.case_id where x.case_id = new.id;
  return null;
end $$;

-- What happened to a case without a step of its own: the first accepted survey, the living organisation of its line with its
-- decision, that organisation's first congress and activity; and the other line's organisation with its first activity (V35).
-- Counts and dates only, one answer for everybody: a chi đoàn ghép may be managed by a unit the viewer does not see.
create function upkeep.case_evidence(c public.establishment_case, as_of date, known_at timestamptz)
returns table (surveyed_on date, organised_on date, decided_on date, branch_id uuid, congress_on date, activity_on date,
  other_organised_on date, other_activity_on date)
language sql stable security definer set search_path = '' as $$
  with organisation as (
    select v.line, v.valid_from, b.id, b.decision_on, b.decision_number is not null and b.decision_on <= $2 as decided, b.last_congress_on
    from public.coverage v join public.branch b on b.id = v.branch_id
    where v.enterprise_id = $1.enterprise_id and v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2)
      and v.recorded_at <= $3 and (v.voided_at is null or v.voided_at > $3)
      and exists (select 1 from public.branch_life l where l.branch_id = b.id and l.valid_from <= $2
        and (l.valid_to is null or l.valid_to > $2) and l.recorded_at <= $3 and (l.voided_at is null or l.voided_at > $3))),
  own as (select o.* from organisation o where o.line = $1.line and o.decided order by o.valid_from, o.id limit 1)
  select (select min(s.surveyed_on) from public.survey s where s.enterprise_id = $1.enterprise_id and s.state = 'accepted'
      and s.surveyed_on <= $2 and s.accepted_at <= $3),
    own.valid_from, own.decision_on, own.id,
    (select min(d) from (select g.held_on as d from public.congress g where g.branch_id = own.id
        and g.state in ('held', 'submitted', 'recognised') union all select own.last_congress_on) h where h.d <= $2 and h.d >= own.valid_from),
    (select min(a."on") from public.activity a where a.branch_id = own.id and a."on" <= $2 and a.recorded_at <= $3
      and (a.voided_at is null or a.voided_at > $3)),
    (select min(o.valid_from) from organisation o where o.line <> $1.line),
    (select min(a."on") from organisation o join public.activity a on a.branch_id = o.id where o.line <> $1.line and a."on" <= $2
      and a.recorded_at <= $3 and (a.voided_at is null or a.voided_at > $3))
  from (select 1) one left join own on true
$$;
create function access.case_evidence(as_of date, known_at timestamptz, cases uuid[]) returns table (case_id uuid, surveyed_on date,
  organised_on date, decided_on date, branch_id uuid, congress_on date, activity_on date, other_organised_on date, other_activity_on date)
language sql stable security definer set search_path = '' as $$
  select c.id, e.* from public.establishment_case c cross join lateral upkeep.case_evidence(c, $1, $2) e
  where ($3 is null or c.id = any ($3)) and (c.province_id = any ((select access.provinces())::uuid[])
    or c.union_unit_id = any ((select access.units())::uuid[]) or c.association_unit_id = any ((select access.units())::uuid[])
    or c.enterprise_id = any ((select access.covered())::uuid[]))
$$;

-- Where a case is today: the same function as standingOf in lib/cases/rules.ts. Before the founding the last step counts, after it the
-- furthest milestone; an organisation that lives ends difficulty and rest by itself.
create function upkeep.case_place(c public.establishment_case) returns text language plpgsql stable security definer set search_path = '' as $$
declare e record; last_move public.case_move; last_side public.case_move;
begin
  if $1.closed_on is not null then return 'closed'; end if;
  select * into e from upkeep.case_evidence($1, access.today(), now());
  if e.organised_on is not null then
    if exists (select 1 from public.case_step s where s.case_id = $1.id and s.voided_at is null and s.move = 'stable') then return 'stable'; end if;
    if e.congress_on is not null then return 'first_congress'; end if;
    if exists (select 1 from public.case_step s where s.case_id = $1.id and s.voided_at is null and s.move = 'launched') then return 'launched'; end if;
    return 'decided';
  end if;
  select s.move into last_side from public.case_step s where s.case_id = $1.id and s.voided_at is null
    and s.move in ('hard', 'paused', 'refused', 'resumed') order by s."on" desc, s."order" desc limit 1;
  if last_side is not null and last_side <> 'resumed' then return last_side::text; end if;
  if last_side is null and $1.difficulty is not null then return 'hard'; end if;
  select s.move into last_move from public.case_step s where s.case_id = $1.id and s.voided_at is null
    and s.move in ('eligible', 'not_eligible', 'reported', 'mobilising', 'submitted', 'appraised', 'returned')
    order by s."on" desc, s."order" desc limit 1;
  if last_move = 'returned' then return 'mobilising'; end if;
  return coalesce(last_move::text, case when $1.reported_to_party_on is not null then 'reported'
    when e.surveyed_on is not null then 'surveyed' else 'not_surveyed' end);
end $$;

-- "Only the managing unit moves it"; a dossier is accepted or sent back by the department of its line (§1.11), by nobody else.
create function upkeep.may_move_case(c public.establishment_case, move public.case_move) returns boolean
language sql stable security definer set search_path = '' as $$
  select case when $2 in ('appraised', 'returned') then exists (select 1 from access.appointments() p where p.province_id = $1.province_id
      and case $1.line when 'union' then p.role = 'org_department' else p.role = 'association_department' end
      and p.line::text in ('both', $1.line::text))
    else coalesce(case $1.line when 'union' then $1.union_unit_id else $1.association_unit_id end
      = any ((select access.line_units($1.line))::uuid[]), false) end
$$;
create function upkeep.sees_case(c public.establishment_case) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce($1.province_id = any ((select access.provinces())::uuid[]), false)
    or coalesce($1.union_unit_id = any ((select access.units())::uuid[]), false)
    or coalesce($1.association_unit_id = any ((select access.units())::uuid[]), false)
$$;
-- From where each move goes: the same table as MOVES in lib/cases/rules.ts.
create function upkeep.case_moves_from(place text, move public.case_move) returns boolean language sql immutable set search_path = '' as $$
  select case
    when $2 = 'closed' then $1 <> 'closed'
    when $2 = 'resumed' then $1 in ('hard', 'paused', 'refused')
    when $2 = 'appraised' then $1 = 'submitted'
    when $2 = 'returned' then $1 in ('submitted', 'appraised')
    when $2 = 'launched' then $1 in ('decided', 'first_congress', 'stable')
    when $2 = 'stable' then $1 in ('decided', 'launched', 'first_congress')
    when $2 in ('hard', 'paused', 'refused', 'reported') then $1 in ('not_surveyed', 'surveyed', 'not_eligible', 'eligible', 'reported',
      'mobilising', 'submitted', 'appraised')
    else $1 in ('not_surveyed', 'surveyed', 'not_eligible', 'eligible', 'reported', 'mobilising', 'submitted', 'appraised')
      and $1 <> $2::text end
$$;

-- One move of a case. `outcome` may be changed_meanwhile, not_possible, in_future, before_opening, before_last_step, dossier_incomplete,
-- not_founded or no_activity (V35), or done. Every other condition is the program's.
create function access.move_case(establishment_case uuid, version int, step uuid, move public.case_move, on_day date, facts jsonb)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare c public.establishment_case; e record; place text; last_day date;
begin
  select x.* into c from public.establishment_case x where x.id = $1 for update;
  if c.id is null or not upkeep.sees_case(c) or not upkeep.may_move_case(c, $4) then return 'not_found'; end if;
  if c.version <> $2 or c.closed_on is not null then return 'changed_meanwhile'; end if;
  place := upkeep.case_place(c);
  if not upkeep.case_moves_from(place, $4) then return 'not_possible'; end if;
  if $5 > access.today() then return 'in_future'; end if;
  if $5 < c.opened_on then return 'before_opening'; end if;
  select max(s."on") into last_day from public.case_step s where s.case_id = c.id and s.voided_at is null;
  if $5 < last_day then return 'before_last_step'; end if;
  select * into e from upkeep.case_evidence(c, access.today(), now());
  if $4 = 'submitted' and (select count(*) from public.case_paper p where p.case_id = c.id and p.voided_at is null)
    < cardinality(enum_range(null::public.case_paper_kind)) then return 'dossier_incomplete'; end if;
  if $4 = 'launched' and exists (select 1 from public.case_step s where s.case_id = c.id and s.voided_at is null and s.move = 'launched') then
    return 'not_possible';
  end if;
  if $4 in ('launched', 'stable') and $5 < e.organised_on then return 'before_founding'; end if;
  if $4 = 'closed' and $6 ->> 'outcome' = 'done' then
    if place = 'hard' then
      if e.other_organised_on is null then return 'not_founded'; end if;
      if e.other_activity_on is null then return 'no_activity'; end if;
    else
      if e.organised_on is null then return 'not_founded'; end if;
      if c.fallback_for_id is not null and e.activity_on is null then return 'no_activity'; end if;
    end if;
  end if;
  insert into public.case_step (id, case_id, "order", move, "on", reason, document_number, document_on, place, until, answer, category, outcome,
    recorded_by_id, is_demo)
  select $3, c.id, coalesce((select max(s."order") from public.case_step s where s.case_id = c.id), 0) + 1, $4, $5, $6 ->> 'reason',
    $6 ->> 'documentNumber', ($6 ->> 'documentOn')::date, $6 ->> 'place', ($6 ->> 'until')::date,
    ($6 ->> 'answer')::public.case_party_answer, ($6 ->> 'category')::public.issue_category, ($6 ->> 'outcome')::public.case_outcome,
    access.account_id(), c.is_demo;
  update public.establishment_case x set version = x.version + 1,
    reported_to_party_on = case when $4 = 'reported' then coalesce(x.reported_to_party_on, $5) else x.reported_to_party_on end,
    difficulty = case $4 when 'hard' then $6 ->> 'reason' when 'resumed' then null else x.difficulty end,
    closed_on = case when $4 = 'closed' then $5 end, closing_reason = case when $4 = 'closed' then $6 ->> 'reason' end
  where x.id = c.id;
  if $4 = 'hard' then perform access.open_fallback(c.id, ($6 ->> 'fallbackId')::uuid, $5); end if;
  return 'done';
end $$;

-- Takes back the last step of a case, by those whose move it was; what the step had brought to the case goes with it.
create function access.void_case_step(step uuid, version int, reason text, at timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare c public.establishment_case; s public.case_step;
begin
  select x.* into s from public.case_step x where x.id = $1;
  select x.* into c from public.establishment_case x where x.id = s.case_id for update;
  if c.id is null or not upkeep.sees_case(c) or not upkeep.may_move_case(c, s.move) then return 'not_found'; end if;
  if c.version <> $2 then return 'changed_meanwhile'; end if;
  if s.id <> (select x.id from public.case_step x where x.case_id = c.id and x.voided_at is null order by x."on" desc, x."order" desc limit 1)
    or s.voided_at is not null then return 'not_last'; end if;
  update public.case_step x set voided_at = $4, voided_by_id = access.account_id(), void_reason = $3 where x.id = s.id;
  update public.establishment_case x set version = x.version + 1,
    reported_to_party_on = case when s.move = 'reported' then (select min(t."on") from public.case_step t
      where t.case_id = c.id and t.voided_at is null and t.move = 'reported') else x.reported_to_party_on end,
    difficulty = case when s.move in ('hard', 'resumed') then (select case t.move when 'hard' then t.reason end from public.case_step t
      where t.case_id = c.id and t.voided_at is null and t.move in ('hard', 'resumed') order by t."on" desc, t."order" desc limit 1)
      else x.difficulty end,
    closed_on = case when s.move = 'closed' then null else x.closed_on end,
    closing_reason = case when s.move = 'closed' then null else x.closing_reason end
  where x.id = c.id;
  if s.move = 'hard' then
    update public.establishment_case x set fallback_for_id = null, version = x.version + 1 where x.fallback_for_id = c.id and x.closed_on is null;
  end if;
  return 'done';
end $$;

-- A paper is there, or is not any more; until the department has accepted the dossier.
create function access.tick_case_paper(establishment_case uuid, paper uuid, kind public.case_paper_kind, is_there boolean, on_day date,
  note text, at timestamptz) returns text language plpgsql volatile security definer set search_path = '' as $$
declare c public.establishment_case;
begin
  select x.* into c from public.establishment_case x where x.id = $1 for update;
  if c.id is null or not upkeep.sees_case(c) or not upkeep.may_move_case(c, 'submitted') then return 'not_found'; end if;
  if upkeep.case_place(c) not in ('not_surveyed', 'surveyed', 'not_eligible', 'eligible', 'reported', 'mobilising', 'paused', 'hard', 'refused')
    then return 'not_possible'; end if;
  if $5 > access.today() then return 'in_future'; end if;
  update public.case_paper p set voided_at = $7 where p.case_id = c.id and p.kind = $3 and p.voided_at is null;
  if $4 then
    insert into public.case_paper (id, case_id, kind, "on", note, recorded_at, recorded_by_id, is_demo)
    values ($2, c.id, $3, $5, $6, $7, access.account_id(), c.is_demo);
  end if;
  return 'done';
end $$;

do $$
declare
  f text; t text;
  reads constant text := $q$(province_id = any ((select access.provinces())::uuid[])
    or union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
    or enterprise_id = any ((select access.covered())::uuid[]))$q$;
begin
  foreach f in array array['case_evidence(date, timestamptz, uuid[])', 'move_case(uuid, int, uuid, public.case_move, date, jsonb)',
    'void_case_step(uuid, int, text, timestamptz)',
    'tick_case_paper(uuid, uuid, public.case_paper_kind, boolean, date, text, timestamptz)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_case()', 'cascade_case()', 'case_evidence(public.establishment_case, date, timestamptz)',
    'case_place(public.establishment_case)', 'may_move_case(public.establishment_case, public.case_move)',
    'sees_case(public.establishment_case)', 'case_moves_from(text, public.case_move)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  foreach t in array array['case_step', 'case_paper'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_case()', t);
    execute format('create policy reads on %I for select to doanhoi_app using (%s)', t, reads);
    execute format('grant select on %I to doanhoi_app', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
  end loop;
  foreach t in array array['case_step', 'case_paper', 'case_scheme'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
-- The new unit comes by a trigger, so no column is named here.
create trigger b_cascade_case after update on establishment_case for each row
  when (old.union_unit_id is distinct from new.union_unit_id or old.association_unit_id is distinct from new.association_unit_id
    or old.province_id is distinct from new.province_id) execute function upkeep.cascade_case();

-- A scheme is the organisation department's, for both lines; corrected by voiding it.
grant select, insert on case_scheme to doanhoi_app;
grant update (voided_at) on case_scheme to doanhoi_app;
create policy signed_in on case_scheme for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]));
create policy department_adds on case_scheme for insert to doanhoi_app with check (province_id = any ((select access.departments())::uuid[]));
create policy department_voids on case_scheme for update to doanhoi_app using (province_id = any ((select access.departments())::uuid[]));

-- A case is opened by its unit as it begins; from there on it is moved by its steps only.
revoke update on establishment_case from doanhoi_app;
drop policy unit_changes on establishment_case;
drop policy unit_adds on establishment_case;
create policy unit_adds on establishment_case for insert to doanhoi_app with check (
  difficulty is null and fallback_for_id is null and reported_to_party_on is null and closed_on is null
  and ((line = 'union' and union_unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and association_unit_id = any ((select access.line_units('association'))::uuid[]))));

-- What was recorded before steps were rows; the trace has it already.
alter table case_step disable trigger z_trace;
insert into case_step (id, case_id, "order", move, "on", answer, recorded_at, recorded_by_id, is_demo)
  select gen_random_uuid(), c.id, 1, 'reported', c.reported_to_party_on, 'waiting', c.recorded_at, c.recorded_by_id, c.is_demo
  from establishment_case c where c.reported_to_party_on is not null;
insert into case_step (id, case_id, "order", move, "on", reason, category, recorded_at, recorded_by_id, is_demo)
  select gen_random_uuid(), c.id, 2, 'hard', greatest(c.opened_on, c.reported_to_party_on), c.difficulty, 'other', c.recorded_at,
    c.recorded_by_id, c.is_demo from establishment_case c where length(btrim(c.difficulty)) > 0;
insert into case_step (id, case_id, "order", move, "on", reason, outcome, recorded_at, recorded_by_id, is_demo)
  select gen_random_uuid(), c.id, 3, 'closed', greatest(c.closed_on, c.opened_on, c.reported_to_party_on), c.closing_reason, 'dropped',
    c.recorded_at, c.recorded_by_id, c.is_demo from establishment_case c where length(btrim(c.closing_reason)) > 0;
alter table case_step enable trigger z_trace;
