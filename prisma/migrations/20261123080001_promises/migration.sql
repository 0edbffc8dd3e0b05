-- What the data promises of itself, whoever writes it: periods that do not overlap, text in one normal form,
-- numbers that can be true. Prisma's schema language cannot say these things.

-- Periods. Half-open [valid_from, valid_to); a row that was corrected (voided_at) no longer takes part.
alter table unit_version add constraint unit_version_no_overlap
  exclude using gist (unit_id with =, daterange(valid_from, valid_to) with &&);
alter table area_version add constraint area_version_no_overlap
  exclude using gist (area_id with =, daterange(valid_from, valid_to) with &&);
alter table rule_set add constraint rule_set_no_overlap
  exclude using gist (line with =, daterange(valid_from, valid_to) with &&);
alter table enterprise_version add constraint enterprise_version_no_overlap
  exclude using gist (enterprise_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);
alter table enterprise_management add constraint enterprise_management_no_overlap
  exclude using gist (enterprise_id with =, line with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);
alter table entrepreneur_membership add constraint entrepreneur_membership_no_overlap
  exclude using gist (enterprise_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);
alter table branch_life add constraint branch_life_no_overlap
  exclude using gist (branch_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);
alter table coverage add constraint coverage_no_overlap
  exclude using gist (branch_id with =, enterprise_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);
-- V14: nobody is a member of two chi đoàn at once. Clubs and chi hội of the Hội line may share people.
alter table membership add constraint membership_one_cell
  exclude using gist (person_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null and line = 'union');
alter table membership add constraint membership_no_overlap
  exclude using gist (person_id with =, branch_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);
-- V11: never two secretaries (chapter heads) at once.
alter table post add constraint post_one_head
  exclude using gist (branch_id with =, daterange(valid_from, valid_to) with &&)
  where (voided_at is null and title in ('secretary', 'chapter_head'));
alter table post add constraint post_no_overlap
  exclude using gist (branch_id with =, person_id with =, title with =, daterange(valid_from, valid_to) with &&)
  where (voided_at is null);

do $$
declare t text;
begin
  foreach t in array array['unit_version','area_version','rule_set','enterprise_version','enterprise_management',
    'entrepreneur_membership','branch_life','coverage','membership','post','appointment'] loop
    execute format('alter table %I add constraint %I check (valid_to is null or valid_to >= valid_from)', t, t || '_period_runs_forward');
  end loop;
end $$;

-- Text is NFC on every way in (domain.md §4.5).
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name not like '\_prisma%' and table_name <> 'audit_entry'
    order by table_name, ordinal_position loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

-- Keys made by the program are folded: lower case, no đ, no Vietnamese marks left.
alter table enterprise add constraint enterprise_search_key_folded check (search_key = lower(search_key) and search_key !~ '[đăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]');
alter table enterprise add constraint enterprise_name_key_folded check (name_key = lower(name_key) and name_key !~ '[đăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]');
alter table branch add constraint branch_search_key_folded check (search_key = lower(search_key) and search_key !~ '[đăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]');
alter table person add constraint person_search_key_folded check (search_key = lower(search_key) and search_key !~ '[đăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]');

-- Identities (§4.2): a tax code of 10 digits with an optional branch of 3, 12 digits only for households; or the tick.
alter table enterprise add constraint enterprise_tax_code_shape check (
  (tax_code is null) = has_no_tax_code
  and (tax_code is null or tax_code ~ '^\d{10}$' or (tax_code ~ '^\d{12}$' and legal_form = 'household_business'))
  and (tax_branch is null or (tax_branch ~ '^\d{3}$' and tax_branch <> '000' and tax_code ~ '^\d{10}$')));
-- V19, inside one province only, so that no province learns of another's register.
create unique index enterprise_tax_code_once on enterprise (province_id, tax_code, coalesce(tax_branch, '')) where tax_code is not null;
alter table enterprise add constraint enterprise_started_year_sane check (started_year between 1900 and 2200);

-- V25: sums of a survey, refused here too once it leaves the draft.
alter table survey add constraint survey_counts_not_negative check (
  least(workers, women_workers, ethnic_minority_workers, seasonal_workers, shift_workers, youth_16_to_30, youth_31_to_35,
    untrained_workers, vocational_workers, college_workers, lodging_workers, party_members, trade_union_members,
    union_members_elsewhere, association_members_elsewhere) >= 0);
