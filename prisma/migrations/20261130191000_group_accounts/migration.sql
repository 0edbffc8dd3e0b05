-- Only an officer in sight is put into a working group as an account: what the group does is said to them, by names of its unit's choosing.
create policy accounts_in_sight on working_group_member as restrictive for insert to doanhoi_app with check (
  account_id is null or valid_to <= (select access.today())
  or account_id::text = any (array(select split_part(p, ' ', 1) from unnest((select access.surveyor_places())::text[]) p)));
