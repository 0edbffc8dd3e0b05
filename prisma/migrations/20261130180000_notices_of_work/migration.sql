-- AlterEnum
ALTER TYPE "notice_kind" ADD VALUE 'case';
ALTER TYPE "notice_kind" ADD VALUE 'plan';
ALTER TYPE "notice_kind" ADD VALUE 'reminder';
ALTER TYPE "notice_kind" ADD VALUE 'assignment';
ALTER TYPE "notice_kind" ADD VALUE 'branch_paper';
ALTER TYPE "notice_kind" ADD VALUE 'model_cell';
ALTER TYPE "notice_kind" ADD VALUE 'remedy';

-- The plan's own chain says what happened as everything else does: whose turn it is, and to whoever waited what became of it.
-- These are plpgsql, which looks a kind up when it says it: a value of an enum is not used where it was added.
grant create on schema upkeep to doanhoi_definer;

-- What was said of a record is old once the record is voided or the step it told of was wrong.
create function upkeep.notice_of_voided() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform upkeep.overtake((to_jsonb(new) ->> tg_argv[0])::uuid);
  return null;
end $$;

create function upkeep.notice_of_case() returns trigger language plpgsql security definer set search_path = '' as $$
declare c public.establishment_case; name text; href text; officers uuid[];
begin
  select * into c from public.establishment_case where id = new.case_id;
  perform upkeep.overtake(c.id);
  if new.move not in ('submitted', 'appraised', 'returned') then return null; end if;
  select e.name || case c.line when 'union' then ' (Đoàn)' else ' (Hội)' end into name from public.enterprise e where e.id = c.enterprise_id;
  href := '/cases/' || c.id;
  officers := array(select upkeep.holders('{unit_officer}', c.line, c.province_id,
    case c.line when 'union' then c.union_unit_id else c.association_unit_id end, null));
  if new.move = 'submitted' then
    perform upkeep.say('case', c.id, new.id::text, true, 'Hồ sơ thành lập chờ bạn thẩm định: ' || name, href, c.is_demo,
      array(select upkeep.holders(case c.line when 'union' then '{org_department}'::public.role[] else '{association_department}' end,
        c.line, c.province_id, null, null)));
  elsif new.move = 'appraised' then
    perform upkeep.say('case', c.id, new.id::text, true, 'Hồ sơ thành lập đã thẩm định, chờ quyết định thành lập: ' || name, href,
      c.is_demo, officers);
  else
    perform upkeep.say('case', c.id, new.id::text, true, 'Hồ sơ thành lập bị trả lại, cần bổ sung: ' || name, href, c.is_demo, officers);
  end if;
  return null;
end $$;

-- A plan comes to a unit's officers, or to the department where the province itself is named; once somebody acknowledged it, it is no news.
create function upkeep.notice_of_plan() returns trigger language plpgsql security definer set search_path = '' as $$
declare paper text;
begin
  select p.type || ' ' || p.symbol into paper from public.plan p where p.id = new.plan_id;
  perform upkeep.say('plan', new.id, 'delivered', true, 'Kế hoạch mới chờ đơn vị bạn tiếp nhận: ' || paper,
    '/plans/' || new.plan_id || '/progress', new.is_demo,
    case when new.unit_id = new.province_id then array(select upkeep.holders('{org_department}', null, new.province_id, null, null))
      else array(select upkeep.holders('{unit_officer}', null, new.province_id, new.unit_id, null)) end);
  return null;
end $$;
create function upkeep.notice_of_receipt() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform upkeep.overtake(new.delivery_id);
  return null;
end $$;

create function upkeep.notice_of_reminder() returns trigger language plpgsql security definer set search_path = '' as $$
declare paper text;
begin
  select p.type || ' ' || p.symbol into paper from public.plan p where p.id = new.plan_id;
  perform upkeep.say('reminder', new.id, 'sent', true,
    'Đơn vị bạn được đôn đốc theo ' || paper || coalesce(', hạn ' || to_char(new.due_on, 'DD/MM/YYYY'), ''),
    '/coordination/reminders/' || new.id, new.is_demo, array(select upkeep.holders('{unit_officer}', null, new.province_id, new.unit_id, null)));
  return null;
end $$;

