
CREATE TYPE "advice_category" AS ENUM ('mechanism', 'resources', 'policy', 'guidance', 'situation');

CREATE TYPE "advice_body" AS ENUM ('party_committee', 'government', 'superior_union', 'other');

CREATE TYPE "advice_state" AS ENUM ('waiting', 'more_wanted', 'agreed', 'refused');

CREATE TYPE "advice_move" AS ENUM ('no_opinion', 'more_wanted', 'supplemented', 'agreed', 'refused', 'outcome');

CREATE TABLE "advice" (
    "id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "category" "advice_category" NOT NULL,
    "body" "advice_body" NOT NULL,
    "body_name" TEXT NOT NULL,
    "document_number" TEXT,
    "sent_on" DATE NOT NULL,
    "asked" TEXT NOT NULL,
    "content" TEXT,
    "answer_by" DATE,
    "enterprise_id" UUID,
    "case_id" UUID,
    "plan_id" UUID,
    "campaign_id" UUID,
    "state" "advice_state" NOT NULL DEFAULT 'waiting',
    "waiting_since" DATE,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "advice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "advice_step" (
    "id" UUID NOT NULL,
    "advice_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "move" "advice_move" NOT NULL,
    "on" DATE NOT NULL,
    "document_number" TEXT,
    "content" TEXT,
    "granted" BIGINT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "advice_step_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "advice_unit_id_sent_on_idx" ON "advice"("unit_id", "sent_on");

CREATE INDEX "advice_province_id_sent_on_idx" ON "advice"("province_id", "sent_on");

CREATE INDEX "advice_enterprise_id_idx" ON "advice"("enterprise_id");

CREATE INDEX "advice_case_id_idx" ON "advice"("case_id");

CREATE INDEX "advice_plan_id_idx" ON "advice"("plan_id");

CREATE INDEX "advice_campaign_id_idx" ON "advice"("campaign_id");

CREATE UNIQUE INDEX "advice_step_advice_id_order_key" ON "advice_step"("advice_id", "order");

ALTER TABLE "advice" ADD CONSTRAINT "advice_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "advice" ADD CONSTRAINT "advice_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "advice" ADD CONSTRAINT "advice_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "establishment_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "advice" ADD CONSTRAINT "advice_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "advice" ADD CONSTRAINT "advice_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "survey_campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "advice_step" ADD CONSTRAINT "advice_step_advice_id_fkey" FOREIGN KEY ("advice_id") REFERENCES "advice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Reports and proposals of a unit to a Party committee or an authority, what was answered and what came of it (plan rows 36, 47, 48).
-- The paper is the unit's own: it stays with the unit that sent it. Steps are written by functions only, by the same table of moves as
-- lib/advice/rules.ts.
alter table advice add constraint advice_says check (length(btrim(asked)) > 0 and length(btrim(body_name)) > 0);
alter table advice add constraint advice_waits check ((state = 'waiting') = (waiting_since is not null));
alter table advice_step add constraint advice_step_says check (
  (move not in ('more_wanted', 'supplemented', 'refused') or length(btrim(content)) > 0)
  and (move <> 'outcome' or length(btrim(content)) > 0 or length(btrim(document_number)) > 0 or granted is not null)
  and (granted is null or (move = 'outcome' and granted > 0)));
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name in ('advice', 'advice_step') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

-- In whose name the viewer writes papers of a line: the own units; the province itself, for its department of that line.
create function access.desks(line public.org_line) returns uuid[] language sql stable security definer set search_path = '' as $$
  select coalesce(access.line_units($1), '{}') || coalesce(access.departments_on($1), '{}')
    || case when $1 = 'association' then coalesce(access.line_departments($1), '{}') else '{}' end
$$;

-- The province of whatever a unit writes.
create function upkeep.scope_of_unit_paper() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  return new;
end $$;
create function upkeep.scope_of_advice_step() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select a.line, a.province_id, a.unit_id into new.line, new.province_id, new.unit_id from public.advice a where a.id = new.advice_id;
  return new;
end $$;

-- The state after a move, or null where the move is not possible.
create function upkeep.advice_after(state public.advice_state, move public.advice_move) returns public.advice_state
language sql immutable set search_path = '' as $$
  select (case $2
    when 'no_opinion' then case when $1 = 'waiting' then 'waiting' end
    when 'more_wanted' then case when $1 = 'waiting' then 'more_wanted' end
    when 'supplemented' then case when $1 = 'more_wanted' then 'waiting' end
    when 'agreed' then case when $1 in ('waiting', 'more_wanted') then 'agreed' end
    when 'refused' then case when $1 in ('waiting', 'more_wanted') then 'refused' end
    when 'outcome' then case when $1 = 'agreed' then 'agreed' end end)::public.advice_state
$$;
-- Tells a paper's state from its standing steps, in their order.
create function upkeep.settle_advice(advice uuid) returns void language plpgsql volatile security definer set search_path = '' as $$
declare s record; stands public.advice_state := 'waiting'; since date;
begin
  select a.sent_on into since from public.advice a where a.id = $1;
  for s in select x.move, x."on" from public.advice_step x where x.advice_id = $1 and x.voided_at is null order by x."order" loop
    stands := upkeep.advice_after(stands, s.move);
    if s.move = 'supplemented' then since := s."on"; end if;
  end loop;
  update public.advice a set state = stands, waiting_since = case when stands = 'waiting' then since end where a.id = $1;
end $$;

create function access.move_advice(id uuid, advice uuid, move public.advice_move, on_day date, document_number text, content text, granted bigint)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare a public.advice; last_day date;
begin
  select x.* into a from public.advice x where x.id = $2 and x.voided_at is null for update;
  if a.id is null or not a.unit_id = any (access.desks(a.line)) then return 'not_found'; end if;
  if upkeep.advice_after(a.state, $3) is null then return 'not_possible'; end if;
  if $4 > access.today() then return 'in_future'; end if;
  select greatest(a.sent_on, max(s."on")) into last_day from public.advice_step s where s.advice_id = a.id and s.voided_at is null;
  if $4 < last_day then return 'before_last_step'; end if;
  insert into public.advice_step (id, advice_id, "order", move, "on", document_number, content, granted, recorded_by_id, is_demo)
  values ($1, a.id, coalesce((select max(s."order") from public.advice_step s where s.advice_id = a.id), 0) + 1, $3, $4, $5, $6, $7,
    access.account_id(), a.is_demo);
  perform upkeep.settle_advice(a.id);
  return 'done';
end $$;
-- Only the last one: what was said after it stood on it.
create function access.take_back_advice_step(step uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare a public.advice; s public.advice_step;
begin
  select x.* into s from public.advice_step x where x.id = $1;
  select x.* into a from public.advice x where x.id = s.advice_id and x.voided_at is null for update;
  if a.id is null or not a.unit_id = any (access.desks(a.line)) then return 'not_found'; end if;
  if $1 is distinct from (select x.id from public.advice_step x where x.advice_id = a.id and x.voided_at is null order by x."order" desc limit 1) then
    return 'not_last';
  end if;
  update public.advice_step x set voided_at = clock_timestamp() where x.id = s.id;
  perform upkeep.settle_advice(a.id);
  return 'done';
end $$;

do $$
declare f text; t text;
begin
  foreach f in array array['desks(public.org_line)', 'take_back_advice_step(uuid)',
    'move_advice(uuid, uuid, public.advice_move, date, text, text, bigint)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_unit_paper()', 'scope_of_advice_step()', 'settle_advice(uuid)',
    'advice_after(public.advice_state, public.advice_move)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on advice for each row execute function upkeep.scope_of_unit_paper();
  create trigger a_scope before insert or update on advice_step for each row execute function upkeep.scope_of_advice_step();
  foreach t in array array['advice', 'advice_step'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant insert on advice to doanhoi_app;
grant update (voided_at) on advice to doanhoi_app;

do $$
declare t text;
begin
  foreach t in array array['advice', 'advice_step'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[]))', t);
  end loop;
end $$;
do $$
declare
  desk constant text := $q$((line = 'union' and unit_id = any ((select access.desks('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.desks('association'))::uuid[])))$q$;
begin
  -- What it is about must be in sight: a stranger's id put there opens and tells nothing.
  execute format('create policy desk_adds on advice for insert to doanhoi_app with check (%s
    and recorded_by_id = (select access.account_id()) and voided_at is null and state = ''waiting'' and waiting_since = sent_on
    and (enterprise_id is null or exists (select 1 from enterprise x where x.id = enterprise_id))
    and (case_id is null or exists (select 1 from establishment_case x where x.id = case_id))
    and (plan_id is null or exists (select 1 from plan x where x.id = plan_id))
    and (campaign_id is null or exists (select 1 from survey_campaign x where x.id = campaign_id)))', desk);
  execute format('create policy desk_voids on advice for update to doanhoi_app using (voided_at is null and %1$s
    and not exists (select 1 from advice_step s where s.advice_id = advice.id and s.voided_at is null))
    with check (voided_at is not null and %1$s)', desk);
end $$;
