-- The personal-data law (domain.md §8): texts, clocks, why each person's data may be processed, what people ask about their
-- own data, erasing, keeping, exports and breaches. What the law counts in days is counted on the real calendar, never
-- on a demo's business date.
CREATE TYPE "privacy_text_kind" AS ENUM ('notice', 'consent', 'guardian_consent', 'breach_notice');

CREATE TYPE "clock_unit" AS ENUM ('hours', 'days', 'working_days', 'months');

CREATE TYPE "basis_kind" AS ENUM ('consent', 'legal');

CREATE TYPE "consent_how" AS ENUM ('signed_paper', 'in_person', 'electronic');

CREATE TYPE "basis_end" AS ENUM ('withdrawn', 'replaced', 'mistaken');

CREATE TYPE "data_request_kind" AS ENUM ('access', 'edit', 'withdraw', 'delete', 'restrict', 'object', 'complain');

CREATE TYPE "data_request_how" AS ENUM ('in_person', 'letter', 'phone', 'electronic');

CREATE TYPE "data_request_step_kind" AS ENUM ('acknowledged', 'extended', 'answered', 'refused');

CREATE TYPE "erasure_state" AS ENUM ('proposed', 'done', 'refused');

CREATE TYPE "retention_class" AS ENUM ('closed_case', 'ex_member', 'returned_survey', 'sign_in_attempt', 'ended_session', 'command_receipt', 'person_export', 'answered_request');

CREATE TYPE "retention_state" AS ENUM ('proposed', 'executed', 'refused');

CREATE TABLE "privacy_text" (
    "id" UUID NOT NULL,
    "province_id" UUID,
    "kind" "privacy_text_kind" NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "privacy_text_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "privacy_contact" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "email" TEXT,
    "address" TEXT,
    "valid_from" DATE NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "privacy_contact_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "privacy_clock" (
    "id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "unit" "clock_unit" NOT NULL,
    "source" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "privacy_clock_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "public_holiday" (
    "id" UUID NOT NULL,
    "province_id" UUID,
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "public_holiday_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "privacy_purpose" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "help" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "recipients" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "is_sample" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "privacy_purpose_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "privacy_basis" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" "basis_kind" NOT NULL,
    "text_id" UUID,
    "how" "consent_how",
    "guardian_name" TEXT,
    "guardian_relation" TEXT,
    "ground" TEXT,
    "article" TEXT,
    "evidence" TEXT NOT NULL,
    "given_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_on" DATE,
    "end_kind" "basis_end",
    "end_reason" TEXT,
    "ended_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_basis_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "data_request" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "number" TEXT NOT NULL DEFAULT '',
    "kind" "data_request_kind" NOT NULL,
    "person_id" UUID,
    "subject_name" TEXT,
    "contact" TEXT,
    "received_on" DATE NOT NULL,
    "how" "data_request_how" NOT NULL,
    "content" TEXT NOT NULL,
    "has_third_party" BOOLEAN NOT NULL DEFAULT false,
    "unit_id" UUID,
    "branch_id" UUID,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "data_request_step" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" "data_request_step_kind" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_request_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "state" "erasure_state" NOT NULL DEFAULT 'proposed',
    "reason" TEXT NOT NULL,
    "shown_name" TEXT NOT NULL,
    "shown_key" TEXT NOT NULL,
    "shown_sort_key" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "keep_order" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "article" TEXT NOT NULL,
    "until" DATE,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_by_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "keep_order_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "retention_rule" (
    "id" UUID NOT NULL,
    "province_id" UUID,
    "class" "retention_class" NOT NULL,
    "months" INTEGER,
    "must_keep" BOOLEAN NOT NULL DEFAULT false,
    "basis" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "retention_rule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "retention_proposal" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "class" "retention_class" NOT NULL,
    "before" DATE NOT NULL,
    "due" INTEGER NOT NULL,
    "state" "retention_state" NOT NULL DEFAULT 'proposed',
    "proposed_by_id" UUID,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,
    "executed_count" INTEGER,
    "shown_name" TEXT,
    "shown_key" TEXT,
    "shown_sort_key" TEXT,

    CONSTRAINT "retention_proposal_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "person_export" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_export_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "breach" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "number" TEXT NOT NULL DEFAULT '',
    "discovered_at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "measures" TEXT,
    "notice_draft" TEXT,
    "notified_at" TIMESTAMPTZ(3),
    "notified_to" TEXT,
    "late_reason" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "breach_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "privacy_text_province_id_idx" ON "privacy_text"("province_id");


CREATE INDEX "public_holiday_province_id_idx" ON "public_holiday"("province_id");

CREATE INDEX "privacy_basis_person_id_idx" ON "privacy_basis"("person_id");

CREATE INDEX "privacy_basis_text_id_idx" ON "privacy_basis"("text_id");

CREATE INDEX "data_request_person_id_idx" ON "data_request"("person_id");

CREATE INDEX "data_request_unit_id_idx" ON "data_request"("unit_id");

CREATE INDEX "data_request_branch_id_idx" ON "data_request"("branch_id");

CREATE UNIQUE INDEX "data_request_province_id_number_key" ON "data_request"("province_id", "number");

CREATE INDEX "data_request_step_request_id_idx" ON "data_request_step"("request_id");

CREATE INDEX "erasure_person_id_idx" ON "erasure"("person_id");

CREATE INDEX "erasure_request_id_idx" ON "erasure"("request_id");

CREATE INDEX "erasure_province_id_idx" ON "erasure"("province_id");

CREATE INDEX "keep_order_person_id_idx" ON "keep_order"("person_id");

CREATE INDEX "keep_order_province_id_idx" ON "keep_order"("province_id");

CREATE INDEX "retention_rule_province_id_idx" ON "retention_rule"("province_id");

CREATE INDEX "retention_proposal_province_id_idx" ON "retention_proposal"("province_id");

CREATE INDEX "person_export_person_id_idx" ON "person_export"("person_id");

CREATE INDEX "person_export_province_id_idx" ON "person_export"("province_id");

CREATE UNIQUE INDEX "breach_province_id_number_key" ON "breach"("province_id", "number");

ALTER TABLE "privacy_basis" ADD CONSTRAINT "privacy_basis_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "privacy_basis" ADD CONSTRAINT "privacy_basis_text_id_fkey" FOREIGN KEY ("text_id") REFERENCES "privacy_text"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "data_request" ADD CONSTRAINT "data_request_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "data_request_step" ADD CONSTRAINT "data_request_step_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "erasure" ADD CONSTRAINT "erasure_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "erasure" ADD CONSTRAINT "erasure_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "keep_order" ADD CONSTRAINT "keep_order_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "person_export" ADD CONSTRAINT "person_export_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "erased_person" (
    "person_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "shown_name" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_person_pkey" PRIMARY KEY ("person_id")
);
CREATE INDEX "erased_person_province_id_idx" ON "erased_person"("province_id");