-- Often dozens of enterprises in one go: each surveyor hears of them once. Handed to a group, its members hear of it. A day that
-- changes for whoever has the enterprise already is no news.
create function upkeep.notice_of_assignments() returns trigger language plpgsql security definer set search_path = '' as $$
declare a record;
begin
  for a in
    with told as (
      select n.id, n.campaign_id, n.enterprise_id, n.is_demo, n.surveyor_id as account from given n
        where n.valid_to is null and n.voided_at is null and n.surveyor_id is not null
          and not exists (select 1 from public.survey_assignment w where w.campaign_id = n.campaign_id and w.enterprise_id = n.enterprise_id
            and w.surveyor_id = n.surveyor_id and w.id <> n.id and w.voided_at >= now())
      union all
      select n.id, n.campaign_id, n.enterprise_id, n.is_demo, m.account_id from given n
        join public.working_group_member m on m.group_id = n.working_group_id and m.account_id is not null and m.voided_at is null
          and (m.valid_to is null or m.valid_to > access.today())
        where n.valid_to is null and n.voided_at is null)
    select t.account, t.campaign_id, count(distinct t.enterprise_id) as many, min(e.name) as name, min(t.id::text) as step, bool_or(t.is_demo) as demo
    from told t join public.enterprise e on e.id = t.enterprise_id group by t.account, t.campaign_id
  loop
    perform upkeep.say('assignment', a.campaign_id, a.step, true, 'Bạn được phân công khảo sát: ' || a.name
      || case when a.many > 1 then format(' và %s doanh nghiệp khác', a.many - 1) else '' end,
      '/work?kind=survey-assignment', a.demo, array[a.account]);
  end loop;
  return null;
end $$;

-- A working group's members hear that it goes out and that it ends.
create function upkeep.notice_of_working_group() returns trigger language plpgsql security definer set search_path = '' as $$
declare g public.working_group;
begin
  select * into g from public.working_group where id = new.group_id;
  perform upkeep.overtake(g.id);
  if new.state in ('established', 'dissolved') then
    perform upkeep.say('assignment', g.id, new.id::text, false,
      case new.state when 'established' then 'Bạn ở trong tổ công tác vừa thành lập: ' else 'Tổ công tác của bạn đã giải thể: ' end || g.name,
      '/working-groups/' || g.id, g.is_demo,
      array(select m.account_id from public.working_group_member m where m.group_id = g.id and m.account_id is not null
        and m.voided_at is null and (m.valid_to is null or m.valid_to > access.today())));
  end if;
  return null;
end $$;

create function upkeep.notice_of_branch_paper() returns trigger language plpgsql security definer set search_path = '' as $$
declare p public.branch_paper; says text; href text;
begin
  select * into p from public.branch_paper where id = new.paper_id;
  select case p.kind when 'plan' then 'Kế hoạch của ' else 'Báo cáo của ' end || b.name into says from public.branch b where b.id = p.branch_id;
  href := '/branches/' || p.branch_id || '/papers/' || p.id;
  perform upkeep.overtake(p.id);
  if new.state = 'sent' then
    perform upkeep.say('branch_paper', p.id, new.id::text, true, says || ' chờ bạn ghi nhận', href, p.is_demo, array(select upkeep.above(p.branch_id)));
  elsif new.state in ('returned', 'noted') then
    perform upkeep.say('branch_paper', p.id, new.id::text, new.state = 'returned',
      says || case new.state when 'returned' then ' bị trả lại, cần sửa' else ' đã được ghi nhận' end, href, p.is_demo,
      array(select upkeep.holders('{branch_secretary}', null, p.province_id, null, p.branch_id)));
  end if;
  return null;
end $$;

create function upkeep.notice_of_model_cell() returns trigger language plpgsql security definer set search_path = '' as $$
declare m public.model_cell; says text; href text; keepers uuid[];
begin
  select * into m from public.model_cell where id = new.model_cell_id;
  select 'Chi đoàn mạnh ' || m.year || ', ' || b.name into says from public.branch b where b.id = m.branch_id;
  href := '/model-cells/' || m.id;
  keepers := array(select upkeep.holders('{branch_secretary}', null, m.province_id, null, m.branch_id));
  perform upkeep.overtake(m.id);
  if new.state = 'self_scored' then
    perform upkeep.say('model_cell', m.id, new.id::text, true, says || ': chờ bạn thẩm định', href, m.is_demo, array(select upkeep.above(m.branch_id)));
  elsif new.state = 'checked' then
    perform upkeep.say('model_cell', m.id, new.id::text, true, says || ': chờ bạn công nhận', href, m.is_demo,
      array(select upkeep.holders('{unit_officer}', m.line, m.province_id, m.unit_id, null)));
  elsif new.state in ('returned', 'recognised', 'not_recognised', 'revoked') then
    perform upkeep.say('model_cell', m.id, new.id::text, new.state = 'returned', says || case new.state when 'returned' then ': bị trả lại, cần chấm lại'
      when 'recognised' then ': được công nhận' when 'revoked' then ': bị thu hồi công nhận' else ': không được công nhận' end, href, m.is_demo, keepers);
  end if;
  return null;
