-- The fee (đoàn phí) by month, exemptions, and what each level pays up (domain.md §2.5 "Fee", V31). Money is whole đồng. The rates,
-- the share and the months of exemption are rules of the day, with their source; of the Hội none was found.

CREATE TYPE "fee_payment_state" AS ENUM ('sent', 'acknowledged', 'declined');

CREATE TABLE "fee" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "amount" INTEGER NOT NULL,
    "collected_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "fee_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "fee_exemption" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "from_month" DATE NOT NULL,
    "to_month" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "fee_exemption_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "fee_payment" (
    "id" UUID NOT NULL,
    "branch_id" UUID,
    "to_branch_id" UUID,
    "to_unit_id" UUID,
    "from_month" DATE NOT NULL,
    "to_month" DATE NOT NULL,
    "amount" INTEGER NOT NULL,
    "paid_on" DATE NOT NULL,
    "note" TEXT,
    "state" "fee_payment_state" NOT NULL,
    "answered_on" DATE,
    "answered_by_id" UUID,
    "answer_note" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "fee_payment_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "fee_branch_id_month_idx" ON "fee"("branch_id", "month");
CREATE INDEX "fee_person_id_month_idx" ON "fee"("person_id", "month");
CREATE INDEX "fee_exemption_branch_id_idx" ON "fee_exemption"("branch_id");
CREATE INDEX "fee_exemption_person_id_idx" ON "fee_exemption"("person_id");
CREATE INDEX "fee_payment_branch_id_idx" ON "fee_payment"("branch_id");
CREATE INDEX "fee_payment_to_branch_id_idx" ON "fee_payment"("to_branch_id");
CREATE INDEX "fee_payment_unit_id_idx" ON "fee_payment"("unit_id");
CREATE INDEX "fee_payment_to_unit_id_idx" ON "fee_payment"("to_unit_id");

ALTER TABLE "fee" ADD CONSTRAINT "fee_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fee" ADD CONSTRAINT "fee_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fee_exemption" ADD CONSTRAINT "fee_exemption_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fee_exemption" ADD CONSTRAINT "fee_exemption_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fee_payment" ADD CONSTRAINT "fee_payment_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "fee_payment" ADD CONSTRAINT "fee_payment_to_branch_id_fkey" FOREIGN KEY ("to_branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the rows promise of themselves.
alter table fee add constraint fee_month check (extract(day from month) = 1);
alter table fee add constraint fee_amount check (amount between 1 and 10000000);
alter table fee_exemption add constraint fee_exemption_months check (extract(day from from_month) = 1 and extract(day from to_month) = 1
  and from_month <= to_month and length(btrim(reason)) > 0);
alter table fee_payment add constraint fee_payment_months check (extract(day from from_month) = 1 and extract(day from to_month) = 1
  and from_month <= to_month and date_trunc('quarter', from_month) = date_trunc('quarter', to_month));
alter table fee_payment add constraint fee_payment_amount check (amount > 0);
alter table fee_payment add constraint fee_payment_receiver check ((to_branch_id is null) <> (to_unit_id is null));
alter table fee_payment add constraint fee_payment_answered check ((state = 'sent') = (answered_on is null)
  and (answered_on is null) = (answered_by_id is null) and (state <> 'declined' or length(btrim(answer_note)) > 0));
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name in ('fee_exemption', 'fee_payment') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

create function upkeep.scope_of_fee_payment() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.branch_id is not null then
    select b.line, b.province_id, b.unit_id into new.line, new.province_id, new.unit_id from public.branch b where b.id = new.branch_id;
  else
    select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  end if;
  return new;
end $$;
-- A unit that takes over an organisation takes over its books.
create function upkeep.cascade_branch_to_fees() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.fee x set branch_id = x.branch_id where x.branch_id = new.id;
  update public.fee_exemption x set branch_id = x.branch_id where x.branch_id = new.id;
  update public.fee_payment x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;
create function upkeep.forget_in_fees() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.fee_exemption x set reason = 'Đã xoá' where x.person_id = new.person_id;
  return null;
end $$;