-- What the rows promise of themselves.
create unique index privacy_text_sample_one_a_day on privacy_text (kind, valid_from) where province_id is null;
create unique index privacy_text_one_a_day on privacy_text (province_id, kind, valid_from) where province_id is not null;
create unique index "privacy_contact_province_id_valid_from_key" on privacy_contact (province_id, valid_from);
create unique index retention_rule_one_a_day on retention_rule (province_id, class, valid_from) where province_id is not null;
create unique index public_holiday_once on public_holiday (province_id, day) where province_id is not null and removed_at is null;
alter table privacy_clock add constraint privacy_clock_no_overlap exclude using gist (duty with =, daterange(valid_from, valid_to) with &&);
alter table privacy_purpose add constraint privacy_purpose_no_overlap exclude using gist (code with =, daterange(valid_from, valid_to) with &&);
alter table privacy_clock add constraint privacy_clock_positive check (amount > 0);
-- One standing basis for a person and purpose; a consent names the text that was consented to and how.
create unique index privacy_basis_one_open on privacy_basis (person_id, purpose) where ended_on is null;
alter table privacy_basis add constraint privacy_basis_whole check (
  (kind = 'consent') = (text_id is not null) and (kind = 'consent') = (how is not null)
  and (kind = 'legal') = (ground is not null) and (kind = 'legal') = (article is not null)
  and (guardian_name is null) = (guardian_relation is null) and (guardian_name is null or kind = 'consent'));
alter table privacy_basis add constraint privacy_basis_ending check ((ended_on is null) = (end_kind is null)
  and (ended_on is null) = (ended_by_id is null) and (ended_on is null) = (ended_at is null) and (ended_on is null or ended_on >= given_on));
