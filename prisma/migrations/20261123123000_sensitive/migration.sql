-- Sensitive fields (domain.md §8.2, §1.11): the program's role reaches the table by functions only. Reading needs a purpose
-- and a fresh proof, and is written down; the identity number is kept encrypted, and compared by a keyed hash.

ALTER TABLE "person_sensitive" ADD COLUMN "identity_cipher" TEXT,
ADD COLUMN "identity_hash" BYTEA,
ADD COLUMN "identity_tail" TEXT,
ADD COLUMN "province_id" UUID,
ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

-- V15: one number is one person in a province; what another province knows is not told.
CREATE UNIQUE INDEX "person_sensitive_province_id_identity_hash_key" ON "person_sensitive"("province_id", "identity_hash");

alter table person_sensitive add constraint person_sensitive_identity_whole check (
  (identity_cipher is null) = (identity_hash is null) and (identity_cipher is null) = (identity_tail is null)
  and (identity_cipher is null or province_id is not null));

grant insert, update on person_sensitive to doanhoi_definer;
grant create on schema access to doanhoi_definer;

-- Whether the viewer keeps the person's record: the secretary or the unit of an organisation the person is, was or is proposed
-- to be in. One that the person moved away from no longer does.
create function access.keeps_person(person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.person_scope s
    where s.person_id = $1 and access.keeps_branch(s.branch_id)
      and coalesce((select bool_or(m.end_kind is distinct from 'transferred_out') from public.membership m
        where m.person_id = $1 and m.branch_id = s.branch_id and m.voided_at is null), true))
$$;

-- Whether the viewer reads sensitive fields of the person, given a purpose: those who keep the record, the province's committee
-- and its organisation department on their line. Not the Hội department.
create function access.reads_sensitive(person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select access.keeps_person($1) or exists (
    select 1 from public.person_scope s join access.appointments() p on p.province_id = s.province_id
    where s.person_id = $1 and p.role in ('province_board', 'org_department') and p.line::text in ('both', s.line::text))
$$;

-- What is known of somebody and what the viewer may do with it, without any of the values but the number's last digits;
-- null for whoever has nothing to do with it.
create function access.sensitive_state(person uuid) returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('canWrite', access.keeps_person($1), 'version', coalesce(s.version, 0),
    'ethnicity', s.ethnicity is not null, 'religion', s.religion is not null, 'partyMember', s.party_member is not null,
    'identityTail', s.identity_tail)
  from (select 1) one left join public.person_sensitive s on s.person_id = $1
  where access.reads_sensitive($1)
$$;

-- Reads the fields named, for a purpose, and writes that down; null out of reach.
create function access.read_sensitive(person uuid, fields text[], purpose text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare known public.person_sensitive;
begin
  if not access.reads_sensitive($1) then return null; end if;
  if not access.proved() then raise exception 'a fresh proof is needed' using errcode = '28000'; end if;
  if coalesce(btrim($3), '') = '' or coalesce(cardinality($2), 0) = 0 then
    raise exception 'a purpose and the fields are needed' using errcode = '22023';
  end if;
  perform access.note_read('person_sensitive', $1, $3, jsonb_build_object('deed', 'sensitive.read', 'fields', $2));
  select s.* into known from public.person_sensitive s where s.person_id = $1;
  return (select coalesce(jsonb_object_agg(v.name, v.value), '{}') from (values
    ('ethnicity', to_jsonb(known.ethnicity)), ('religion', to_jsonb(known.religion)),
    ('partyMember', to_jsonb(known.party_member)), ('identity', to_jsonb(known.identity_cipher))) v (name, value)
    where v.name = any ($2));
end $$;

-- Writes the fields that `changes` names, on the version that was shown. An identity number comes encrypted, with its hashes under
-- every key (the first is kept). Answers "written", "not_found", "changed_meanwhile" or "identity_taken", and no more.
create function access.write_sensitive(person uuid, seen int, changes jsonb, cipher text, hashes bytea[], tail text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare known public.person_sensitive; province uuid;
begin
  if not access.keeps_person($1) then return 'not_found'; end if;
  select s.province_id into province from public.person_scope s where s.person_id = $1 and access.keeps_branch(s.branch_id)
    order by s.branch_id limit 1;
  -- Takes turns: two people may enter the same number, or the first values of one person, at the same moment.
  perform pg_advisory_xact_lock(hashtextextended(province::text, 106));
  select s.* into known from public.person_sensitive s where s.person_id = $1 for update;
  if coalesce(known.version, 0) <> $2 then return 'changed_meanwhile'; end if;
  if $4 is not null and exists (select 1 from public.person_sensitive s
    where s.province_id = province and s.identity_hash = any ($5) and s.person_id <> $1) then
    return 'identity_taken';
  end if;
  known.version := coalesce(known.version, 0) + 1;
  if $3 ? 'ethnicity' then known.ethnicity := $3 ->> 'ethnicity'; end if;
  if $3 ? 'religion' then known.religion := $3 ->> 'religion'; end if;
  if $3 ? 'partyMember' then known.party_member := ($3 ->> 'partyMember')::boolean; end if;
  if $3 ? 'identity' then
    known.identity_cipher := $4;
    known.identity_hash := case when $4 is not null then $5[1] end;
    known.identity_tail := case when $4 is not null then $6 end;
  end if;
  insert into public.person_sensitive (person_id, ethnicity, religion, party_member, identity_cipher, identity_hash, identity_tail,
    province_id, version, updated_at)
  values ($1, known.ethnicity, known.religion, known.party_member, known.identity_cipher, known.identity_hash, known.identity_tail,
    province, known.version, now())
  on conflict (person_id) do update set ethnicity = excluded.ethnicity, religion = excluded.religion,
    party_member = excluded.party_member, identity_cipher = excluded.identity_cipher, identity_hash = excluded.identity_hash,
    identity_tail = excluded.identity_tail, province_id = excluded.province_id, version = excluded.version, updated_at = now();
  return 'written';
end $$;

-- Who has an identity number, among those whose sensitive fields the viewer reads; finding somebody is a reading.
create function access.find_by_identity(hashes bytea[]) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare found uuid;
begin
  select s.person_id into found from public.person_sensitive s
  where s.province_id = any ((select access.own_provinces())::uuid[]) and s.identity_hash = any ($1)
    and access.reads_sensitive(s.person_id)
  limit 1;
  if found is not null then
    perform access.note_read('person_sensitive', found, 'Tìm theo số định danh', '{"deed": "sensitive.search", "fields": ["identity"]}');
  end if;
  return found;
end $$;

do $$
declare f text;
begin
  foreach f in array array['keeps_person(uuid)', 'reads_sensitive(uuid)', 'sensitive_state(uuid)', 'read_sensitive(uuid, text[], text)',
    'write_sensitive(uuid, int, jsonb, text, bytea[], text)', 'find_by_identity(bytea[])'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;
