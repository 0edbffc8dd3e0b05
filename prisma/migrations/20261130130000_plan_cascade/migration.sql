-- A plan composed, issued, received and carried on (rows 2, 5-8, 27, 51, 56, 59, 65; V27). A draft belongs to the unit that composes
-- it; what is issued is frozen, and put right by rows beside it. Moves, receipts and obligations are rows written by functions.

CREATE TYPE "plan_state" AS ENUM ('draft', 'issued', 'dropped');

CREATE TYPE "plan_receipt" AS ENUM ('sent', 'seen', 'assigned', 'under_way');

CREATE TYPE "obligation_state" AS ENUM ('under_way', 'done');

DROP INDEX "plan_symbol_once";

ALTER TABLE "plan" ADD COLUMN     "cloned_from_id" UUID,
ADD COLUMN     "parent_id" UUID,
ADD COLUMN     "sets_goals" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "specifics" TEXT,
ADD COLUMN     "state" "plan_state" NOT NULL DEFAULT 'issued',
ADD COLUMN     "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
ALTER COLUMN "issued_on" DROP NOT NULL;

ALTER TABLE "plan_basis" ADD COLUMN     "needs_renewal" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "related_id" UUID;

ALTER TABLE "plan_task" ADD COLUMN     "source_id" UUID;

ALTER TABLE "plan_task_unit" ADD COLUMN     "due_on" DATE;

CREATE TABLE "plan_step" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "plan_state" NOT NULL,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    CONSTRAINT "plan_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plan_delivery" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "state" "plan_receipt" NOT NULL DEFAULT 'sent',
    "delivered_on" DATE NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL,
    CONSTRAINT "plan_delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plan_delivery_step" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "plan_receipt" NOT NULL,
    "on" DATE NOT NULL,
    "assignee" TEXT,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL,
    CONSTRAINT "plan_delivery_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "obligation_step" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "obligation_state" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL,
    CONSTRAINT "obligation_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plan_list_item" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "kind" "goal_kind" NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "reason" TEXT,
    "voided_at" TIMESTAMPTZ(3),
    "voided_by_id" UUID,
    "void_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    CONSTRAINT "plan_list_item_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plan_correction" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "task_id" UUID,
    "text" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "document_number" TEXT,
    "on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL,
    CONSTRAINT "plan_correction_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "directive" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "symbol_key" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "issuer" TEXT NOT NULL,
    "abstract" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "directive_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plan_task_directive" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "directive_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL,
    CONSTRAINT "plan_task_directive_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "plan_step_plan_id_order_key" ON "plan_step"("plan_id", "order");