alter table data_request add constraint data_request_has_subject check (person_id is not null or subject_name is not null);
-- Each step once; an answer or a refusal is the end.
create unique index data_request_step_once on data_request_step (request_id, kind) where kind in ('acknowledged', 'extended');
create unique index data_request_step_one_end on data_request_step (request_id) where kind in ('answered', 'refused');
create unique index erasure_one_open on erasure (person_id) where state = 'proposed';
alter table erasure add constraint erasure_by_two check ((state = 'proposed') = (decided_by_id is null)
  and (state = 'proposed') = (decided_at is null) and decided_by_id is distinct from proposed_by_id);
create unique index retention_proposal_one_open on retention_proposal (province_id, class) where state = 'proposed';
alter table retention_proposal add constraint retention_proposal_by_two check ((state = 'proposed') = (decided_by_id is null)
  and (decided_by_id is null or decided_by_id is distinct from proposed_by_id));
alter table breach add constraint breach_notified_whole check ((notified_at is null) = (notified_to is null) and (notified_at is null or notified_at >= discovered_at));

do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name in ('privacy_text', 'privacy_contact', 'privacy_clock',
      'public_holiday', 'privacy_purpose', 'privacy_basis', 'data_request', 'data_request_step', 'erasure', 'keep_order',
      'retention_rule', 'retention_proposal', 'person_export', 'breach', 'erased_person')
    order by table_name, ordinal_position loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

create function access.law_today() returns date language sql stable set search_path = '' as $$
  select (now() at time zone 'Asia/Ho_Chi_Minh')::date
$$;

-- Provinces whose data-protection desk the viewer sits at: the organisation department, appointed for both lines, because a
-- person's data does not end where a line does.
create function access.privacy_desks() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments() where role = 'org_department' and line = 'both'
$$;