-- V31, and no month twice: under the person's lock, after the fences, so that who may not write is told nothing. The adapter
-- passes the message on and not the constraint, so the message begins with its name. No unique index over
-- persons: merging two records of one person brings both payments together, as both were made.
create function upkeep.check_fee() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.person p where p.id = new.person_id for no key update;
  if new.month > access.today() then
    raise exception 'fee_in_future: a month to come' using errcode = '23514', constraint = 'fee_in_future';
  end if;
  if not exists (select 1 from public.membership m where m.person_id = new.person_id and m.branch_id = new.branch_id and m.voided_at is null
      and daterange(m.valid_from, m.valid_to) && daterange(new.month, (new.month + interval '1 month')::date)) then
    raise exception 'fee_membership: no member in that month' using errcode = '23514', constraint = 'fee_membership';
  end if;
  -- Paid already where the member came from, as the transfer's remark says.
  if exists (select 1 from public.transfer t join public.transfer_step r on r.transfer_id = t.id and r.state = 'received'
      join public.transfer_step s on s.transfer_id = t.id and s.fee_until >= new.month
      where t.person_id = new.person_id and t.to_branch_id = new.branch_id and t.branch_id <> new.branch_id
        and date_trunc('month', r."on") <= new.month) then
    raise exception 'fee_paid_before: paid before the transfer' using errcode = '23514', constraint = 'fee_paid_before';
  end if;
  if exists (select 1 from public.fee f where f.person_id = new.person_id and f.month = new.month and f.line = new.line and f.id <> new.id
      and f.voided_at is null and (f.line = 'union' or f.branch_id = new.branch_id)) then
    raise exception 'fee_once: paid already' using errcode = '23514', constraint = 'fee_once';
  end if;
  return null;
end $$;