CREATE INDEX "plan_delivery_unit_id_state_idx" ON "plan_delivery"("unit_id", "state");
CREATE UNIQUE INDEX "plan_delivery_plan_id_unit_id_key" ON "plan_delivery"("plan_id", "unit_id");
CREATE UNIQUE INDEX "plan_delivery_step_delivery_id_order_key" ON "plan_delivery_step"("delivery_id", "order");
CREATE INDEX "obligation_step_unit_id_idx" ON "obligation_step"("unit_id");
CREATE UNIQUE INDEX "obligation_step_task_id_unit_id_order_key" ON "obligation_step"("task_id", "unit_id", "order");
CREATE INDEX "plan_list_item_plan_id_kind_idx" ON "plan_list_item"("plan_id", "kind");
CREATE INDEX "plan_list_item_goal_id_idx" ON "plan_list_item"("goal_id");
CREATE INDEX "plan_correction_plan_id_idx" ON "plan_correction"("plan_id");
CREATE INDEX "plan_correction_task_id_idx" ON "plan_correction"("task_id");
CREATE INDEX "directive_province_id_idx" ON "directive"("province_id");
CREATE INDEX "plan_task_directive_task_id_idx" ON "plan_task_directive"("task_id");
CREATE INDEX "plan_task_directive_directive_id_idx" ON "plan_task_directive"("directive_id");
CREATE INDEX "plan_unit_id_idx" ON "plan"("unit_id");
CREATE INDEX "plan_parent_id_idx" ON "plan"("parent_id");
CREATE INDEX "plan_cloned_from_id_idx" ON "plan"("cloned_from_id");
CREATE INDEX "plan_basis_related_id_idx" ON "plan_basis"("related_id");
CREATE INDEX "plan_task_source_id_idx" ON "plan_task"("source_id");
ALTER TABLE "plan" ADD CONSTRAINT "plan_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan" ADD CONSTRAINT "plan_cloned_from_id_fkey" FOREIGN KEY ("cloned_from_id") REFERENCES "plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan_basis" ADD CONSTRAINT "plan_basis_related_id_fkey" FOREIGN KEY ("related_id") REFERENCES "plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan_task" ADD CONSTRAINT "plan_task_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "plan_task"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan_step" ADD CONSTRAINT "plan_step_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_delivery" ADD CONSTRAINT "plan_delivery_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_delivery" ADD CONSTRAINT "plan_delivery_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_delivery_step" ADD CONSTRAINT "plan_delivery_step_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "plan_delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "obligation_step" ADD CONSTRAINT "obligation_step_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "plan_task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "obligation_step" ADD CONSTRAINT "obligation_step_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_list_item" ADD CONSTRAINT "plan_list_item_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_list_item" ADD CONSTRAINT "plan_list_item_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_correction" ADD CONSTRAINT "plan_correction_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_correction" ADD CONSTRAINT "plan_correction_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "plan_task"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan_task_directive" ADD CONSTRAINT "plan_task_directive_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "plan_task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_task_directive" ADD CONSTRAINT "plan_task_directive_directive_id_fkey" FOREIGN KEY ("directive_id") REFERENCES "directive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- V27: a number once in its register, the unit's own of the year. A draft has no number to be taken.
create unique index plan_symbol_once on plan (unit_id, type, year, symbol_key) where state = 'issued';
-- A unit carries out a plan by one of its own, unless it dropped that.
create unique index plan_one_of_each_unit on plan (parent_id, unit_id) where state <> 'dropped';
update plan set unit_id = province_id where unit_id = '00000000-0000-0000-0000-000000000000';
alter table plan add constraint plan_unit_id_fkey foreign key (unit_id) references unit (id) on delete restrict on update cascade;
alter table plan add constraint plan_issued_whole check (state <> 'issued'
  or (issued_on is not null and number <> '' and symbol <> '' and symbol_key <> '' and signatory_name <> ''));
alter table plan add constraint plan_goals_of_province check (not sets_goals or unit_id = province_id);
alter table plan_step add constraint plan_step_dropped check (state <> 'dropped' or length(btrim(note)) > 0);
alter table plan_delivery_step add constraint plan_delivery_step_assigned check ((state = 'assigned') = (assignee is not null));
alter table plan_delivery_step add constraint plan_delivery_step_sent check (state <> 'sent');
create unique index plan_list_item_once on plan_list_item (plan_id, goal_id) where voided_at is null;
alter table plan_list_item add constraint plan_list_item_voided check ((voided_at is null) = (voided_by_id is null));
create unique index directive_symbol_once on directive (province_id, issuer, symbol_key, issued_on) where voided_at is null;
create unique index plan_task_directive_once on plan_task_directive (task_id, directive_id) where voided_at is null;
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and (table_name in ('plan_step', 'plan_delivery_step', 'obligation_step',
      'plan_list_item', 'plan_correction', 'directive') or (table_name = 'plan' and column_name = 'specifics')) loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

-- Units in whose name the viewer composes and receives plans: the own ones, and for the standing department the province (row 52).
create function access.plan_units() returns uuid[] language sql stable security definer set search_path = '' as $$
  select coalesce((select access.units()), '{}') || coalesce((select access.departments()), '{}')
$$;
-- Units whose charges the viewer answers for: besides these the departments themselves (rows 54, 55).
create function access.obliged_units() returns uuid[] language sql stable security definer set search_path = '' as $$
  select access.plan_units() || coalesce((select array_agg(distinct p.unit_id) from access.appointments() p
    where p.role in ('org_department', 'association_department')), '{}')
$$;
-- Whether the viewer may begin a plan of the unit: its own, and one that carries out another only where that was received.
create function access.may_begin_plan(unit uuid, province uuid, parent uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce($1 = any (access.plan_units()), false)
    and exists (select 1 from public.unit u where u.id = $1 and u.province_id = $2)
    and ($3 is null or exists (select 1 from public.plan_delivery d where d.plan_id = $3 and d.unit_id = $1))
$$;
create function access.composes(plan uuid, state public.plan_state) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.plan p where p.id = $1 and p.state = $2 and p.unit_id = any (access.plan_units()))
$$;
create function access.composes_task(task uuid, state public.plan_state) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.plan_task t where t.id = $1 and access.composes(t.plan_id, $2))
$$;
create function access.composes_recipient(recipient uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.plan_recipient r where r.id = $1 and access.composes(r.plan_id, 'draft'))
$$;