-- Numbers run within a province and year, one after another.
create function upkeep.number_privacy() returns trigger language plpgsql security definer set search_path = '' as $$
declare in_year text; used int;
begin
  if tg_table_name = 'breach' then
    in_year := to_char(new.discovered_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY');
  else
    in_year := to_char(new.received_on, 'YYYY');
  end if;
  perform pg_advisory_xact_lock(7310, hashtext(tg_table_name || new.province_id || in_year));
  execute format('select max(split_part(number, ''/'', 1)::int) from public.%I where province_id = $1 and split_part(number, ''/'', 2) = $2', tg_table_name)
    into used using new.province_id, in_year;
  new.number := coalesce(used, 0) + 1 || '/' || in_year;
  return new;
end $$;

-- What stands against erasing a person's record: the name of the obstacle, or nothing.
create function upkeep.keep_reason(person uuid) returns text language sql stable security definer set search_path = '' as $$
  select case
    when exists (select 1 from public.erased_person e where e.person_id = $1) then 'already_erased'
    when exists (select 1 from public.keep_order k where k.person_id = $1 and k.lifted_at is null
      and (k.until is null or k.until >= access.law_today())) then 'keep_order'
    when exists (select 1 from public.membership m where m.person_id = $1 and m.voided_at is null and m.valid_to is null) then 'still_member'
    when exists (select 1 from public.post p where p.person_id = $1 and p.voided_at is null and p.valid_to is null) then 'still_in_post'
    when exists (select 1 from public.admission a where a.person_id = $1 and a.state = 'proposed') then 'admission_open'
    when exists (select 1 from public.membership m
      cross join lateral (select r.months, r.must_keep from public.retention_rule r
        where r.class = 'ex_member' and r.valid_from <= access.law_today() and (r.province_id is null or r.province_id = m.province_id)
        order by (r.province_id is not null) desc, r.valid_from desc limit 1) rule
      where m.person_id = $1 and m.voided_at is null and rule.must_keep and rule.months is not null
        and m.valid_to + make_interval(months => rule.months) > access.law_today()) then 'must_keep'
  end
$$;

-- Makes a record nobody's. Called only from triggers, where derived writes leave no copy of the old values in the trace.
-- Rows stay, so that every count stays: of the birth only the year, of the texts only that there was one.
create function upkeep.anonymise_person(person uuid, province uuid, shown_name text, shown_key text, shown_sort_key text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare old_name text; gone constant text := 'Đã xoá';
begin
  select p.full_name into old_name from public.person p where p.id = $1 for update;
  update public.person p set full_name = $3, search_key = $4, sort_key = $5, phone = null, area_id = null, education = null,
    occupation = null, birth_date = date_trunc('year', p.birth_date)::date,
    birth_precision = case when p.birth_date is null then null else 'year'::public.date_precision end,
    version = p.version + 1, updated_at = now() where p.id = $1;
  update public.membership m set card_number = null, end_reason = case when m.end_reason is not null then gone end where m.person_id = $1;
  update public.admission a set note = null, decision_reason = case when a.decision_reason is not null then gone end where a.person_id = $1;
  update public.post p set exception_reason = case when p.exception_reason is not null then gone end where p.person_id = $1;
  update public.override_request o set subject = replace(o.subject, old_name, $3), reason = replace(o.reason, old_name, $3),
    decision_note = replace(o.decision_note, old_name, $3)
  where position(old_name in concat_ws(' ', o.subject, o.reason, o.decision_note)) > 0
    and (o.branch_id in (select s.branch_id from public.person_scope s where s.person_id = $1));
  update public.privacy_basis b set evidence = gone, guardian_name = case when b.guardian_name is not null then gone end,
    guardian_relation = case when b.guardian_relation is not null then gone end,
    end_reason = coalesce(gone, b.end_reason), ended_on = coalesce(b.ended_on, greatest(access.law_today(), b.given_on)),
    end_kind = coalesce(b.end_kind, 'withdrawn'), ended_by_id = coalesce(b.ended_by_id, access.account_id(), b.recorded_by_id),
    ended_at = coalesce(b.ended_at, now()) where b.person_id = $1;
  update public.data_request_step s set note = gone where s.request_id in (select q.id from public.data_request q where q.person_id = $1);
  update public.data_request q set subject_name = null, contact = null, content = gone where q.person_id = $1;
  update public.person_export x set reason = gone where x.person_id = $1;
  update public.keep_order k set reason = gone where k.person_id = $1;
  delete from public.person_sensitive s where s.person_id = $1;
  insert into public.erased_person (person_id, province_id, shown_name) values ($1, $2, $3);
end $$;

create function upkeep.carry_out_erasure() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.state <> 'proposed' or new.state <> 'done' then return null; end if;
  if not access.proved() or new.decided_by_id is distinct from access.account_id() then
    raise exception 'an erasure is decided by somebody who proved who they are' using errcode = '42501';
  end if;
  if upkeep.keep_reason(new.person_id) is not null then
    raise exception 'erasure_must_keep: %', upkeep.keep_reason(new.person_id) using errcode = '23514', constraint = 'erasure_must_keep';
  end if;
  perform upkeep.anonymise_person(new.person_id, new.province_id, new.shown_name, new.shown_key, new.shown_sort_key);
  return null;
end $$;

-- What is due in a class: everything that ended before a day.
create function upkeep.retention_due(province uuid, class public.retention_class, before date)
returns table (id uuid, label text, ended_on date) language plpgsql stable security definer set search_path = '' as $$
begin
  case $2
    when 'closed_case' then return query
      select c.id, e.name, c.closed_on from public.establishment_case c join public.enterprise e on e.id = c.enterprise_id
      where c.province_id = $1 and c.closed_on < $3;
    when 'ex_member' then return query
      select p.id, p.full_name, max(m.valid_to) from public.person p join public.membership m on m.person_id = p.id and m.voided_at is null
      where upkeep.keep_reason(p.id) is null and not exists (
        select 1 from public.person_scope s where s.person_id = p.id and s.province_id <> $1)
        and m.province_id = $1 group by p.id having max(m.valid_to) < $3;
    when 'returned_survey' then return query
      select s.id, e.name, max(v.at)::date from public.survey s join public.enterprise e on e.id = s.enterprise_id
      join public.survey_event v on v.survey_id = s.id
      where s.province_id = $1 and s.state = 'returned' group by s.id, e.name having max(v.at) < $3;
    when 'sign_in_attempt' then return query
      select a.id, 'lần đăng nhập', a.at::date from public.sign_in_attempt a where a.at < $3 and (a.account_id is null
        or exists (select 1 from public.appointment p where p.account_id = a.account_id and p.province_id = $1));
    when 'ended_session' then return query
      select s.id, 'phiên đăng nhập', coalesce(s.revoked_at, s.expires_at)::date from public.session s
      where coalesce(s.revoked_at, s.expires_at) < least($3, now())
        and exists (select 1 from public.appointment p where p.account_id = s.account_id and p.province_id = $1);
    when 'command_receipt' then return query
      select r.request_id, r.command, r.at::date from public.command_receipt r where r.at < $3
        and exists (select 1 from public.appointment p where p.account_id = r.account_id and p.province_id = $1);
    when 'person_export' then return query
      select x.id, 'bản xuất dữ liệu', x.created_at::date from public.person_export x where x.province_id = $1 and x.created_at < $3;
    when 'answered_request' then return query
      select q.id, q.number, s."on" from public.data_request q
      join public.data_request_step s on s.request_id = q.id and s.kind in ('answered', 'refused')
      where q.province_id = $1 and s."on" < $3 and q.content <> 'Đã xoá';
  end case;
end $$;

create function access.retention_due(province uuid, class public.retention_class, before date)
returns table (id uuid, label text, ended_on date) language sql stable security definer set search_path = '' as $$
  select d.* from upkeep.retention_due($1, $2, $3) d
  where $1 = any ((select access.privacy_desks())::uuid[]) order by d.ended_on, d.id limit 500
$$;

-- Finds what is due by the rules in force and writes it down for somebody to decide; a class that waits is left alone.
create function upkeep.propose_retention(province uuid, proposer uuid) returns int language plpgsql volatile security definer set search_path = '' as $$
declare rule record; counted int; latest date; written int := 0;
begin
  for rule in select distinct on (r.class) r.class, r.months from public.retention_rule r
    where r.valid_from <= access.law_today() and (r.province_id is null or r.province_id = $1)
    order by r.class, (r.province_id is not null) desc, r.valid_from desc loop
    continue when rule.months is null;
    latest := (access.law_today() - make_interval(months => rule.months))::date;
    select count(*) into counted from upkeep.retention_due($1, rule.class, latest);
    continue when counted = 0;
    insert into public.retention_proposal (id, province_id, class, before, due, proposed_by_id)
    values (gen_random_uuid(), $1, rule.class, latest, counted, $2)
    on conflict (province_id, class) where state = 'proposed' do nothing;
    if found then written := written + 1; end if;
  end loop;
  return written;
end $$;
create function access.propose_retention(province uuid) returns int language plpgsql volatile security definer set search_path = '' as $$
begin
  if not coalesce($1 = any (access.privacy_desks()), false) then return null; end if;
  return upkeep.propose_retention($1, access.account_id());
end $$;

-- Cases and returned surveys are only listed: they are a goal's evidence, and somebody goes through them one by one.
create function upkeep.carry_out_retention() returns trigger language plpgsql security definer set search_path = '' as $$
declare due record; done int := 0;
begin
  if old.state <> 'proposed' or new.state <> 'executed' then return new; end if;
  if not access.proved() or new.decided_by_id is distinct from access.account_id() then
    raise exception 'deleting is decided by somebody who proved who they are' using errcode = '42501';
  end if;
  if new.class in ('closed_case', 'returned_survey') then
    raise exception 'retention_only_listed' using errcode = '23514', constraint = 'retention_only_listed';
  end if;
  for due in select * from upkeep.retention_due(new.province_id, new.class, new.before) loop
    case new.class
      when 'ex_member' then
        perform upkeep.anonymise_person(due.id, new.province_id, new.shown_name, new.shown_key, new.shown_sort_key);
      when 'sign_in_attempt' then delete from public.sign_in_attempt a where a.id = due.id;
      when 'ended_session' then delete from public.session s where s.id = due.id;
      when 'command_receipt' then delete from public.command_receipt r where r.request_id = due.id and r.at < new.before;
      when 'person_export' then delete from public.person_export x where x.id = due.id;
      when 'answered_request' then
        update public.data_request q set subject_name = case when q.person_id is null then 'Đã xoá' end, contact = null, content = 'Đã xoá' where q.id = due.id;
        update public.data_request_step s set note = 'Đã xoá' where s.request_id = due.id;
    end case;
    done := done + 1;
  end loop;
  new.executed_count := done;
  return new;
end $$;

-- Everything the register holds about the person of an export, by table: for whoever asked for it, within the hour. A test
-- compares the keys with the tables that hold a person's id. What is encrypted or proves a session is not in it.
create function access.person_dossier(export uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  asked public.person_export; here uuid[] := access.privacy_desks();
  hidden constant text[] := array['search_key', 'sort_key', 'shown_key', 'shown_sort_key', 'cipher', 'nonce', 'identity_cipher',
    'identity_hash', 'key_hash', 'keyed_hash'];
begin
  select x.* into asked from public.person_export x where x.id = $1 and x.created_by_id = access.account_id()
    and x.created_at > now() - interval '1 hour' and x.province_id = any (here);
  if asked.id is null then return null; end if;
  return jsonb_build_object(
    'person', (select jsonb_agg(to_jsonb(t) - hidden) from public.person t where t.id = asked.person_id),
    'person_scope', (select jsonb_agg(to_jsonb(t) - hidden) from public.person_scope t where t.person_id = asked.person_id and t.province_id = any (here)),
    'person_sensitive', (select jsonb_agg(to_jsonb(t) - hidden) from public.person_sensitive t where t.person_id = asked.person_id),
    'membership', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.membership t where t.person_id = asked.person_id and t.province_id = any (here)),
    'admission', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.admission t where t.person_id = asked.person_id and t.province_id = any (here)),
    'post', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.post t where t.person_id = asked.person_id and t.province_id = any (here)),
    'privacy_basis', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.privacy_basis t where t.person_id = asked.person_id),
    'data_request', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.data_request t where t.person_id = asked.person_id and t.province_id = any (here)),
    'erasure', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.erasure t where t.person_id = asked.person_id and t.province_id = any (here)),
    'erased_person', (select jsonb_agg(to_jsonb(t) - hidden) from public.erased_person t where t.person_id = asked.person_id),
    'keep_order', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.keep_order t where t.person_id = asked.person_id and t.province_id = any (here)),
    'person_export', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.person_export t where t.person_id = asked.person_id and t.province_id = any (here)),
    'audit_entry', (select jsonb_agg(jsonb_build_object('at', t.at, 'deed', t.deed, 'table_name', t.table_name, 'operation', t.operation,
        'reason', t.reason, 'before', t.before - hidden, 'after', t.after - hidden) order by t.id)
      from public.audit_entry t where t.person_id = asked.person_id and (t.province_id is null or t.province_id = any (here))
        and not exists (select 1 from public.erased_person e where e.person_id = asked.person_id)));
