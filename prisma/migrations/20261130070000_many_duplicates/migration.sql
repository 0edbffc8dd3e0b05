-- Many people entered at once (V16): the same as access.ask_duplicates by their records alone. Each is found by its key through the
-- index; with a number beside it every record of the register would be looked at, once a person.

grant create on schema access to doanhoi_definer;

create function access.ask_duplicates_of(persons uuid[]) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare p record; other uuid; units uuid[]; found boolean := false;
begin
  for p in
    select x.id, x.search_key, x.birth_date, x.area_id,
      (select s.province_id from public.person_scope s where s.person_id = x.id and access.keeps_branch(s.branch_id) limit 1) as province
    from public.person x where x.id = any ($1) and access.keeps_person(x.id) order by x.id
  loop
    for other in
      select o.id from public.person o where o.search_key = p.search_key and o.id <> p.id
        and o.birth_date is not distinct from p.birth_date and (p.area_id is null or o.area_id is null or o.area_id = p.area_id)
        and exists (select 1 from public.person_scope s where s.person_id = o.id and s.province_id = p.province)
        and not access.sees_person(o.id)
      order by o.id limit 20
    loop
      found := true;
      select array_agg(distinct s.unit_id) into units from public.person_scope s
        where s.person_id in (p.id, other) and s.province_id = p.province;
      insert into public.duplicate_case (id, person_id, other_id, province_id, unit_id, asked_by_id)
      values (gen_random_uuid(), p.id, other, p.province, case when cardinality(units) = 1 then units[1] end, access.account_id())
      on conflict (person_id, other_id) do nothing;
    end loop;
  end loop;
  return found;
end $$;

alter function access.ask_duplicates_of(uuid[]) owner to doanhoi_definer;
revoke all on function access.ask_duplicates_of(uuid[]) from public;
grant execute on function access.ask_duplicates_of(uuid[]) to doanhoi_app;

revoke create on schema access from doanhoi_definer;
