-- An undone import must not take an organisation from under a target: a deletion would turn it into one of the unit.
alter table public.target drop constraint target_branch_id_fkey;
alter table public.target add constraint target_branch_id_fkey foreign key (branch_id) references public.branch (id)
  on delete restrict on update cascade;