end $$;

-- Whom a breach may have touched: members of a unit or an organisation, the person of an export, or everybody whose record
-- an account read or wrote in a time. Only in the provinces of the one who asks.
create function access.breach_affected(place text, id uuid, since timestamptz, until timestamptz)
returns table (person_id uuid, full_name text) language sql stable security definer set search_path = '' as $$
  select p.id, p.full_name from public.person p
  where exists (select 1 from public.person_scope s where s.person_id = p.id and s.province_id = any ((select access.privacy_desks())::uuid[])
      and ($1 <> 'unit' or s.unit_id = $2) and ($1 <> 'branch' or s.branch_id = $2))
    and case $1
      when 'unit' then true
      when 'branch' then true
      when 'export' then p.id = (select x.person_id from public.person_export x where x.id = $2)
      when 'account' then exists (select 1 from public.audit_entry e where e.person_id = p.id and e.account_id = $2 and e.at >= $3 and e.at < $4)
      else false end
  order by p.sort_key, p.id limit 5000
$$;

-- What everybody may read, signed in or not: each living province's notice in force and whom to turn to.
create function access.privacy_notice() returns table (province_id uuid, province text, is_demo boolean, title text, body text, basis text,
  version int, valid_from date, is_sample boolean, contact_name text, contact_phone text, contact_email text, contact_address text)
