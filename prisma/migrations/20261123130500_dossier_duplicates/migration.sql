-- What is held about somebody has the questions whether the record is a second one, without whose the first would be.
grant create on schema access to doanhoi_definer;

create or replace function access.person_dossier(export uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  asked public.person_export; here uuid[] := access.privacy_desks();
  hidden constant text[] := array['search_key', 'sort_key', 'shown_key', 'shown_sort_key', 'cipher', 'nonce', 'identity_cipher',
    'identity_hash', 'key_hash', 'keyed_hash', 'other_id'];
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
    'duplicate_case', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.duplicate_case t where t.person_id = asked.person_id and t.province_id = any (here)),
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

revoke create on schema access from doanhoi_definer;
