-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('issue', 'override', 'survey', 'transfer', 'referral', 'congress', 'admission');

-- CreateEnum
CREATE TYPE "digest_state" AS ENUM ('kept', 'waiting', 'claimed', 'handed', 'sent', 'failed');

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "thing_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "waits" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "overtaken_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_mute" (
    "account_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,

    CONSTRAINT "notice_mute_pkey" PRIMARY KEY ("account_id","kind")
);

-- CreateTable
CREATE TABLE "digest_address" (
    "account_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "digest_address_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "digest" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" "digest_state" NOT NULL,
    "address" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notice_account_id_created_at_idx" ON "notice"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "notice_thing_id_idx" ON "notice"("thing_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_account_id_thing_id_step_key" ON "notice"("account_id", "thing_id", "step");

-- CreateIndex
CREATE INDEX "digest_state_next_at_idx" ON "digest"("state", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "digest_account_id_on_key" ON "digest"("account_id", "on");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_mute" ADD CONSTRAINT "notice_mute_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_address" ADD CONSTRAINT "digest_address_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What somebody should know of, said by the trigger of the deed: a command cannot forget it. A trigger that fails fails the
-- deed, so these do little: they name organisations and enterprises that the reader opens anyway, and never a person.
alter table notice add constraint notice_says check (text <> '' and href ~ '^/[a-z]');
alter table digest_address add constraint digest_address_is_one check (address ~ '^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$' and length(address) <= 200);
alter table digest add constraint digest_sent_dated check ((state = 'sent') = (sent_at is not null));
alter table digest add constraint digest_has_address check (state = 'kept' or address is not null);
alter table notice add constraint notice_text_nfc check (text is nfc normalized);
alter table digest add constraint digest_body_nfc check (body is nfc normalized);
-- What is unread is counted on every page.
create index notice_unread on notice (account_id) where read_at is null and overtaken_at is null;

grant create on schema access, upkeep to doanhoi_definer;

-- Accounts that hold a role today: of a line, at a unit, at an organisation, as far as each is asked. Who stands in counts too.
create function upkeep.holders(roles public.role[], line public.org_line, province uuid, unit uuid, branch uuid)
returns setof uuid language sql stable security definer set search_path = '' as $$
  select distinct p.account_id from access.live_appointment l join public.appointment p on p.id = l.id
    join public.account a on a.id = p.account_id and a.disabled_at is null
  where p.role = any (roles) and ($2 is null or p.line::text in ('both', $2::text)) and p.province_id = province
    and ($4 is null or p.unit_id = $4) and ($5 is null or p.branch_id = $5)
$$;

-- Who keeps an organisation's members, and who decides above it: as lib/members/policy says.
create function upkeep.keepers_of(branch uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  select h from public.branch b, upkeep.holders('{branch_secretary}', null, b.province_id, null, b.id) h where b.id = $1
  union select h from public.branch b, upkeep.holders('{unit_officer}', b.line, b.province_id, b.unit_id, null) h where b.id = $1
$$;
create function upkeep.above(branch uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  select h from public.branch b, upkeep.holders('{unit_officer}', b.line, b.province_id, b.unit_id, null) h where b.id = $1
  union select h from public.branch b, upkeep.holders('{branch_secretary}', null, b.province_id, null, coalesce(b.parent_id, b.id)) h
    where b.id = $1 and (b.parent_id is not null or b.kind in ('grassroots_cell', 'grassroots_union'))
$$;

-- What was said of a record and not read is old once the record went on.
create function upkeep.overtake(thing uuid) returns void language sql volatile security definer set search_path = '' as $$
  update public.notice set overtaken_at = now() where thing_id = $1 and read_at is null and overtaken_at is null
$$;

-- Says it once to each of them who wants to hear of the kind, and not to the one who did it.
create function upkeep.say(kind public.notice_kind, thing uuid, step text, waits boolean, says text, href text, demo boolean, readers uuid[])
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.notice (id, account_id, kind, thing_id, step, waits, text, href, is_demo)
  select gen_random_uuid(), r.id, $1, $2, $3, $4, normalize($5), $6, $7
  from (select distinct unnest($8) as id) r join public.account a on a.id = r.id and a.disabled_at is null
  where r.id is distinct from access.account_id()
    and not exists (select 1 from public.notice_mute m where m.account_id = r.id and m.kind = $1)
  on conflict do nothing
$$;

create function upkeep.unit_name(unit uuid) returns text language sql stable security definer set search_path = '' as $$
  select coalesce((select v.short_name from public.unit_version v where v.unit_id = $1 and v.valid_from <= access.today()
    order by v.valid_from desc limit 1), 'đơn vị')
$$;

create function upkeep.notice_of_issue() returns trigger language plpgsql security definer set search_path = '' as $$
declare i public.issue; raisers uuid[]; holding uuid[]; by_whom text; place text; href text;
begin
  select * into i from public.issue where id = new.issue_id;
  href := '/feedback/' || i.id;
  by_whom := coalesce((select b.name from public.branch b where b.id = i.branch_id), upkeep.unit_name(i.unit_id));
  raisers := case when i.branch_id is not null
    then array(select upkeep.holders('{branch_secretary}', null, i.province_id, null, i.branch_id))
    else array(select upkeep.holders('{unit_officer}', i.line, i.province_id, i.unit_id, null)) end;
  holding := case
    when new.stage = 'unit' then array(select upkeep.holders('{unit_officer}', i.line, i.province_id, i.unit_id, null))
    when new.stage = 'board' then array(select upkeep.holders('{province_board}', i.line, i.province_id, null, null))
    when new.stage = 'department' or (new.stage = 'outside' and i.line = 'union')
      then array(select upkeep.holders('{org_department}', 'union', i.province_id, null, null))
    when new.stage in ('association_department', 'outside')
      then array(select upkeep.holders('{association_department}', null, i.province_id, null, null))
    else '{}' end;
  place := case new.stage when 'unit' then 'đơn vị quản lý' when 'department' then 'Ban Tổ chức – Kiểm tra'
    when 'association_department' then 'Ban Đoàn kết tập hợp thanh niên' when 'board' then 'Ban Thường vụ'
    else coalesce(i.outside_body, 'cơ quan ngoài Đoàn') end;
  if new.move = 'noted' then
    perform upkeep.say('issue', i.id, new.id::text, false, 'Có trao đổi mới về kiến nghị của ' || by_whom, href, i.is_demo, raisers || holding);
    return null;
  end if;
  perform upkeep.overtake(i.id);
  if new.stage = 'answered' then
    perform upkeep.say('issue', i.id, new.id::text, true, 'Đã có trả lời, chờ bạn đọc và xác nhận: kiến nghị của ' || by_whom, href, i.is_demo, raisers);
  elsif new.stage = 'closed' then
    perform upkeep.say('issue', i.id, new.id::text, false, 'Nơi nêu đã xác nhận xong: kiến nghị của ' || by_whom, href, i.is_demo,
      array(select s.by_id from public.issue_step s where s.issue_id = i.id and s.move = 'answered' order by s.at desc limit 1));
  else
    perform upkeep.say('issue', i.id, new.id::text, true, 'Chờ bạn trả lời: kiến nghị của ' || by_whom, href, i.is_demo, holding);
    if new.move <> 'raised' then
      perform upkeep.say('issue', i.id, new.id::text, false, 'Kiến nghị của ' || by_whom || ' đã đến ' || place, href, i.is_demo, raisers);
    end if;
  end if;
  return null;
end $$;

create function upkeep.notice_of_override() returns trigger language plpgsql security definer set search_path = '' as $$
declare name text;
begin
  name := coalesce((select e.name from public.enterprise e where e.id = new.enterprise_id),
    (select b.name from public.branch b where b.id = new.branch_id), '');
  perform upkeep.overtake(new.id);
  if new.state = 'requested' then
    perform upkeep.say('override', new.id, 'requested', true, 'Chờ bạn quyết định ngoại lệ ' || new.rule || ': ' || name,
      '/overrides?state=requested', new.is_demo, array(select upkeep.holders('{org_department}', new.line, new.province_id, null, null)));
  elsif new.state in ('granted', 'refused') then
    perform upkeep.say('override', new.id, new.state::text, new.state = 'granted',
      'Ngoại lệ ' || new.rule || case when new.state = 'granted' then ' được cho phép: ' else ' không được cho phép: ' end || name,
      '/overrides?state=' || new.state, new.is_demo, array[new.requested_by_id]);
  end if;
  return null;
end $$;

create function upkeep.notice_of_survey() returns trigger language plpgsql security definer set search_path = '' as $$
declare name text; officers uuid[]; href text := '/surveys/' || new.survey_id; demo boolean;
begin
  select e.name, e.is_demo into name, demo from public.enterprise e where e.id = new.enterprise_id;
  officers := array(select upkeep.holders('{unit_officer}', null, new.province_id, new.union_unit_id, null)
    union select upkeep.holders('{unit_officer}', null, new.province_id, new.association_unit_id, null));
  perform upkeep.overtake(new.survey_id);
  if new.state = 'submitted' then
    perform upkeep.say('survey', new.survey_id, new.id::text, true, 'Phiếu khảo sát chờ bạn duyệt: ' || name, href, demo,
      array(select upkeep.holders('{org_department}', null, new.province_id, null, null)));
  elsif new.state = 'returned' then
    perform upkeep.say('survey', new.survey_id, new.id::text, true, 'Phiếu khảo sát bị trả lại: ' || name, href, demo, officers);
  elsif new.state = 'accepted' then
    perform upkeep.say('survey', new.survey_id, new.id::text, false, 'Phiếu khảo sát được duyệt: ' || name, href, demo, officers);
  end if;
  return null;
end $$;

create function upkeep.notice_of_transfer() returns trigger language plpgsql security definer set search_path = '' as $$
declare t public.transfer; senders uuid[]; receivers uuid[]; between text; href text; is_in boolean;
begin
  select * into t from public.transfer where id = new.transfer_id;
  href := '/transfers/' || t.id;
  between := ' (' || t.from_name || ' → ' || t.to_name || ')';
  is_in := t.to_branch_id = t.branch_id;
  senders := array(select upkeep.keepers_of(t.branch_id));
  receivers := case when t.to_branch_id is null then '{}' else array(select upkeep.keepers_of(t.to_branch_id)) end;
  perform upkeep.overtake(t.id);
  if new.state = 'requested' then
    perform upkeep.say('transfer', t.id, new.id::text, true, 'Chuyển sinh hoạt chờ chi đoàn nhận xét' || between, href, t.is_demo, senders);
  elsif new.state in ('remarked', 'introduced') then
    perform upkeep.say('transfer', t.id, new.id::text, true, 'Chuyển sinh hoạt chờ bạn giới thiệu, gửi đi' || between, href, t.is_demo,
      array(select upkeep.above(t.branch_id)));
  elsif new.state = 'sent' then
    perform upkeep.say('transfer', t.id, new.id::text, true, 'Chuyển sinh hoạt chờ bạn tiếp nhận' || between, href, t.is_demo,
      case when t.to_branch_id is null or is_in then array(select upkeep.above(t.branch_id)) else receivers end);
  elsif new.state = 'received' and t.to_branch_id is not null then
    perform upkeep.say('transfer', t.id, new.id::text, true, 'Người chuyển đến đã được tiếp nhận, chờ về chi đoàn' || between, href, t.is_demo, receivers);
    perform upkeep.say('transfer', t.id, new.id::text, false, 'Nơi đến đã tiếp nhận' || between, href, t.is_demo, senders);
  else
    perform upkeep.say('transfer', t.id, new.id::text, false,
      case new.state when 'returned' then 'Chuyển sinh hoạt bị trả lại' when 'cancelled' then 'Chuyển sinh hoạt đã huỷ'
        else 'Chuyển sinh hoạt đã xong' end || between, href, t.is_demo,
      senders || case when t.sent_on is null then '{}' else receivers end);
  end if;
  return null;
end $$;

create function upkeep.notice_of_referral() returns trigger language plpgsql security definer set search_path = '' as $$
declare r public.referral; senders uuid[]; there uuid[]; between text; href text;
begin
  select * into r from public.referral where id = new.referral_id;
  href := '/referrals/' || r.id;
  between := ' (' || r.from_name || ' → ' || r.place_name || ')';
  senders := array(select upkeep.keepers_of(r.branch_id));
  there := case when r.to_unit_id is null then '{}' else array(select h from public.unit u,
    upkeep.holders('{unit_officer}', 'union', u.province_id, u.id, null) h where u.id = r.to_unit_id) end;
  perform upkeep.overtake(r.id);
  if new.state = 'requested' then
    perform upkeep.say('referral', r.id, new.id::text, true, 'Giới thiệu về nơi cư trú chờ bạn ký' || between, href, r.is_demo,
      array(select upkeep.above(r.branch_id)));
  elsif new.state = 'introduced' then
    perform upkeep.say('referral', r.id, new.id::text, true, 'Giới thiệu về nơi cư trú chờ bạn tiếp nhận' || between, href, r.is_demo, there);
    perform upkeep.say('referral', r.id, new.id::text, false, 'Đã ký giới thiệu về nơi cư trú' || between, href, r.is_demo, senders);
  else
    perform upkeep.say('referral', r.id, new.id::text, false,
      case new.state when 'received' then 'Nơi cư trú đã tiếp nhận' when 'remarked' then 'Nơi cư trú đã nhận xét'
        else 'Giới thiệu về nơi cư trú đã kết thúc' end || between, href, r.is_demo,
      senders || case when r.introduced_on is null then '{}' else there end);
  end if;
  return null;
end $$;

create function upkeep.notice_of_congress() returns trigger language plpgsql security definer set search_path = '' as $$
declare c public.congress; name text; href text;
begin
  select * into c from public.congress where id = new.congress_id;
  select b.name into name from public.branch b where b.id = c.branch_id;
  href := '/congresses/' || c.id;
  perform upkeep.overtake(c.id);
  if new.state in ('asking', 'submitted') then
    perform upkeep.say('congress', c.id, new.id::text, true,
      case new.state when 'asking' then 'Đại hội chờ bạn cho phép: ' else 'Kết quả đại hội chờ bạn công nhận: ' end || name, href, c.is_demo,
      array(select upkeep.above(c.branch_id)));
  else
    perform upkeep.say('congress', c.id, new.id::text, new.state in ('permitted', 'preparing', 'held'),
      case new.state when 'permitted' then 'Đại hội được phép tổ chức: ' when 'recognised' then 'Kết quả đại hội được công nhận: '
        when 'postponed' then 'Đại hội được hoãn: ' when 'cancelled' then 'Đại hội đã bỏ: ' else 'Đại hội cần làm tiếp: ' end || name,
      href, c.is_demo, array(select upkeep.holders('{branch_secretary}', null, c.province_id, null, c.branch_id)));
  end if;
  return null;
end $$;

create function upkeep.notice_of_admission() returns trigger language plpgsql security definer set search_path = '' as $$
declare name text;
begin
  select b.name into name from public.branch b where b.id = new.branch_id;
  perform upkeep.overtake(new.id);
  if new.state = 'proposed' then
    perform upkeep.say('admission', new.id, 'proposed', true, 'Đề nghị kết nạp chờ bạn chuẩn y: ' || name, '/admissions', new.is_demo,
      array(select upkeep.above(new.branch_id)));
  elsif new.state in ('approved', 'refused') then
    perform upkeep.say('admission', new.id, new.state::text, false,
      case new.state when 'approved' then 'Đề nghị kết nạp được chuẩn y: ' else 'Đề nghị kết nạp không được chuẩn y: ' end || name,
      '/branches/' || new.branch_id || '/members', new.is_demo, array[new.proposed_by_id]);
  end if;
  return null;
end $$;

-- A survey whose import was undone is no more, and what was said of it leads nowhere.
create function upkeep.notice_of_nothing() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from public.notice n where n.thing_id = old.id;
  return null;
end $$;
create trigger y_notice_gone after delete on survey for each row execute function upkeep.notice_of_nothing();

create trigger y_notice after insert on issue_step for each row execute function upkeep.notice_of_issue();
create trigger y_notice after insert on survey_event for each row execute function upkeep.notice_of_survey();
create trigger y_notice after insert on transfer_step for each row execute function upkeep.notice_of_transfer();
create trigger y_notice after insert on referral_step for each row execute function upkeep.notice_of_referral();
create trigger y_notice after insert on congress_step for each row execute function upkeep.notice_of_congress();
create trigger y_notice after insert on override_request for each row execute function upkeep.notice_of_override();
create trigger y_notice_changed after update of state on override_request for each row
  when (old.state is distinct from new.state) execute function upkeep.notice_of_override();
create trigger y_notice after insert on admission for each row execute function upkeep.notice_of_admission();
create trigger y_notice_changed after update of state on admission for each row
  when (old.state is distinct from new.state) execute function upkeep.notice_of_admission();

-- Whether a day is worked on where an account answers for something: not at the week's end, not on a holiday of the country or
-- of every province it holds something in.
create function upkeep.works_on(account uuid, day date) returns boolean language sql stable security definer set search_path = '' as $$
  select extract(isodow from day) < 6 and exists (
    select 1 from access.live_appointment l join public.appointment p on p.id = l.id
    where l.account_id = $1 and not exists (select 1 from public.public_holiday h
      where h.day = $2 and h.removed_at is null and (h.province_id is null or h.province_id = p.province_id)))
$$;

-- What is past its day on an account's table, one line each: answers to give, measures, congresses. The same that /work calls
-- late; a test holds them together.
create function upkeep.late_of(account uuid) returns setof text language sql stable security definer set search_path = '' as $$
  with held as materialized (
    select p.role, p.line::text as line, p.province_id, p.unit_id, p.branch_id
    from access.live_appointment l join public.appointment p on p.id = l.id where l.account_id = $1)
  select 'Trả lời kiến nghị quá hạn ' || to_char(i.answer_by, 'DD/MM/YYYY') from public.issue i
  where i.answer_by < access.today() and exists (select 1 from held h where h.line in ('both', i.line::text) and (
    (i.stage = 'unit' and h.role = 'unit_officer' and h.unit_id = i.unit_id)
    or (h.province_id = i.province_id and (
      (i.line = 'union' and i.stage in ('department', 'outside') and h.role = 'org_department')
      or (i.line = 'association' and i.stage in ('association_department', 'outside') and h.role = 'association_department')
      or (i.stage = 'board' and h.role = 'province_board')))))
  union all
  select 'Biện pháp củng cố quá hạn ' || to_char(m.due_on, 'DD/MM/YYYY') || ': ' || b.name
  from public.consolidation_measure m join public.branch b on b.id = m.branch_id
  where m.voided_at is null and m.done_on is null and m.due_on < access.today()
    and exists (select 1 from held h where h.role = 'unit_officer' and h.unit_id = m.unit_id)
  union all
  select 'Quá hạn đại hội ' || to_char(coalesce(b.congress_extended_to, b.congress_due_on), 'DD/MM/YYYY') || ': ' || b.name from public.branch b
  where coalesce(b.congress_extended_to, b.congress_due_on) < access.today()
    and exists (select 1 from public.branch_life l where l.branch_id = b.id and l.voided_at is null and l.valid_from <= access.today()
      and (l.valid_to is null or l.valid_to > access.today()))
    and exists (select 1 from held h where h.role = 'unit_officer' and h.unit_id = b.unit_id)
$$;

-- From 08:00 in Vietnam on a working day, by the real clock: one digest for each account that has something unread or late, none
-- for the others; one a day whatever the number of processes that ask. Takes what is older than 90 days away. How many.
create function access.write_digests(moment timestamptz) returns int language plpgsql volatile security definer set search_path = '' as $$
declare here timestamp := moment at time zone 'Asia/Ho_Chi_Minh'; who record; written int := 0; news text[]; late text[]; added int;
begin
  -- Nobody writes those of a day that is not today.
  if here::time < '08:00' or abs(extract(epoch from moment - now())) > 86400 * 400 then return 0; end if;
  for who in select a.id, a.is_demo, d.address from public.account a left join public.digest_address d on d.account_id = a.id
    where a.disabled_at is null and upkeep.works_on(a.id, here::date)
      and not exists (select 1 from public.digest g where g.account_id = a.id and g."on" = here::date)
    order by a.id
  loop
    news := array(select n.text from public.notice n where n.account_id = who.id and n.read_at is null and n.overtaken_at is null
      order by n.waits desc, n.created_at, n.id);
    late := array(select l from upkeep.late_of(who.id) l order by l);
    continue when cardinality(news) = 0 and cardinality(late) = 0;
    insert into public.digest (id, account_id, "on", subject, body, state, address, is_demo)
    values (gen_random_uuid(), who.id, here::date,
      format('Bản tin ngày %s: %s việc quá hạn, %s thông báo mới', to_char(access.today(), 'DD/MM/YYYY'), cardinality(late), cardinality(news)),
      normalize(array_to_string(
        case when cardinality(late) > 0 then array['Đã quá hạn'] || (select array_agg('– ' || x) from unnest(late[1:20]) x)
          || case when cardinality(late) > 20 then array[format('… và %s việc nữa', cardinality(late) - 20)] else '{}' end else '{}' end
        || case when cardinality(late) > 0 and cardinality(news) > 0 then array[''] else '{}' end
        || case when cardinality(news) > 0 then array['Thông báo chưa đọc'] || (select array_agg('– ' || x) from unnest(news[1:20]) x)
          || case when cardinality(news) > 20 then array[format('… và %s thông báo nữa', cardinality(news) - 20)] else '{}' end else '{}' end, E'\n')),
      case when who.address is null then 'kept' else 'waiting' end::public.digest_state, who.address, who.is_demo)
    on conflict do nothing;
    get diagnostics added = row_count;
    written := written + added;
  end loop;
  delete from public.notice n where n.created_at < now() - interval '90 days';
  delete from public.digest g where g.created_at < now() - interval '90 days';
  return written;
end $$;

-- One that is to be sent now, taken by whoever asks first: for ten minutes it is theirs. One that was only taken when its
-- process died is taken again; one that was handed over is not, for nobody knows whether it arrived.
create function access.claim_digest() returns table (id uuid, address text, subject text, body text, attempts int)
language sql volatile security definer set search_path = '' as $$
  update public.digest g set state = 'claimed', attempts = g.attempts + 1, next_at = now() + interval '10 minutes'
  where g.id = (select d.id from public.digest d where d.state in ('waiting', 'claimed') and d.next_at <= now()
    order by d.next_at, d.id limit 1 for update skip locked)
  returning g.id, g.address, g.subject, g.body, g.attempts
$$;
-- It goes to the mail server now: false where another process took it meanwhile, and then it must not be sent.
create function access.hand_digest(digest uuid, attempt int) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.digest g set state = 'handed' where g.id = $1 and g.state = 'claimed' and g.attempts = $2;
  return found;
end $$;
-- What became of it: the server took it; it did not and is asked again later, five times in all; nobody knows.
create function access.settle_digest(digest uuid, outcome text) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.digest g set
    state = case when $2 = 'sent' then 'sent' when $2 = 'refused' and g.attempts < 5 then 'waiting' else 'failed' end::public.digest_state,
    sent_at = case when $2 = 'sent' then now() end,
    next_at = now() + interval '5 minutes' * power(2, g.attempts)
  where g.id = $1 and g.state = 'handed';
  return found;
end $$;

do $$
declare f text;
begin
  foreach f in array array['write_digests(timestamptz)', 'claim_digest()', 'hand_digest(uuid, int)', 'settle_digest(uuid, text)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['holders(public.role[], public.org_line, uuid, uuid, uuid)', 'keepers_of(uuid)', 'above(uuid)', 'overtake(uuid)',
    'say(public.notice_kind, uuid, text, boolean, text, text, boolean, uuid[])', 'unit_name(uuid)', 'notice_of_issue()', 'notice_of_override()',
    'notice_of_survey()', 'notice_of_transfer()', 'notice_of_referral()', 'notice_of_congress()', 'notice_of_admission()', 'notice_of_nothing()',
    'works_on(uuid, date)', 'late_of(uuid)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;

do $$
declare t text;
begin
  foreach t in array array['notice', 'notice_mute', 'digest_address', 'digest'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
    execute format('create policy reads on %I for select to doanhoi_app using (account_id = (select access.account_id()))', t);
  end loop;
end $$;
-- Each account reads its own, says what it has read, and chooses what comes and where to.
grant update (read_at) on notice to doanhoi_app;
create policy marks on notice for update to doanhoi_app using (account_id = (select access.account_id()))
  with check (account_id = (select access.account_id()));
grant insert, delete on notice_mute, digest_address to doanhoi_app;
create policy chooses on notice_mute for insert to doanhoi_app with check (account_id = (select access.account_id()));
create policy chooses_again on notice_mute for delete to doanhoi_app using (account_id = (select access.account_id()));
create policy chooses on digest_address for insert to doanhoi_app with check (account_id = (select access.account_id()));
create policy chooses_again on digest_address for delete to doanhoi_app using (account_id = (select access.account_id()));
create trigger z_trace after insert or update or delete on digest_address for each row execute function upkeep.trace();