language sql stable security definer set search_path = '' as $$
  select u.id, v.name, u.is_demo, t.title, t.body, t.basis, t.version, t.valid_from, t.is_sample, c.name, c.phone, c.email, c.address
  from public.unit u
  join public.unit_version v on v.unit_id = u.id and v.kind = 'province' and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())
  left join lateral (select x.* from public.privacy_text x where x.kind = 'notice' and x.valid_from <= access.law_today()
    and (x.province_id is null or x.province_id = u.id) order by (x.province_id is not null) desc, x.valid_from desc limit 1) t on true
  left join lateral (select x.* from public.privacy_contact x where x.province_id = u.id and x.valid_from <= access.law_today()
    order by x.valid_from desc limit 1) c on true
  order by u.is_demo, v.sort_key
$$;

create function access.keep_reason(person uuid) returns text language sql stable security definer set search_path = '' as $$
  select upkeep.keep_reason($1) where exists (select 1 from public.person_scope s where s.person_id = $1
    and s.province_id = any ((select access.privacy_desks())::uuid[]))
$$;

-- Whose records were erased, of those the viewer's departments or the viewer's own people: asked by the policy on the trace.
create function access.erased() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(e.person_id) from public.erased_person e
$$;

do $$
declare f text;
begin
  foreach f in array array['access.law_today()', 'access.privacy_desks()', 'access.retention_due(uuid, public.retention_class, date)', 'access.propose_retention(uuid)',
    'access.person_dossier(uuid)', 'access.breach_affected(text, uuid, timestamptz, timestamptz)', 'access.privacy_notice()',
    'access.keep_reason(uuid)', 'access.erased()'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['upkeep.number_privacy()', 'upkeep.keep_reason(uuid)',
    'upkeep.anonymise_person(uuid, uuid, text, text, text)', 'upkeep.carry_out_erasure()', 'upkeep.carry_out_retention()',
    'upkeep.retention_due(uuid, public.retention_class, date)', 'upkeep.propose_retention(uuid, uuid)'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
-- The job runs as the owner of the tables, like the other commands.
grant execute on function upkeep.propose_retention(uuid, uuid) to current_user;
revoke create on schema access, upkeep from doanhoi_definer;

do $$
declare t text;
begin
  foreach t in array array['privacy_text', 'privacy_contact', 'privacy_clock', 'public_holiday', 'privacy_purpose', 'privacy_basis',
    'data_request', 'data_request_step', 'erasure', 'keep_order', 'retention_rule', 'retention_proposal', 'person_export', 'breach',
    'erased_person'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('grant select on %I to doanhoi_app, doanhoi_definer', t);
  end loop;
end $$;
create trigger a_number before insert on data_request for each row execute function upkeep.number_privacy();
create trigger a_number before insert on breach for each row execute function upkeep.number_privacy();
create trigger b_erase after update on erasure for each row execute function upkeep.carry_out_erasure();
create trigger b_retain before update on retention_proposal for each row execute function upkeep.carry_out_retention();

grant insert on privacy_text, privacy_contact, public_holiday, privacy_basis, data_request, data_request_step, erasure, keep_order,
  retention_rule, person_export, breach to doanhoi_app;
grant update (removed_at) on public_holiday to doanhoi_app;
grant update (ended_on, end_kind, end_reason, ended_by_id, ended_at) on privacy_basis to doanhoi_app;
grant update (state, decided_by_id, decided_at, decision_note) on erasure to doanhoi_app;
grant update (lifted_by_id, lifted_at) on keep_order to doanhoi_app;
grant update (state, decided_by_id, decided_at, decision_note, shown_name, shown_key, shown_sort_key) on retention_proposal to doanhoi_app;
grant update (measures, notice_draft, notified_at, notified_to, late_reason, version) on breach to doanhoi_app;
grant insert on erased_person, retention_proposal to doanhoi_definer;
grant update on person, privacy_basis, data_request, data_request_step, person_export, keep_order to doanhoi_definer;
grant delete on session, command_receipt, person_export, person_sensitive to doanhoi_definer;

do $$
declare t text;
begin
  -- Nothing in them is about anybody; the program asks for its own province's.
  foreach t in array array['privacy_clock', 'privacy_purpose', 'privacy_text', 'public_holiday', 'retention_rule'] loop
    execute format('create policy signed_in on %I for select to doanhoi_app using ((select access.account_id()) is not null)', t);
  end loop;
  create policy own_province on privacy_contact for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]));
  foreach t in array array['privacy_text', 'privacy_contact', 'public_holiday', 'retention_rule'] loop
    execute format('create policy department_adds on %I for insert to doanhoi_app with check (
      province_id = any ((select access.privacy_desks())::uuid[]) and created_by_id = (select access.account_id()))', t);
  end loop;
  foreach t in array array['erasure', 'keep_order', 'retention_proposal', 'person_export', 'breach'] loop
    execute format('create policy department on %I for select to doanhoi_app using (province_id = any ((select access.privacy_desks())::uuid[]))', t);
  end loop;
