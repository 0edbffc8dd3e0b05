-- What names an enterprise or an organisation keeps it: undoing an import takes nothing away that others hang on. The database's answer
-- is a broken key, which the undoing takes for "used".
ALTER TABLE "advice" DROP CONSTRAINT "advice_enterprise_id_fkey";
ALTER TABLE "advice" ADD CONSTRAINT "advice_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "inspection" DROP CONSTRAINT "inspection_branch_id_fkey";
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "support_visit" DROP CONSTRAINT "support_visit_branch_id_fkey";
ALTER TABLE "support_visit" ADD CONSTRAINT "support_visit_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "support_visit" DROP CONSTRAINT "support_visit_enterprise_id_fkey";
ALTER TABLE "support_visit" ADD CONSTRAINT "support_visit_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "evaluation" DROP CONSTRAINT "evaluation_branch_id_fkey";
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who took part in a course was then in an organisation: that is not taken away either while it is all that says so.
grant create on schema upkeep to doanhoi_definer;
create function upkeep.keep_what_was_trained() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from public.training_participant t where t.person_id = old.person_id and t.branch_id = old.branch_id and t.voided_at is null)
    and not exists (select 1 from public.membership m where m.person_id = old.person_id and m.branch_id = old.branch_id)
    and not exists (select 1 from public.post m where m.person_id = old.person_id and m.branch_id = old.branch_id) then
    raise exception 'somebody took part in a course from there' using errcode = '23503', constraint = 'training_participant_belongs';
  end if;
  return null;
end $$;
alter function upkeep.keep_what_was_trained() owner to doanhoi_definer;
revoke all on function upkeep.keep_what_was_trained() from public;
revoke create on schema upkeep from doanhoi_definer;
create trigger c_trained after delete on membership for each row execute function upkeep.keep_what_was_trained();
create trigger c_trained after delete on post for each row execute function upkeep.keep_what_was_trained();
