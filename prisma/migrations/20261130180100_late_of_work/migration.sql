-- What is past its day on an account's table, one line each. The same that /work calls late; a test holds them together.
create or replace function upkeep.late_of(account uuid) returns setof text language sql stable security definer set search_path = '' as $$
  with recursive held as materialized (
    select p.role, p.line::text as line, p.province_id, p.unit_id, p.branch_id, p.delegated_by_account_id
    from access.live_appointment l join public.appointment p on p.id = l.id where l.account_id = $1),
  -- A secretary's organisations: the own one and those below it.
  kept as (
    select b.id from held h join public.branch b on b.id = h.branch_id and h.line in ('both', b.line::text) where h.role = 'branch_secretary'
    union select b.id from public.branch b join kept k on b.parent_id = k.id),
  stands as (select $1 as id union select h.delegated_by_account_id from held h where h.delegated_by_account_id is not null),
  -- In whose name it writes papers of a line, and whose charges it answers for.
  desk as (
    select h.line, h.unit_id as id from held h where h.role = 'unit_officer'
    union select h.line, h.province_id from held h where h.role = 'org_department'
    union select 'association', h.province_id from held h where h.role = 'association_department'),
  obliged as (
    select h.unit_id as id from held h where h.role in ('unit_officer', 'org_department', 'association_department')
    union select h.province_id from held h where h.role = 'org_department')
  select 'Trả lời kiến nghị quá hạn ' || to_char(i.answer_by, 'DD/MM/YYYY') from public.issue i
  where i.answer_by < access.today() and exists (select 1 from held h where h.line in ('both', i.line::text) and (
    (i.stage = 'unit' and h.role = 'unit_officer' and h.unit_id = i.unit_id)
    or (h.province_id = i.province_id and (
      (i.line = 'union' and i.stage in ('department', 'outside') and h.role = 'org_department')
      or (i.line = 'association' and i.stage in ('association_department', 'outside') and h.role = 'association_department')
      or (i.stage = 'board' and h.role = 'province_board')))))
  union all
  -- Of the organisation's unit, and of a secretary who was named for it.
  select 'Biện pháp củng cố quá hạn ' || to_char(m.due_on, 'DD/MM/YYYY') || ': ' || b.name
  from public.consolidation_measure m join public.branch b on b.id = m.branch_id
  where m.voided_at is null and m.done_on is null and m.due_on < access.today()
    and (m.responsible_id = $1 and m.branch_id in (select k.id from kept k)
      or exists (select 1 from held h where h.role = 'unit_officer' and h.unit_id = m.unit_id))
  union all
  select 'Quá hạn đại hội ' || to_char(coalesce(b.congress_extended_to, b.congress_due_on), 'DD/MM/YYYY') || ': ' || b.name from public.branch b
  where coalesce(b.congress_extended_to, b.congress_due_on) < access.today()
    and exists (select 1 from public.branch_life l where l.branch_id = b.id and l.voided_at is null and l.valid_from <= access.today()
      and (l.valid_to is null or l.valid_to > access.today()))
    and exists (select 1 from held h where h.role = 'unit_officer' and h.unit_id = b.unit_id)
  union all
  select 'Khắc phục sau kiểm tra quá hạn ' || to_char(r.due_on, 'DD/MM/YYYY') || ': '
    || coalesce((select b.name from public.branch b where b.id = r.branch_id), upkeep.unit_name(r.unit_id))
  from public.inspection_request r join public.inspection i on i.id = r.inspection_id and i.voided_at is null
  where r.state = 'open' and r.due_on < access.today() and (r.branch_id in (select k.id from kept k)
    or exists (select 1 from held h where h.role = 'unit_officer' and h.unit_id = r.unit_id and h.line in ('both', r.line::text)))
  union all
  select 'Chưa có ý kiến, quá hạn ' || to_char(a.answer_by, 'DD/MM/YYYY') || ': ' || a.body_name from public.advice a
  where a.voided_at is null and a.state in ('waiting', 'more_wanted') and a.answer_by < access.today()
    and exists (select 1 from desk d where d.id = a.unit_id and d.line in ('both', a.line::text))
  union all
  select 'Nhiệm vụ quá hạn ' || to_char(c.due_on, 'DD/MM/YYYY') || ': mục ' || t.section || ', ' || p.type || ' ' || p.symbol
  from public.plan_task_unit c join public.plan_task t on t.id = c.task_id
  join public.plan p on p.id = t.plan_id and p.state = 'issued' and p.issued_on <= access.today()
  where c.due_on < access.today() and c.unit_id in (select o.id from obliged o)
    and (select s.state from public.obligation_step s where s.task_id = c.task_id and s.unit_id = c.unit_id
      order by s."order" desc limit 1) is distinct from 'done'
  union all
  -- Nothing of a form that was begun: it is on the list of forms.
  select 'Khảo sát được phân công quá hạn ' || to_char(coalesce(a.due_on, c.due_on), 'DD/MM/YYYY') || ': ' || e.name
  from public.survey_assignment a join public.enterprise e on e.id = a.enterprise_id
  join public.survey_campaign c on c.id = a.campaign_id and c.opens_on <= access.today() and (c.closed_on is null or c.closed_on > access.today())
  where a.voided_at is null and a.valid_to is null and coalesce(a.due_on, c.due_on) < access.today()
    and (a.surveyor_id in (select s.id from stands s) or exists (select 1 from public.working_group_member m
      where m.group_id = a.working_group_id and m.account_id in (select s.id from stands s) and m.voided_at is null
        and m.valid_from <= access.today() and (m.valid_to is null or m.valid_to > access.today())))
    and exists (select 1 from held h where h.role = 'unit_officer' and h.unit_id in (a.union_unit_id, a.association_unit_id))
    and not exists (select 1 from public.survey s where s.campaign_id = a.campaign_id and s.enterprise_id = a.enterprise_id)
  union all
  -- Done is what the unit's own papers show: acknowledged, its own plan issued, its enterprises surveyed (lib/coordination/reports.ts).
  select 'Được đôn đốc, quá hạn ' || to_char(r.due_on, 'DD/MM/YYYY') || ': ' || p.type || ' ' || p.symbol
  from public.reminder r join public.plan p on p.id = r.plan_id
  left join public.plan_delivery d on d.plan_id = r.plan_id and d.unit_id = r.unit_id and d.delivered_on <= access.today()
  where r.voided_at is null and r.due_on < access.today()
    and exists (select 1 from held h where h.role = 'unit_officer' and h.unit_id = r.unit_id) and (
    ('acknowledged' = any (r.asks) and d.id is not null and not exists (select 1 from public.plan_delivery_step s
      where s.delivery_id = d.id and s."on" <= access.today()))
    or ('plan' = any (r.asks) and d.id is not null and not exists (select 1 from public.plan o where o.parent_id = r.plan_id
      and o.unit_id = r.unit_id and o.state = 'issued' and o.issued_on <= access.today()))
    or ('surveyed' = any (r.asks) and exists (
      select 1 from public.enterprise_version v join public.enterprise_management m on m.enterprise_id = v.enterprise_id and m.line = 'union'
        and m.unit_id = r.unit_id and m.voided_at is null and m.valid_from <= access.today() and (m.valid_to is null or m.valid_to > access.today())
      cross join lateral (select c.id from public.survey_campaign c where c.province_id = r.province_id and c.opens_on <= access.today()
        order by c.plan_id is not distinct from r.plan_id desc, c.opens_on desc, c.id desc limit 1) c
      where v.voided_at is null and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())
        and v.province_id = p.province_id and v.legal_form = any (p.scope_legal_forms) and v.ownership = any (p.scope_ownerships)
        and (v.status = 'active' or p.scope_suspended and v.status = 'suspended')
        and not exists (select 1 from public.survey s where s.enterprise_id = v.enterprise_id and s.campaign_id = c.id and s.state = 'accepted'
          and s.surveyed_on <= access.today()))))
$$;