end $$;
create policy department_removes on public_holiday for update to doanhoi_app
  using (province_id = any ((select access.privacy_desks())::uuid[])) with check (removed_at is not null);

-- Why somebody's data may be processed: seen as the person is seen, written by whoever keeps the person's record; ended by
-- them or by the department, which answers withdrawals.
create policy in_sight on privacy_basis for select to doanhoi_app using (exists (select 1 from person p where p.id = person_id));
create policy steward_adds on privacy_basis for insert to doanhoi_app with check (recorded_by_id = (select access.account_id())
  and ended_on is null and exists (select 1 from person_scope s where s.person_id = privacy_basis.person_id and access.keeps_branch(s.branch_id)));
create policy ends on privacy_basis for update to doanhoi_app
  using (ended_on is null and exists (select 1 from person_scope s where s.person_id = privacy_basis.person_id
    and (access.keeps_branch(s.branch_id) or s.province_id = any ((select access.privacy_desks())::uuid[]))))
  with check (ended_on is not null and ended_by_id = (select access.account_id()));

-- Requests: written down where they come in, answered by the department.
create policy reads on data_request for select to doanhoi_app using (province_id = any ((select access.privacy_desks())::uuid[])
  or unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]));
create policy records on data_request for insert to doanhoi_app with check (recorded_by_id = (select access.account_id())
  and (person_id is null or exists (select 1 from person p where p.id = person_id))
  and province_id = any ((select access.own_provinces())::uuid[])
  and (province_id = any ((select access.privacy_desks())::uuid[]) or unit_id = any ((select access.units())::uuid[])
    or branch_id = any ((select access.branches())::uuid[])));