end $$;

-- What a check asks for: of the one that was checked, and back to the one who checked.
create function upkeep.notice_of_remedy() returns trigger language plpgsql security definer set search_path = '' as $$
declare r public.inspection_request; i public.inspection; place text; href text; step text; done text; checked uuid[]; checkers uuid[];
begin
  if tg_table_name = 'inspection_request' then
    r := new;
    step := 'asked';
  else
    select * into r from public.inspection_request where id = new.request_id;
    step := new.id::text;
    done := new.move::text;
  end if;
  select * into i from public.inspection where id = r.inspection_id;
  place := coalesce((select b.name from public.branch b where b.id = i.branch_id), upkeep.unit_name(i.unit_id));
  href := '/oversight/inspections/' || i.id;
  checked := case when i.branch_id is not null then array(select upkeep.holders('{branch_secretary}', null, i.province_id, null, i.branch_id))
    else array(select upkeep.holders('{unit_officer}', i.line, i.province_id, i.unit_id, null)) end;
  checkers := case when i.by_unit_id <> i.province_id then array(select upkeep.holders('{unit_officer}', i.line, i.province_id, i.unit_id, null))
    else array(select upkeep.holders('{org_department}', i.line, i.province_id, null, null)
      union select upkeep.holders('{association_department}', null, i.province_id, null, null) where i.line = 'association') end;
  perform upkeep.overtake(r.id);
  if done = 'reported' then
    perform upkeep.say('remedy', r.id, step, true, 'Báo cáo khắc phục chờ bạn xác nhận: ' || place, href, r.is_demo, checkers);
  elsif done in ('confirmed', 'withdrawn') then
    perform upkeep.say('remedy', r.id, step, false, case done when 'confirmed' then 'Đã xác nhận khắc phục xong: '
      else 'Yêu cầu khắc phục được rút: ' end || place, href, r.is_demo, checked);
  else
    perform upkeep.say('remedy', r.id, step, true, case done when 'returned' then 'Khắc phục chưa được chấp nhận, cần làm lại: '
      when 'extended' then 'Được gia hạn khắc phục: ' when 'reopened' then 'Yêu cầu khắc phục được mở lại: '
      else 'Có yêu cầu khắc phục sau kiểm tra: ' end || place, href, r.is_demo, checked);
  end if;
  return null;
end $$;

do $$
declare f text;
begin
  foreach f in array array['notice_of_voided()', 'notice_of_case()', 'notice_of_plan()', 'notice_of_receipt()', 'notice_of_reminder()',
    'notice_of_assignments()', 'notice_of_working_group()', 'notice_of_branch_paper()', 'notice_of_model_cell()', 'notice_of_remedy()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema upkeep from doanhoi_definer;

create trigger y_notice after insert on case_step for each row execute function upkeep.notice_of_case();
create trigger y_notice_changed after update of voided_at on case_step for each row
  when (old.voided_at is distinct from new.voided_at) execute function upkeep.notice_of_voided('case_id');
create trigger y_notice after insert on plan_delivery for each row execute function upkeep.notice_of_plan();
create trigger y_notice after insert on plan_delivery_step for each row execute function upkeep.notice_of_receipt();
create trigger y_notice after insert on reminder for each row execute function upkeep.notice_of_reminder();
create trigger y_notice_changed after update of voided_at on reminder for each row
  when (old.voided_at is distinct from new.voided_at) execute function upkeep.notice_of_voided('id');
create trigger y_notice after insert on survey_assignment referencing new table as given
  for each statement execute function upkeep.notice_of_assignments();
create trigger y_notice after insert on working_group_step for each row execute function upkeep.notice_of_working_group();
create trigger y_notice after insert on branch_paper_step for each row execute function upkeep.notice_of_branch_paper();
create trigger y_notice after insert on model_cell_step for each row execute function upkeep.notice_of_model_cell();
create trigger y_notice after insert on inspection_request for each row execute function upkeep.notice_of_remedy();
create trigger y_notice after insert on inspection_step for each row execute function upkeep.notice_of_remedy();
