-- The organisation department reads the trace of its province; one that is appointed for a line only, of rows about people
-- and of requests that name them, on that line, as it reads the rows themselves.
create policy line_of_people on audit_entry as restrictive for select to doanhoi_app using (
  table_name not in ('membership', 'admission', 'post', 'override_request')
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));
