-- Who changes a goal. A unit fixes the goals of an enterprise it registers, but what was fixed is the province's: the
-- standing department corrects any goal (row 52), the Hội department those of its own line (row 55), a unit none. And of
-- a goal only its kind, with the reason, and its deadline can change: never whose it is or when it was fixed.
drop policy unit_changes on goal;
create policy line_department_changes on goal for update to doanhoi_app using (
  line = 'association' and province_id = any ((select access.line_departments('association'))::uuid[]));

revoke update on goal from doanhoi_app;
grant update (kind, kind_reason, due_on, version) on goal to doanhoi_app;
