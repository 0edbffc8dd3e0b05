-- An organisation's own plan and its report on itself (row 38): written by the organisation, noted by the level above.

CREATE TYPE "branch_paper_kind" AS ENUM ('plan', 'report');
CREATE TYPE "branch_paper_state" AS ENUM ('draft', 'sent', 'returned', 'noted');

CREATE TABLE "branch_paper" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "kind" "branch_paper_kind" NOT NULL,
    "state" "branch_paper_state" NOT NULL DEFAULT 'draft',
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "words" TEXT NOT NULL,
    "figures" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "branch_paper_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "branch_paper_step" (
    "id" UUID NOT NULL,
    "paper_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "branch_paper_state" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "branch_paper_step_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "branch_paper_branch_id_from_on_idx" ON "branch_paper"("branch_id", "from_on");
CREATE INDEX "branch_paper_unit_id_state_idx" ON "branch_paper"("unit_id", "state");
CREATE UNIQUE INDEX "branch_paper_step_paper_id_order_key" ON "branch_paper_step"("paper_id", "order");
ALTER TABLE "branch_paper" ADD CONSTRAINT "branch_paper_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "branch_paper_step" ADD CONSTRAINT "branch_paper_step_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "branch_paper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table branch_paper add constraint branch_paper_period check (to_on >= from_on);
alter table branch_paper add constraint branch_paper_figures check (figures is null or (kind = 'report' and state <> 'draft'));
alter table branch_paper add constraint branch_paper_words_nfc check (words is nfc normalized);
alter table branch_paper_step add constraint branch_paper_step_note_nfc check (note is nfc normalized);
alter table branch_paper_step add constraint branch_paper_step_returned check (state <> 'returned' or length(btrim(note)) > 0);

grant create on schema access, upkeep to doanhoi_definer;
create function upkeep.scope_of_branch_paper_step() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select p.branch_id, p.line, p.province_id, p.unit_id into new.branch_id, new.line, new.province_id, new.unit_id
  from public.branch_paper p where p.id = new.paper_id;
  return new;
end $$;
-- A unit that takes over an organisation takes over its papers.
create function upkeep.cascade_branch_to_papers() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.branch_paper x set branch_id = x.branch_id where x.branch_id = new.id;
  update public.branch_paper_step x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;
-- The level above an organisation: its unit on the line, or the đoàn cơ sở; nobody stands above the own.
create function access.notes_branch(branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.branch b where b.id = $1 and (
    b.unit_id = any ((select access.line_units(b.line))::uuid[]) or b.id = any ((select access.branches_below())::uuid[])))
$$;
-- The same table as lib/papers/rules.ts. Who sent a paper does not note it.
create function access.move_branch_paper(paper uuid, move public.branch_paper_state, note text, figures jsonb) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare p public.branch_paper; sender uuid;
begin
  select x.* into p from public.branch_paper x where x.id = $1 for update;
  if p.id is null or not (access.keeps_branch(p.branch_id) or access.notes_branch(p.branch_id)) then return 'not_found'; end if;
  if not (case $2
    when 'sent' then p.state in ('draft', 'returned') and access.keeps_branch(p.branch_id)
    when 'returned' then p.state = 'sent' and access.notes_branch(p.branch_id)
    when 'noted' then p.state = 'sent' and access.notes_branch(p.branch_id)
    else false end) then return 'not_possible'; end if;
  select s.recorded_by_id into sender from public.branch_paper_step s where s.paper_id = p.id and s.state = 'sent' order by s."order" desc limit 1;
  if $2 in ('noted', 'returned') and sender = access.account_id() then return 'own_paper'; end if;
  if $2 = 'returned' and coalesce(btrim($3), '') = '' then return 'reason_missing'; end if;
  insert into public.branch_paper_step (id, paper_id, "order", state, "on", note, recorded_by_id, is_demo)
  select gen_random_uuid(), p.id, coalesce((select max(s."order") from public.branch_paper_step s where s.paper_id = p.id), 0) + 1,
    $2, access.today(), $3, access.account_id(), p.is_demo;
  update public.branch_paper x set state = $2, version = x.version + 1,
    figures = case when $2 = 'sent' and x.kind = 'report' then $4 else x.figures end where x.id = p.id;
  return 'done';
end $$;
do $$
declare f text; t text;
begin
  foreach f in array array['notes_branch(uuid)', 'move_branch_paper(uuid, public.branch_paper_state, text, jsonb)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_branch_paper_step()', 'cascade_branch_to_papers()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on branch_paper for each row execute function upkeep.scope_of_branch();
  create trigger a_scope before insert or update on branch_paper_step for each row execute function upkeep.scope_of_branch_paper_step();
  create trigger b_cascade_papers after update of province_id, unit_id on branch for each row
    when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
    execute function upkeep.cascade_branch_to_papers();
  foreach t in array array['branch_paper', 'branch_paper_step'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
    execute format('create policy reads on %I for select to doanhoi_app using (province_id = any ((select access.provinces())::uuid[])
      or unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant insert, update (from_on, to_on, words, version) on branch_paper to doanhoi_app;
create policy keepers_add on branch_paper for insert to doanhoi_app with check (
  state = 'draft' and created_by_id = (select access.account_id()) and access.keeps_branch(branch_id));
create policy keepers_change on branch_paper for update to doanhoi_app
  using (state in ('draft', 'returned') and access.keeps_branch(branch_id));