create policy reads on data_request_step for select to doanhoi_app using (exists (select 1 from data_request q where q.id = request_id));
create policy department_adds on data_request_step for insert to doanhoi_app with check (recorded_by_id = (select access.account_id())
  and exists (select 1 from data_request q where q.id = request_id and q.province_id = any ((select access.privacy_desks())::uuid[])));

-- Erasing: proposed in one's own name for a request to delete, decided by somebody else of the department.
create policy department_proposes on erasure for insert to doanhoi_app with check (state = 'proposed'
  and proposed_by_id = (select access.account_id()) and province_id = any ((select access.privacy_desks())::uuid[])
  and exists (select 1 from data_request q where q.id = request_id and q.kind = 'delete' and q.person_id = erasure.person_id
    and q.province_id = erasure.province_id)
  and not exists (select 1 from person_scope s where s.person_id = erasure.person_id and s.province_id <> erasure.province_id));
create policy another_decides on erasure for update to doanhoi_app
  using (state = 'proposed' and proposed_by_id <> (select access.account_id()) and province_id = any ((select access.privacy_desks())::uuid[]))
  with check (state in ('done', 'refused') and decided_by_id = (select access.account_id()));
create policy department_orders on keep_order for insert to doanhoi_app with check (recorded_by_id = (select access.account_id())
  and lifted_at is null and province_id = any ((select access.privacy_desks())::uuid[]) and exists (select 1 from person p where p.id = person_id));
create policy department_lifts on keep_order for update to doanhoi_app
  using (lifted_at is null and province_id = any ((select access.privacy_desks())::uuid[]))
  with check (lifted_by_id = (select access.account_id()) and lifted_at is not null);
create policy another_decides on retention_proposal for update to doanhoi_app
  using (state = 'proposed' and proposed_by_id is distinct from (select access.account_id())
    and province_id = any ((select access.privacy_desks())::uuid[]))
  with check (state in ('executed', 'refused') and decided_by_id = (select access.account_id()));
create policy department_exports on person_export for insert to doanhoi_app with check (created_by_id = (select access.account_id())
  and (select access.proved()) and province_id = any ((select access.privacy_desks())::uuid[])
  and exists (select 1 from person_scope s where s.person_id = person_export.person_id and s.province_id = person_export.province_id));
create policy department_records on breach for insert to doanhoi_app with check (recorded_by_id = (select access.account_id())
  and province_id = any ((select access.privacy_desks())::uuid[]));
create policy department_changes on breach for update to doanhoi_app using (province_id = any ((select access.privacy_desks())::uuid[]));
create policy in_sight on erased_person for select to doanhoi_app using (province_id = any ((select access.privacy_desks())::uuid[])
  or exists (select 1 from person p where p.id = person_id));
-- The history of somebody whose record was erased is told by the erasure alone: the sealed rows keep what they hold, so that
-- the chain still verifies, and the program shows it to nobody.
create policy erased_stay_hidden on audit_entry as restrictive for select to doanhoi_app using (
  person_id is null or table_name = 'erasure' or not coalesce(person_id = any ((select access.erased())::uuid[]), false));