-- A number of the rules of a line on a day; a day before the first set is judged by that one, as everywhere.
create function upkeep.fee_rule(line public.org_line, on_day date, name text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select s.params -> $3 -> 'value' from public.rule_set s where s.line = $1
  order by s.valid_from <= $2 desc, case when s.valid_from <= $2 then s.valid_from end desc, s.valid_from limit 1
$$;

-- Frees a member from the fee for some months, by the level above: not longer at a time than the rules of the day allow.
create function access.exempt_fee(id uuid, person uuid, branch uuid, from_month date, to_month date, reason text, decided_on date) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch; most int;
begin
  select x.* into b from public.branch x where x.id = $3;
  if b.id is null or not access.above_branch(b.id) or not access.sees_person($2) then return 'not_found'; end if;
  if $7 > access.today() then return 'in_future'; end if;
  perform 1 from public.person x where x.id = $2 for no key update;
  if $5 < $4 then return 'months_reversed'; end if;
  most := (upkeep.fee_rule(b.line, $7, 'feeExemptMaxMonths') #>> '{}')::int;
  if most is not null and ($4 + make_interval(months => most))::date <= $5 then return 'too_long'; end if;
  if not exists (select 1 from public.membership m where m.person_id = $2 and m.branch_id = $3 and m.voided_at is null
      and daterange(m.valid_from, m.valid_to) && daterange($4, ($5 + interval '1 month')::date)) then return 'not_a_member'; end if;
  if exists (select 1 from public.fee_exemption x where x.person_id = $2 and x.branch_id = $3 and x.voided_at is null
      and x.from_month <= $5 and x.to_month >= $4) then return 'already_exempt'; end if;
  if exists (select 1 from public.fee f where f.person_id = $2 and f.branch_id = $3 and f.voided_at is null and f.month between $4 and $5) then
    return 'already_paid';
  end if;
  insert into public.fee_exemption (id, person_id, branch_id, from_month, to_month, reason, decided_on, recorded_by_id, is_demo)
  values ($1, $2, $3, $4, $5, $6, $7, access.account_id(), b.is_demo);
  return 'done';
end $$;
create function access.void_exemption(exemption uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare x public.fee_exemption;
begin
  select e.* into x from public.fee_exemption e where e.id = $1 for update;
  if x.id is null or x.voided_at is not null or not access.above_branch(x.branch_id) then return 'not_found'; end if;
  update public.fee_exemption e set voided_at = clock_timestamp() where e.id = x.id;
  return 'done';
end $$;

-- Whether the viewer answers for the one who books a payment: a đoàn cơ sở, a unit, or the province by its organisation department.
create function upkeep.books_fee(p public.fee_payment) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce(case when p.to_branch_id is not null then access.keeps_branch(p.to_branch_id)
    when p.to_unit_id = p.province_id then p.province_id = any ((select access.departments_on(p.line))::uuid[])
    else p.to_unit_id = any ((select access.line_units(p.line))::uuid[]) end, false)
$$;
create function upkeep.pays_fee(p public.fee_payment) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce(case when p.branch_id is not null then access.keeps_branch(p.branch_id)
    else p.unit_id = any ((select access.line_units(p.line))::uuid[]) end, false)
$$;

-- Pays up: an organisation to the đoàn cơ sở it belongs to or its unit, a unit to the province. Where the one who writes it down
-- answers for the receiver too, it is booked at once.
create function access.pay_fee(id uuid, branch uuid, unit uuid, from_month date, to_month date, amount int, paid_on date, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch; p public.fee_payment;
begin
  if ($2 is null) = ($3 is null) then return 'not_found'; end if;
  if $2 is not null then
    select x.* into b from public.branch x where x.id = $2 for share;
    if b.id is null or not access.keeps_branch(b.id) then return 'not_found'; end if;
    p.branch_id := b.id; p.line := b.line; p.province_id := b.province_id; p.unit_id := b.unit_id; p.is_demo := b.is_demo;
    p.to_branch_id := b.parent_id;
    p.to_unit_id := case when b.parent_id is null then b.unit_id end;
  else
    select u.id, u.province_id, u.is_demo into p.unit_id, p.province_id, p.is_demo from public.unit u where u.id = $3;
    p.line := 'union'; p.to_unit_id := p.province_id;
    if p.unit_id is null or p.unit_id = p.province_id or not upkeep.pays_fee(p) then return 'not_found'; end if;
  end if;
  if coalesce(upkeep.fee_rule(p.line, $4, 'feeShare'), 'null') = 'null' then return 'no_share'; end if;
  if $7 > access.today() or $5 > access.today() then return 'in_future'; end if;
  if $5 < $4 or date_trunc('quarter', $4) <> date_trunc('quarter', $5) then return 'months_outside_quarter'; end if;
  insert into public.fee_payment (id, branch_id, to_branch_id, to_unit_id, from_month, to_month, amount, paid_on, note, state, answered_on,
    answered_by_id, recorded_by_id, is_demo, line, province_id, unit_id)
  values ($1, p.branch_id, p.to_branch_id, p.to_unit_id, $4, $5, $6, $7, $8,
    case when upkeep.books_fee(p) then 'acknowledged' else 'sent' end::public.fee_payment_state,
    case when upkeep.books_fee(p) then $7 end, case when upkeep.books_fee(p) then access.account_id() end,
    access.account_id(), p.is_demo, p.line, p.province_id, p.unit_id);
  return 'done';
end $$;

-- The receiver books a payment, or declines it with the reason.
create function access.answer_fee_payment(payment uuid, accept boolean, on_day date, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare p public.fee_payment;
begin
  select x.* into p from public.fee_payment x where x.id = $1 for update;
  if p.id is null or p.voided_at is not null or not upkeep.books_fee(p) then return 'not_found'; end if;
  if p.state <> 'sent' then return 'not_possible'; end if;
  if $3 > access.today() then return 'in_future'; end if;
  if $3 < p.paid_on then return 'before_paid'; end if;
  if not $2 and coalesce(btrim($4), '') = '' then return 'reason_missing'; end if;
  update public.fee_payment x set state = case when $2 then 'acknowledged' else 'declined' end::public.fee_payment_state, answered_on = $3,
    answered_by_id = access.account_id(), answer_note = $4 where x.id = p.id;
  return 'done';
end $$;

-- A payment written down by mistake: voided by who paid until it is booked, by who booked it afterwards.
create function access.void_fee_payment(payment uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare p public.fee_payment;
begin
  select x.* into p from public.fee_payment x where x.id = $1 for update;
  if p.id is null or p.voided_at is not null or not (upkeep.pays_fee(p) or upkeep.books_fee(p)) then return 'not_found'; end if;
  if (case when p.state = 'acknowledged' then not upkeep.books_fee(p) else not upkeep.pays_fee(p) end) then return 'not_possible'; end if;
  update public.fee_payment x set voided_at = clock_timestamp() where x.id = p.id;
  return 'done';
end $$;

do $$
declare f text; t text;
begin
  foreach f in array array['exempt_fee(uuid, uuid, uuid, date, date, text, date)', 'void_exemption(uuid)',
    'pay_fee(uuid, uuid, uuid, date, date, int, date, text)', 'answer_fee_payment(uuid, boolean, date, text)', 'void_fee_payment(uuid)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_fee_payment()', 'cascade_branch_to_fees()', 'forget_in_fees()', 'check_fee()',
    'fee_rule(public.org_line, date, text)', 'books_fee(public.fee_payment)', 'pays_fee(public.fee_payment)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on fee for each row execute function upkeep.scope_of_branch();
  create trigger a_scope before insert or update on fee_exemption for each row execute function upkeep.scope_of_branch();
  create trigger a_scope before insert or update on fee_payment for each row execute function upkeep.scope_of_fee_payment();
  create trigger b_check after insert on fee for each row execute function upkeep.check_fee();
  foreach t in array array['fee', 'fee_exemption', 'fee_payment'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
create trigger b_cascade_fees after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_branch_to_fees();
create trigger b_forget_fees after insert on erased_person for each row execute function upkeep.forget_in_fees();

-- Fees and exemptions are about people and read as memberships are; payments are sums, read as organisations are and by who books them.
do $$
declare
  t text;
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$;
  unit_keeps constant text := $q$((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])))$q$;
  secretary constant text := $q$branch_id = any ((select access.branches())::uuid[])$q$;
  me constant text := '(select access.account_id())';
begin
  foreach t in array array['fee', 'fee_exemption'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (%s or %s or %s)', t, reads_people, unit_keeps, secretary);
  end loop;
  execute format('create policy stewards_collect on fee for insert to doanhoi_app with check (
    recorded_by_id = %s and voided_at is null and (%s or %s)
    and exists (select 1 from membership m where m.person_id = fee.person_id and m.branch_id = fee.branch_id))', me, unit_keeps, secretary);
  execute format('create policy stewards_void on fee for update to doanhoi_app
    using (voided_at is null and (%1$s or %2$s)) with check (voided_at is not null and (%1$s or %2$s))', unit_keeps, secretary);
  execute format('create policy reads on fee_payment for select to doanhoi_app using (
    province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
    or to_unit_id = any ((select access.units())::uuid[]) or %s or to_branch_id = any ((select access.branches())::uuid[]))', secretary);
end $$;
grant insert, update (voided_at) on fee to doanhoi_app;

-- The trace of these rows is read on the line of the appointment, as the rows are.
create policy line_of_fees on audit_entry as restrictive for select to doanhoi_app using (
  table_name not in ('fee', 'fee_exemption')
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));

-- Rules that a database loaded before this knew nothing of; the reference loader writes the same.
update rule_set set params = params
  || jsonb_build_object('monthlyFee', jsonb_build_object('value', jsonb_build_object('unpaid', 2000, 'paid', 5000), 'confidence', 'high',
    'source', 'Mức đóng đoàn phí từ 01/01/2011 (fst.hcmuaf.edu.vn; huyendoan.hiepduc.gov.vn): không có lương 2.000 đồng, có lương 5.000 đồng một tháng'))
  || jsonb_build_object('feeExemptMaxMonths', jsonb_build_object('value', 6, 'confidence', 'high', 'source', share.source))
  || jsonb_build_object('feeShare', jsonb_build_object('value', jsonb_build_object('kept', 2, 'of', 3), 'confidence', 'high', 'source', share.source))
from (values ('Hướng dẫn thực hiện Điều lệ Đoàn, thu nộp đoàn phí (thcsnamcao.hanam.edu.vn; tinhdoanbinhthuan.vn): mỗi cấp giữ 2/3, nộp cấp trên 1/3; miễn không quá 6 tháng')) share (source)
where line = 'union' and not params ? 'monthlyFee';
update rule_set set params = params || (select jsonb_object_agg(name, jsonb_build_object('value', null, 'confidence', 'none',
    'source', 'Không tìm thấy quy định; mức do phần mềm tạm đặt, chỉ nhắc, sửa được')) from unnest(array['monthlyFee', 'feeExemptMaxMonths', 'feeShare']) name)
where line = 'association' and not params ? 'monthlyFee';
