-- The trace of the law's registers is read by whom the registers are: the desk, and of requests those who wrote them down.
create policy desk_as_desk on audit_entry as restrictive for select to doanhoi_app using (
  table_name not in ('erasure', 'keep_order', 'retention_proposal', 'person_export', 'breach', 'data_request', 'data_request_step')
  or province_id = any ((select access.privacy_desks())::uuid[])
  or (table_name in ('data_request', 'data_request_step')
    and (unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))));