create function upkeep.scope_of_plan() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.unit_id = '00000000-0000-0000-0000-000000000000' then new.unit_id := new.province_id; end if;
  return new;
end $$;
-- The words of an issued paper do not change. Whoever owns the tables loads them, and stands outside of row-level security; so this
-- function must not be one of the definer's.
create function upkeep.freeze_plan() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state <> 'draft' and row_security_active('public.plan') and (old.number, old.symbol, old.symbol_key, old.type, old.title, old.year,
    old.place, old.issued_on, old.issuer, old.on_behalf_of, old.signatory_post, old.signatory_name, old.preamble, old.specifics, old.sets_goals)
    is distinct from (new.number, new.symbol, new.symbol_key, new.type, new.title, new.year, new.place, new.issued_on, new.issuer,
    new.on_behalf_of, new.signatory_post, new.signatory_name, new.preamble, new.specifics, new.sets_goals) then
    raise exception 'the paper of an issued plan is frozen' using errcode = '42501';
  end if;
  return new;
end $$;
create function upkeep.note_plan_step(plan uuid, state public.plan_state, note text) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.plan_step (id, plan_id, "order", state, note, recorded_by_id, province_id)
  select gen_random_uuid(), p.id, coalesce((select max(s."order") from public.plan_step s where s.plan_id = p.id), 0) + 1, $2, $3,
    access.account_id(), p.province_id
  from public.plan p where p.id = $1;
$$;
create function upkeep.begin_plan() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'draft' and access.account_id() is not null then perform upkeep.note_plan_step(new.id, 'draft', null); end if;
  return null;
end $$;
-- A plan is delivered to the units its recipients stand for; a department of the issuer has it without that.
create function upkeep.deliver_plan(plan uuid, recipient uuid, on_day date) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.plan_delivery (id, plan_id, unit_id, delivered_on, is_demo, province_id)
  select gen_random_uuid(), p.id, u.unit_id, $3, p.is_demo, p.province_id
  from public.plan p join public.plan_recipient r on r.plan_id = p.id join public.plan_recipient_unit u on u.recipient_id = r.id
  join public.unit_version v on v.unit_id = u.unit_id and v.valid_from <= p.issued_on and (v.valid_to is null or v.valid_to > p.issued_on)
  where p.id = $1 and p.state = 'issued' and ($2 is null or r.id = $2) and v.kind <> 'department' and u.unit_id <> p.unit_id
  on conflict (plan_id, unit_id) do nothing;
$$;
-- Of a plan loaded as it was issued: delivered on its day.
create function upkeep.deliver_loaded_plan() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform upkeep.deliver_plan(p.id, new.recipient_id, p.issued_on) from public.plan_recipient r join public.plan p on p.id = r.plan_id
  where r.id = new.recipient_id and p.state = 'issued';
  return null;
end $$;

