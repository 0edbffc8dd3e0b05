-- Letters that wait (addresses, names of organisations) are given to the program, not to whoever has its database password: it proves
-- itself by what it makes of DATA_KEY. The first that is shown is the program's own, at its start; a newer one takes the place of the old
-- one that is shown beside it.
create table access.program_proof (id boolean primary key default true check (id), hash bytea not null);
grant select, insert, update on access.program_proof to doanhoi_definer;

grant create on schema access to doanhoi_definer;
create function access.knows_program(proofs text[]) returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare shown constant bytea[] := array(select sha256(convert_to(p, 'UTF8')) from unnest(proofs) with ordinality u (p, n)
  where length(p) >= 32 order by n);
begin
  if cardinality(shown) = 0 then return false; end if;
  insert into access.program_proof (hash) values (shown[1]) on conflict do nothing;
  update access.program_proof k set hash = shown[1] where k.hash = any (shown) and k.hash <> shown[1];
  return exists (select 1 from access.program_proof k where k.hash = shown[1]);
end $$;

drop function access.claim_digest();
-- One that is to be sent now, taken by whoever asks first: for ten minutes it is theirs. One that was only taken when its
-- process died is taken again; one that was handed over is not, for nobody knows whether it arrived.
create function access.claim_digest(proofs text[]) returns table (id uuid, address text, subject text, body text, attempts int)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not access.knows_program(proofs) then return; end if;
  return query update public.digest g set state = 'claimed', attempts = g.attempts + 1, next_at = now() + interval '10 minutes'
  where g.id = (select d.id from public.digest d where d.state in ('waiting', 'claimed') and d.next_at <= now()
    order by d.next_at, d.id limit 1 for update skip locked)
  returning g.id, g.address, g.subject, g.body, g.attempts;
end $$;
do $$
declare f text;
begin
  foreach f in array array['knows_program(text[])', 'claim_digest(text[])'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;