alter table survey add constraint survey_sums check (state in ('draft', 'returned') or (
  coalesce(women_workers <= workers, true) and coalesce(ethnic_minority_workers <= workers, true)
  and coalesce(seasonal_workers <= workers, true) and coalesce(shift_workers <= workers, true)
  and coalesce(lodging_workers <= workers, true)
  and coalesce(coalesce(youth_16_to_30, 0) + coalesce(youth_31_to_35, 0) <= workers, true)
  and coalesce(coalesce(untrained_workers, 0) + coalesce(vocational_workers, 0) + coalesce(college_workers, 0) <= workers, true)));
alter table survey add constraint survey_state_has_its_trace check (
  (state in ('draft', 'returned') or (submitted_at is not null and submitted_by_id is not null and surveyed_on is not null))
  and ((state = 'accepted') = (accepted_at is not null)) and ((accepted_at is null) = (accepted_by_id is null)));
-- Never accepted by the recorder or the submitter.
alter table survey add constraint survey_accepted_by_another check (
  accepted_by_id is null or (accepted_by_id <> recorded_by_id and accepted_by_id <> submitted_by_id));
alter table survey_event add constraint survey_event_return_has_reason check (state <> 'returned' or length(btrim(reason)) > 0);

-- Organisations: kinds belong to a line.
alter table branch add constraint branch_kind_fits_line check ((line = 'union') = (kind in ('cell', 'grassroots_cell', 'grassroots_union')));
alter table branch add constraint branch_decision_whole check (decision_number is null or decision_on is not null);
alter table branch_life add constraint branch_life_ending check ((valid_to is null) = (ending is null));
alter table membership add constraint membership_ending check ((valid_to is null) = (end_kind is null));
alter table membership add constraint membership_joined_whole check ((joined_on is null) = (joined_precision is null));
alter table person add constraint person_birth_whole check ((birth_date is null) = (birth_precision is null));
alter table person add constraint person_birth_precision check (birth_precision is null or birth_precision = 'day'
  or (birth_precision = 'month' and extract(day from birth_date) = 1)
  or (birth_precision = 'year' and extract(day from birth_date) = 1 and extract(month from birth_date) = 1));
-- V04
alter table person add constraint person_birth_sane check (birth_date is null or birth_date >= date '1900-01-01');
alter table consolidation_measure add constraint consolidation_measure_done check (
  (done_on is null) = (result is null) and (done_on is null) = (done_recorded_at is null) and (done_on is null or done_on >= started_on));
alter table admission add constraint admission_decided check ((state = 'proposed') = (decided_at is null)
  and (state <> 'approved' or membership_id is not null) and (state <> 'refused' or length(btrim(decision_reason)) > 0));
-- One open proposal per person and organisation.
create unique index admission_one_open on admission (person_id, branch_id) where state = 'proposed';
alter table override_request add constraint override_request_subject check ((enterprise_id is null) <> (branch_id is null));
alter table override_request add constraint override_request_decided check ((state = 'requested') = (decided_at is null)
  and (decided_by_id is null or decided_by_id <> requested_by_id) and ((state = 'used') = (used_by_id is not null)));
create unique index establishment_case_one_open on establishment_case (enterprise_id, line) where closed_on is null;
alter table establishment_case add constraint establishment_case_closing check ((closed_on is null) = (closing_reason is null));
alter table appointment add constraint appointment_branch_role check ((role = 'branch_secretary') = (branch_id is not null));
alter table account add constraint account_login_lower check (login = lower(login) and login !~ '\s');

-- V27: a document number is used once in a province, year and type.
create unique index plan_symbol_once on plan (province_id, type, year, symbol_key);

-- Search inside a scope walks the scope's own index; across a province it is a trigram search.
create index enterprise_search_trgm on enterprise using gin (search_key gin_trgm_ops);
create index person_search_trgm on person using gin (search_key gin_trgm_ops);

-- Sort keys compare byte by byte; a language collation would undo the order they encode.
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and column_name in ('sort_key', 'search_key', 'name_key', 'symbol_key') loop
    execute format('alter table %I alter column %I type text collate "C"', c.table_name, c.column_name);
  end loop;
end $$;