-- Issues a draft or drops it; nothing else moves a plan. The row is held, so that of two moves at a moment one comes too late. The same
-- table as lib/composing/rules.ts.
create function access.move_plan(plan uuid, move public.plan_state, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare p public.plan;
begin
  select x.* into p from public.plan x where x.id = $1 for update;
  if p.id is null or not p.unit_id = any (access.plan_units()) then return 'not_found'; end if;
  if p.state <> 'draft' or $2 = 'draft' then return 'not_possible'; end if;
  if $2 = 'dropped' then
    if coalesce(btrim($3), '') = '' then return 'reason_missing'; end if;
  else
    if p.issued_on is null or p.number = '' or p.symbol = '' or p.symbol_key = '' or p.signatory_name = '' or p.title = ''
      or not exists (select 1 from public.plan_task t where t.plan_id = p.id) then return 'incomplete'; end if;
    if p.issued_on > access.today() then return 'in_future'; end if;
    if exists (select 1 from public.plan_basis b where b.plan_id = p.id and b.needs_renewal) then return 'bases_to_renew'; end if;
    if not exists (select 1 from public.unit_version v where v.unit_id = p.unit_id and v.valid_from <= p.issued_on
      and (v.valid_to is null or v.valid_to > p.issued_on)) then return 'unit_not_there'; end if;
    if exists (select 1 from public.plan_recipient r join public.plan_recipient_unit u on u.recipient_id = r.id
      where r.plan_id = p.id and not exists (select 1 from public.unit_version v where v.unit_id = u.unit_id
        and v.valid_from <= p.issued_on and (v.valid_to is null or v.valid_to > p.issued_on))) then return 'recipient_gone'; end if;
    if exists (select 1 from public.plan x where x.id = p.parent_id and x.issued_on > p.issued_on) then return 'before_parent'; end if;
  end if;
  update public.plan x set state = $2, version = x.version + 1, updated_at = now(),
    baseline_on = case when $2 = 'issued' then x.issued_on else x.baseline_on end where x.id = p.id;
  perform upkeep.note_plan_step(p.id, $2, $3);
  if $2 = 'issued' then perform upkeep.deliver_plan(p.id, null, access.today()); end if;
  return 'done';
end $$;

-- What the unit says of a plan it received (row 65). A step back is a step too, and says why. The same table as lib/receipts/rules.ts.
create function access.acknowledge_plan(delivery uuid, move public.plan_receipt, on_day date, assignee text, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare d public.plan_delivery; last_day date;
begin
  select x.* into d from public.plan_delivery x where x.id = $1 for update;
  if d.id is null or not d.unit_id = any (access.plan_units()) then return 'not_found'; end if;
  if not (case $2
    when 'seen' then d.state in ('sent', 'assigned', 'under_way')
    when 'assigned' then d.state in ('seen', 'assigned', 'under_way')
    when 'under_way' then d.state in ('seen', 'assigned')
    else false end) then return 'not_possible'; end if;
  if $2 = 'seen' and d.state <> 'sent' and coalesce(btrim($5), '') = '' then return 'reason_missing'; end if;
  if $2 = 'assigned' and coalesce(btrim($4), '') = '' then return 'assignee_missing'; end if;
  if $3 > access.today() then return 'in_future'; end if;
  select coalesce(max(s."on"), d.delivered_on) into last_day from public.plan_delivery_step s where s.delivery_id = d.id;
  if $3 < last_day then return 'before_last_step'; end if;
  insert into public.plan_delivery_step (id, delivery_id, "order", state, "on", assignee, note, recorded_by_id, is_demo, province_id)
  select gen_random_uuid(), d.id, coalesce((select max(s."order") from public.plan_delivery_step s where s.delivery_id = d.id), 0) + 1,
    $2, $3, case when $2 = 'assigned' then $4 end, $5, access.account_id(), d.is_demo, d.province_id;
  update public.plan_delivery x set state = $2 where x.id = d.id;
  return 'done';
end $$;

-- What a charged unit did about a clause of an issued plan. Done can be opened again; the words are the evidence, or the reason.
create function access.step_obligation(task uuid, unit uuid, move public.obligation_state, on_day date, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare p public.plan; charge public.plan_task_unit; was public.obligation_step;
begin
  select x.* into charge from public.plan_task_unit x where x.task_id = $1 and x.unit_id = $2 for update;
  select x.* into p from public.plan x join public.plan_task t on t.plan_id = x.id where t.id = $1;
  if charge.task_id is null or p.state <> 'issued' or not $2 = any (access.obliged_units()) then return 'not_found'; end if;
  select s.* into was from public.obligation_step s where s.task_id = $1 and s.unit_id = $2 order by s."order" desc limit 1;
  if $3 = 'done' and was.state = 'done' then return 'not_possible'; end if;
  if coalesce(btrim($5), '') = '' then return 'words_missing'; end if;
  if $4 > access.today() then return 'in_future'; end if;
  if $4 < greatest(p.issued_on, was."on") then return 'before_last_step'; end if;
  insert into public.obligation_step (id, task_id, unit_id, "order", state, "on", note, recorded_by_id, is_demo, province_id)
  values (gen_random_uuid(), $1, $2, coalesce(was."order", 0) + 1, $3, $4, $5, access.account_id(), p.is_demo, p.province_id);
  return 'done';
end $$;

do $$
declare f text; t text;
begin
  foreach f in array array['plan_units()', 'obliged_units()', 'may_begin_plan(uuid, uuid, uuid)', 'composes(uuid, public.plan_state)',
    'composes_task(uuid, public.plan_state)', 'composes_recipient(uuid)', 'move_plan(uuid, public.plan_state, text)',
    'acknowledge_plan(uuid, public.plan_receipt, date, text, text)', 'step_obligation(uuid, uuid, public.obligation_state, date, text)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_plan()', 'freeze_plan()', 'note_plan_step(uuid, public.plan_state, text)', 'begin_plan()',
    'deliver_plan(uuid, uuid, date)', 'deliver_loaded_plan()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  foreach t in array array['plan_step', 'plan_delivery', 'plan_delivery_step', 'obligation_step', 'plan_list_item', 'plan_correction',
    'directive', 'plan_task_directive'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select on %I to doanhoi_app, doanhoi_definer', t);
  end loop;
  create trigger a_scope before insert on plan for each row execute function upkeep.scope_of_plan();
  create trigger a_freeze before update on plan for each row execute function upkeep.freeze_plan();
  create trigger b_begin after insert on plan for each row execute function upkeep.begin_plan();
  create trigger b_deliver after insert on plan_recipient_unit for each row execute function upkeep.deliver_loaded_plan();
end $$;
grant insert on plan_step, plan_delivery, plan_delivery_step, obligation_step to doanhoi_definer;
grant update on plan, plan_delivery, plan_task_unit to doanhoi_definer;
revoke create on schema access, upkeep from doanhoi_definer;
insert into plan_delivery (id, plan_id, unit_id, delivered_on, is_demo, province_id)
select gen_random_uuid(), p.id, u.unit_id, p.issued_on, p.is_demo, p.province_id
from plan p join plan_recipient r on r.plan_id = p.id join plan_recipient_unit u on u.recipient_id = r.id
join unit_version v on v.unit_id = u.unit_id and v.valid_from <= p.issued_on and (v.valid_to is null or v.valid_to > p.issued_on)
where v.kind <> 'department' and u.unit_id <> p.unit_id on conflict do nothing;

-- Issued plans are read by whoever is signed in there, drafts by those who compose them and the standing department.
do $$
declare t text;
begin
  drop policy own_province on plan;
  create policy own_province on plan for select to doanhoi_app using (
    (state = 'issued' and province_id = any ((select access.own_provinces())::uuid[]))
    or unit_id = any ((select access.units())::uuid[]) or province_id = any ((select access.departments())::uuid[]));
  drop policy department_adds on plan;
  drop policy department_changes on plan;
  create policy composers_begin on plan for insert to doanhoi_app with check (
    state = 'draft' and access.may_begin_plan(unit_id, province_id, parent_id));
  -- Of an issued one only what is the province's to set; its words are frozen.
  create policy composers_write on plan for update to doanhoi_app using (
    (state = 'draft' and unit_id = any ((select access.plan_units())::uuid[]))
    or (state = 'issued' and unit_id = province_id and province_id = any ((select access.departments())::uuid[])));
  grant update (specifics, sets_goals) on plan to doanhoi_app;

  foreach t in array array['plan_basis', 'plan_task', 'plan_recipient', 'plan_step'] loop
    execute format('drop policy if exists own_province on %I', t);
    execute format('create policy own_province on %I for select to doanhoi_app using (
      province_id = any ((select access.own_provinces())::uuid[]) and exists (select 1 from plan p where p.id = plan_id))', t);
  end loop;
  drop policy own_province on plan_task_unit;
  create policy own_province on plan_task_unit for select to doanhoi_app using (
    province_id = any ((select access.own_provinces())::uuid[]) and exists (select 1 from plan_task x where x.id = task_id));
  drop policy own_province on plan_recipient_unit;
  create policy own_province on plan_recipient_unit for select to doanhoi_app using (
    province_id = any ((select access.own_provinces())::uuid[]) and exists (select 1 from plan_recipient x where x.id = recipient_id));

  foreach t in array array['plan_basis', 'plan_task', 'plan_recipient'] loop
    execute format('grant insert, update, delete on %I to doanhoi_app', t);
    execute format('create policy composers_add on %1$I for insert to doanhoi_app with check (access.composes(plan_id, ''draft'')
      and exists (select 1 from plan p where p.id = plan_id and p.province_id = %1$I.province_id))', t);
    execute format('create policy composers_change on %1$I for update to doanhoi_app using (access.composes(plan_id, ''draft''))
      with check (access.composes(plan_id, ''draft'') and exists (select 1 from plan p where p.id = plan_id and p.province_id = %1$I.province_id))', t);
    execute format('create policy composers_remove on %I for delete to doanhoi_app using (access.composes(plan_id, ''draft''))', t);
  end loop;
  grant insert, delete on plan_task_unit, plan_recipient_unit to doanhoi_app;
  create policy composers_add on plan_task_unit for insert to doanhoi_app with check (access.composes_task(task_id, 'draft')
    and exists (select 1 from unit u where u.id = unit_id and u.province_id = plan_task_unit.province_id));
  create policy composers_remove on plan_task_unit for delete to doanhoi_app using (access.composes_task(task_id, 'draft'));
  create policy composers_add on plan_recipient_unit for insert to doanhoi_app with check (access.composes_recipient(recipient_id)
    and exists (select 1 from unit u where u.id = unit_id and u.province_id = plan_recipient_unit.province_id));
  create policy composers_remove on plan_recipient_unit for delete to doanhoi_app using (access.composes_recipient(recipient_id));
end $$;

-- How far each unit is: read by the province and by the unit itself.
do $$
declare t text;
begin
  foreach t in array array['plan_delivery', 'obligation_step', 'plan_list_item'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[]))', t);
  end loop;
end $$;
create policy reads on plan_delivery_step for select to doanhoi_app using (exists (select 1 from plan_delivery d where d.id = delivery_id));

-- The lists of a unit's own plan: freely while it is a draft, with a reason once it is issued; of goals the unit answers for.
grant insert, update (voided_at, voided_by_id, void_reason) on plan_list_item to doanhoi_app;
create policy composers_add on plan_list_item for insert to doanhoi_app with check (
  voided_at is null and recorded_by_id = (select access.account_id()) and unit_id = any ((select access.units())::uuid[])
  and exists (select 1 from plan p where p.id = plan_id and p.unit_id = plan_list_item.unit_id and p.province_id = plan_list_item.province_id
    and (p.state = 'draft' or (p.state = 'issued' and length(btrim(reason)) > 0)))
  and exists (select 1 from goal g where g.id = goal_id and plan_list_item.unit_id in (g.union_unit_id, g.association_unit_id)));
create policy composers_void on plan_list_item for update to doanhoi_app
  using (voided_at is null and unit_id = any ((select access.units())::uuid[])
    and exists (select 1 from plan p where p.id = plan_id and p.state in ('draft', 'issued')))
  with check (voided_at is not null and voided_by_id = (select access.account_id()) and unit_id = any ((select access.units())::uuid[])
    and exists (select 1 from plan p where p.id = plan_id and (p.state = 'draft' or length(btrim(void_reason)) > 0)));

create policy own_province on plan_correction for select to doanhoi_app using (
  province_id = any ((select access.own_provinces())::uuid[]) and exists (select 1 from plan p where p.id = plan_id));
create policy composers_correct on plan_correction for insert to doanhoi_app with check (
  recorded_by_id = (select access.account_id()) and access.composes(plan_id, 'issued')
  and exists (select 1 from plan p where p.id = plan_id and p.province_id = plan_correction.province_id)
  and (task_id is null or exists (select 1 from plan_task t where t.id = task_id and t.plan_id = plan_correction.plan_id)));
grant insert on plan_correction to doanhoi_app;

create policy own_province on directive for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]));
create policy department_adds on directive for insert to doanhoi_app with check (
  voided_at is null and recorded_by_id = (select access.account_id()) and province_id = any ((select access.departments())::uuid[]));
create policy department_voids on directive for update to doanhoi_app
  using (voided_at is null and province_id = any ((select access.departments())::uuid[]))
  with check (voided_at is not null and province_id = any ((select access.departments())::uuid[]));
create policy own_province on plan_task_directive for select to doanhoi_app using (
  province_id = any ((select access.own_provinces())::uuid[]) and exists (select 1 from plan_task t where t.id = task_id));
create policy composers_trace on plan_task_directive for insert to doanhoi_app with check (
  voided_at is null and recorded_by_id = (select access.account_id())
  and (access.composes_task(task_id, 'draft') or access.composes_task(task_id, 'issued'))
  and exists (select 1 from directive d where d.id = directive_id and d.province_id = plan_task_directive.province_id));
create policy composers_void on plan_task_directive for update to doanhoi_app
  using (voided_at is null and (access.composes_task(task_id, 'draft') or access.composes_task(task_id, 'issued')))
  with check (voided_at is not null and (access.composes_task(task_id, 'draft') or access.composes_task(task_id, 'issued')));
grant insert, update (voided_at) on directive, plan_task_directive to doanhoi_app;
