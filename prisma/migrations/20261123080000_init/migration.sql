-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('province_board', 'org_department', 'association_department', 'province_editor', 'province_clerk', 'unit_officer', 'branch_secretary', 'party_viewer', 'system_admin');

-- CreateEnum
CREATE TYPE "line_scope" AS ENUM ('union', 'association', 'both');

-- CreateEnum
CREATE TYPE "activity_kind" AS ENUM ('meeting', 'cultural', 'volunteering', 'production', 'training', 'care', 'other');

-- CreateEnum
CREATE TYPE "area_level" AS ENUM ('province', 'district', 'commune');

-- CreateEnum
CREATE TYPE "area_succession_kind" AS ENUM ('whole', 'part');

-- CreateEnum
CREATE TYPE "audit_operation" AS ENUM ('INSERT', 'UPDATE', 'DELETE');

-- CreateEnum
CREATE TYPE "branch_kind" AS ENUM ('cell', 'grassroots_cell', 'grassroots_union', 'chapter', 'club');

-- CreateEnum
CREATE TYPE "meeting_rhythm" AS ENUM ('monthly', 'quarterly', 'irregular');

-- CreateEnum
CREATE TYPE "branch_beginning" AS ENUM ('established', 'reorganised');

-- CreateEnum
CREATE TYPE "branch_ending" AS ENUM ('dissolved', 'reorganised');

-- CreateEnum
CREATE TYPE "measure_kind" AS ENUM ('renew_committee', 'add_members', 'renew_content', 'merge', 'dissolve', 'other');

-- CreateEnum
CREATE TYPE "override_state" AS ENUM ('requested', 'granted', 'refused', 'used');

-- CreateEnum
CREATE TYPE "org_line" AS ENUM ('union', 'association');

-- CreateEnum
CREATE TYPE "legal_form" AS ENUM ('llc_one_member', 'llc_two_members', 'joint_stock', 'partnership', 'private_enterprise', 'cooperative', 'cooperative_union', 'household_business', 'dependent_office', 'non_public_service');

-- CreateEnum
CREATE TYPE "ownership" AS ENUM ('state', 'non_state', 'foreign_invested');

-- CreateEnum
CREATE TYPE "enterprise_status" AS ENUM ('not_started', 'active', 'suspended', 'dissolving', 'closed', 'moved_away');

-- CreateEnum
CREATE TYPE "owner_attitude" AS ENUM ('supports', 'neutral', 'not_yet', 'refuses');

-- CreateEnum
CREATE TYPE "enterprise_grant" AS ENUM ('working_time', 'room', 'fund', 'secretary_allowance', 'other');

-- CreateEnum
CREATE TYPE "gender" AS ENUM ('male', 'female');

-- CreateEnum
CREATE TYPE "date_precision" AS ENUM ('day', 'month', 'year');

-- CreateEnum
CREATE TYPE "education" AS ENUM ('below_primary', 'primary', 'lower_secondary', 'upper_secondary', 'vocational', 'college', 'university', 'postgraduate');

-- CreateEnum
CREATE TYPE "membership_start" AS ENUM ('admitted', 'founding', 'transferred_in', 'restored', 'on_record');

-- CreateEnum
CREATE TYPE "membership_end" AS ENUM ('matured', 'transferred_out', 'struck_off', 'expelled', 'deceased', 'left');

-- CreateEnum
CREATE TYPE "admission_state" AS ENUM ('proposed', 'approved', 'refused', 'withdrawn');

-- CreateEnum
CREATE TYPE "post_title" AS ENUM ('secretary', 'deputy_secretary', 'committee_member', 'chapter_head', 'deputy_chapter_head');

-- CreateEnum
CREATE TYPE "goal_kind" AS ENUM ('consolidate', 'establish');

-- CreateEnum
CREATE TYPE "survey_state" AS ENUM ('draft', 'submitted', 'returned', 'accepted');

-- CreateEnum
CREATE TYPE "unit_kind" AS ENUM ('province', 'department', 'district', 'city', 'enterprise_bloc', 'commune', 'ward');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "device" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "line" "line_scope" NOT NULL DEFAULT 'both',
    "province_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "branch_id" UUID,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command_receipt" (
    "account_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "result" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "command_receipt_pkey" PRIMARY KEY ("account_id","request_id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "kind" "activity_kind" NOT NULL,
    "on" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "participants" INTEGER,
    "benefits_youth" BOOLEAN NOT NULL DEFAULT false,
    "benefits_enterprise" BOOLEAN NOT NULL DEFAULT false,
    "result" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "area" (
    "id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "area_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "area_version" (
    "id" UUID NOT NULL,
    "area_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "valid_from_known" BOOLEAN NOT NULL DEFAULT true,
    "level" "area_level" NOT NULL,
    "type" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search_key" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "parent_id" UUID,
    "note" TEXT,

    CONSTRAINT "area_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "area_succession" (
    "id" UUID NOT NULL,
    "from_area_id" UUID NOT NULL,
    "to_area_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "kind" "area_succession_kind" NOT NULL,
    "note" TEXT,

    CONSTRAINT "area_succession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "account_id" UUID,
    "request_id" UUID,
    "deed" TEXT,
    "table_name" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "operation" "audit_operation" NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "province_id" UUID,
    "unit_id" UUID,
    "branch_id" UUID,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "branch" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "parent_id" UUID,
    "line" "org_line" NOT NULL,
    "kind" "branch_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "search_key" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "established_on" DATE NOT NULL,
    "decision_number" TEXT,
    "decision_on" DATE,
    "decision_unit_id" UUID,
    "provisional" BOOLEAN NOT NULL DEFAULT true,
    "meeting_rhythm" "meeting_rhythm" NOT NULL DEFAULT 'monthly',
    "last_congress_on" DATE,
    "congress_due_on" DATE,
    "congress_extended_to" DATE,
    "note" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "branch_life" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "beginning" "branch_beginning" NOT NULL DEFAULT 'established',
    "ending" "branch_ending",
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "kind" "branch_kind" NOT NULL DEFAULT 'cell',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "branch_life_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coverage" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "kind" "branch_kind" NOT NULL DEFAULT 'cell',
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "coverage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consolidation_measure" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "kind" "measure_kind" NOT NULL,
    "weakness" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "responsible" TEXT NOT NULL,
    "started_on" DATE NOT NULL,
    "due_on" DATE,
    "done_on" DATE,
    "result" TEXT,
    "rating_before" TEXT,
    "rating_after" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_recorded_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "consolidation_measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "establishment_case" (
    "id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "opened_on" DATE NOT NULL,
    "note" TEXT,
    "difficulty" TEXT,
    "fallback_for_id" UUID,
    "reported_to_party_on" DATE,
    "closed_on" DATE,
    "closing_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "establishment_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "override_request" (
    "id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "enterprise_id" UUID,
    "branch_id" UUID,
    "line" "org_line" NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "override_state" NOT NULL DEFAULT 'requested',
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,
    "used_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "override_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_set" (
    "id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "params" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,

    CONSTRAINT "rule_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_entry" (
    "id" UUID NOT NULL,
    "catalogue" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,
    "note" TEXT,

    CONSTRAINT "catalogue_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "union_unit_id" UUID NOT NULL,
    "association_unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT,
    "search_key" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "tax_code" TEXT,
    "tax_branch" TEXT,
    "has_no_tax_code" BOOLEAN NOT NULL DEFAULT false,
    "legal_form" "legal_form" NOT NULL,
    "ownership" "ownership" NOT NULL,
    "status" "enterprise_status" NOT NULL,
    "industry" TEXT,
    "area_id" UUID NOT NULL,
    "address" TEXT,
    "started_year" INTEGER,
    "representative" TEXT,
    "phone" TEXT,
    "is_head_office" BOOLEAN NOT NULL DEFAULT true,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enterprise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise_version" (
    "id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "legal_form" "legal_form" NOT NULL,
    "ownership" "ownership" NOT NULL,
    "status" "enterprise_status" NOT NULL,
    "area_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "enterprise_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise_management" (
    "id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "unit_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "enterprise_management_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entrepreneur_membership" (
    "id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "entrepreneur_membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "met" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "attitude" "owner_attitude",
    "grants" "enterprise_grant"[],
    "grant_note" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "full_name" TEXT NOT NULL,
    "search_key" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "gender" "gender",
    "birth_date" DATE,
    "birth_precision" "date_precision",
    "phone" TEXT,
    "area_id" UUID,
    "education" "education",
    "occupation" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_scope" (
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "province_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "person_scope_pkey" PRIMARY KEY ("person_id","branch_id","line")
);

-- CreateTable
CREATE TABLE "person_sensitive" (
    "person_id" UUID NOT NULL,
    "ethnicity" TEXT,
    "religion" TEXT,
    "party_member" BOOLEAN,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_sensitive_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "start_kind" "membership_start" NOT NULL,
    "end_kind" "membership_end",
    "end_reason" TEXT,
    "joined_on" DATE,
    "joined_precision" "date_precision",
    "card_number" TEXT,
    "stays_after_thirty" BOOLEAN NOT NULL DEFAULT false,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admission" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "admit_on" DATE NOT NULL,
    "state" "admission_state" NOT NULL DEFAULT 'proposed',
    "note" TEXT,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_number" TEXT,
    "decision_reason" TEXT,
    "membership_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "admission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "title" "post_title" NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "exception_reason" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "symbol_key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "issuer" TEXT NOT NULL,
    "on_behalf_of" TEXT,
    "signatory_post" TEXT NOT NULL,
    "signatory_name" TEXT NOT NULL,
    "preamble" TEXT NOT NULL,
    "baseline_on" DATE NOT NULL,
    "baseline_note" TEXT,
    "due_on" DATE,
    "scope_legal_forms" "legal_form"[],
    "scope_ownerships" "ownership"[],
    "scope_suspended" BOOLEAN NOT NULL DEFAULT false,
    "scope_note" TEXT,
    "association_kinds" "branch_kind"[],
    "idle_days" INTEGER NOT NULL DEFAULT 60,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_basis" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "symbol" TEXT,
    "issued_on" DATE,
    "issuer" TEXT,
    "abstract" TEXT NOT NULL,
    "province_id" UUID NOT NULL,

    CONSTRAINT "plan_basis_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_task" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "parent_id" UUID,
    "order" INTEGER NOT NULL,
    "section" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "province_id" UUID NOT NULL,

    CONSTRAINT "plan_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_task_unit" (
    "task_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,

    CONSTRAINT "plan_task_unit_pkey" PRIMARY KEY ("task_id","unit_id")
);

-- CreateTable
CREATE TABLE "plan_recipient" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "province_id" UUID NOT NULL,

    CONSTRAINT "plan_recipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_recipient_unit" (
    "recipient_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,

    CONSTRAINT "plan_recipient_unit_pkey" PRIMARY KEY ("recipient_id","unit_id")
);

-- CreateTable
CREATE TABLE "resolution_task" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "text" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "province_id" UUID NOT NULL,

    CONSTRAINT "resolution_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goal" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "kind" "goal_kind" NOT NULL,
    "fixed_on" DATE NOT NULL,
    "due_on" DATE,
    "kind_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "goal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_campaign" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "plan_id" UUID,
    "name" TEXT NOT NULL,
    "reference_date" DATE NOT NULL,
    "form_version" INTEGER NOT NULL DEFAULT 1,
    "opens_on" DATE NOT NULL,
    "due_on" DATE,
    "closed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "survey_campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "state" "survey_state" NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "unknowns" TEXT[],
    "facts" JSONB,
    "workers" INTEGER,
    "women_workers" INTEGER,
    "ethnic_minority_workers" INTEGER,
    "seasonal_workers" INTEGER,
    "shift_workers" INTEGER,
    "youth_16_to_30" INTEGER,
    "youth_31_to_35" INTEGER,
    "untrained_workers" INTEGER,
    "vocational_workers" INTEGER,
    "college_workers" INTEGER,
    "lodging_workers" INTEGER,
    "has_party_cell" BOOLEAN,
    "party_members" INTEGER,
    "has_trade_union" BOOLEAN,
    "trade_union_members" INTEGER,
    "union_members_elsewhere" INTEGER,
    "association_members_elsewhere" INTEGER,
    "elsewhere_note" TEXT,
    "owner_attitude" "owner_attitude",
    "grants" "enterprise_grant"[],
    "grant_note" TEXT,
    "contact_name" TEXT,
    "contact_phone" TEXT,
    "nucleus_name" TEXT,
    "nucleus_phone" TEXT,
    "assessment" TEXT,
    "proposal" TEXT,
    "surveyed_on" DATE,
    "surveyor" TEXT,
    "informant" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "submitted_by_id" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "accepted_by_id" UUID,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_need" (
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "need" TEXT NOT NULL,
    "persons" INTEGER,
    "note" TEXT,
    "enterprise_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "survey_need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_organisation" (
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "kind" "branch_kind" NOT NULL,
    "name" TEXT,
    "founded_on" DATE,
    "committee_size" INTEGER,
    "members" INTEGER,
    "meeting_rhythm" "meeting_rhythm",
    "last_activity_on" DATE,
    "pays_fee" BOOLEAN,
    "rating" TEXT,
    "difficulty" TEXT,
    "enterprise_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "survey_organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_event" (
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "state" "survey_state" NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT,
    "enterprise_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "survey_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_version" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "valid_from_known" BOOLEAN NOT NULL DEFAULT true,
    "kind" "unit_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "parent_id" UUID,
    "code" TEXT,
    "document_symbol" TEXT,
    "owns_line" "org_line",
    "inferred" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,

    CONSTRAINT "unit_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reorganisation" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "legal_basis" TEXT NOT NULL,
    "inferred" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "reorganisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reorganisation_line" (
    "id" UUID NOT NULL,
    "reorganisation_id" UUID NOT NULL,
    "from_unit_id" UUID,
    "to_unit_id" UUID,
    "note" TEXT,

    CONSTRAINT "reorganisation_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_login_key" ON "account"("login");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "appointment_account_id_idx" ON "appointment"("account_id");

-- CreateIndex
CREATE INDEX "appointment_unit_id_idx" ON "appointment"("unit_id");

-- CreateIndex
CREATE INDEX "appointment_branch_id_idx" ON "appointment"("branch_id");

-- CreateIndex
CREATE INDEX "activity_branch_id_on_idx" ON "activity"("branch_id", "on");

-- CreateIndex
CREATE INDEX "area_version_area_id_idx" ON "area_version"("area_id");

-- CreateIndex
CREATE INDEX "area_version_parent_id_idx" ON "area_version"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "area_version_code_level_valid_from_key" ON "area_version"("code", "level", "valid_from");

-- CreateIndex
CREATE INDEX "area_succession_from_area_id_idx" ON "area_succession"("from_area_id");

-- CreateIndex
CREATE INDEX "area_succession_to_area_id_idx" ON "area_succession"("to_area_id");

-- CreateIndex
CREATE INDEX "audit_entry_table_name_row_id_id_idx" ON "audit_entry"("table_name", "row_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_account_id_request_id_idx" ON "audit_entry"("account_id", "request_id");

-- CreateIndex
CREATE INDEX "branch_unit_id_sort_key_id_idx" ON "branch"("unit_id", "sort_key", "id");

-- CreateIndex
CREATE INDEX "branch_province_id_sort_key_id_idx" ON "branch"("province_id", "sort_key", "id");

-- CreateIndex
CREATE INDEX "branch_parent_id_idx" ON "branch"("parent_id");

-- CreateIndex
CREATE INDEX "branch_life_branch_id_idx" ON "branch_life"("branch_id");

-- CreateIndex
CREATE INDEX "coverage_branch_id_idx" ON "coverage"("branch_id");

-- CreateIndex
CREATE INDEX "coverage_enterprise_id_line_idx" ON "coverage"("enterprise_id", "line");

-- CreateIndex
CREATE INDEX "consolidation_measure_branch_id_idx" ON "consolidation_measure"("branch_id");

-- CreateIndex
CREATE INDEX "establishment_case_enterprise_id_line_idx" ON "establishment_case"("enterprise_id", "line");

-- CreateIndex
CREATE INDEX "establishment_case_fallback_for_id_idx" ON "establishment_case"("fallback_for_id");

-- CreateIndex
CREATE INDEX "override_request_enterprise_id_idx" ON "override_request"("enterprise_id");

-- CreateIndex
CREATE INDEX "override_request_branch_id_idx" ON "override_request"("branch_id");

-- CreateIndex
CREATE UNIQUE INDEX "rule_set_code_key" ON "rule_set"("code");

-- CreateIndex
CREATE UNIQUE INDEX "catalogue_entry_catalogue_code_key" ON "catalogue_entry"("catalogue", "code");

-- CreateIndex
CREATE INDEX "enterprise_union_unit_id_sort_key_id_idx" ON "enterprise"("union_unit_id", "sort_key", "id");

-- CreateIndex
CREATE INDEX "enterprise_association_unit_id_sort_key_id_idx" ON "enterprise"("association_unit_id", "sort_key", "id");

-- CreateIndex
CREATE INDEX "enterprise_province_id_sort_key_id_idx" ON "enterprise"("province_id", "sort_key", "id");

-- CreateIndex
CREATE INDEX "enterprise_name_key_idx" ON "enterprise"("name_key");

-- CreateIndex
CREATE INDEX "enterprise_area_id_idx" ON "enterprise"("area_id");

-- CreateIndex
CREATE INDEX "enterprise_version_enterprise_id_idx" ON "enterprise_version"("enterprise_id");

-- CreateIndex
CREATE INDEX "enterprise_management_enterprise_id_idx" ON "enterprise_management"("enterprise_id");

-- CreateIndex
CREATE INDEX "enterprise_management_unit_id_idx" ON "enterprise_management"("unit_id");

-- CreateIndex
CREATE INDEX "entrepreneur_membership_enterprise_id_idx" ON "entrepreneur_membership"("enterprise_id");

-- CreateIndex
CREATE INDEX "visit_enterprise_id_on_idx" ON "visit"("enterprise_id", "on");

-- CreateIndex
CREATE INDEX "person_search_key_idx" ON "person"("search_key");

-- CreateIndex
CREATE INDEX "person_scope_branch_id_idx" ON "person_scope"("branch_id");

-- CreateIndex
CREATE INDEX "person_scope_unit_id_idx" ON "person_scope"("unit_id");

-- CreateIndex
CREATE INDEX "person_scope_province_id_idx" ON "person_scope"("province_id");

-- CreateIndex
CREATE INDEX "membership_branch_id_idx" ON "membership"("branch_id");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE INDEX "admission_branch_id_state_idx" ON "admission"("branch_id", "state");

-- CreateIndex
CREATE INDEX "admission_person_id_idx" ON "admission"("person_id");

-- CreateIndex
CREATE INDEX "post_branch_id_idx" ON "post"("branch_id");

-- CreateIndex
CREATE INDEX "post_person_id_idx" ON "post"("person_id");

-- CreateIndex
CREATE INDEX "plan_province_id_idx" ON "plan"("province_id");

-- CreateIndex
CREATE INDEX "plan_basis_plan_id_idx" ON "plan_basis"("plan_id");

-- CreateIndex
CREATE INDEX "plan_task_plan_id_order_idx" ON "plan_task"("plan_id", "order");

-- CreateIndex
CREATE INDEX "plan_task_parent_id_idx" ON "plan_task"("parent_id");

-- CreateIndex
CREATE INDEX "plan_task_unit_unit_id_idx" ON "plan_task_unit"("unit_id");

-- CreateIndex
CREATE INDEX "plan_recipient_plan_id_idx" ON "plan_recipient"("plan_id");

-- CreateIndex
CREATE INDEX "plan_recipient_unit_unit_id_idx" ON "plan_recipient_unit"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "resolution_task_plan_id_order_key" ON "resolution_task"("plan_id", "order");

-- CreateIndex
CREATE INDEX "goal_enterprise_id_idx" ON "goal"("enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "goal_plan_id_enterprise_id_line_key" ON "goal"("plan_id", "enterprise_id", "line");

-- CreateIndex
CREATE INDEX "survey_campaign_province_id_idx" ON "survey_campaign"("province_id");

-- CreateIndex
CREATE INDEX "survey_enterprise_id_idx" ON "survey"("enterprise_id");

-- CreateIndex
CREATE INDEX "survey_union_unit_id_state_idx" ON "survey"("union_unit_id", "state");

-- CreateIndex
CREATE INDEX "survey_province_id_state_idx" ON "survey"("province_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "survey_campaign_id_enterprise_id_key" ON "survey"("campaign_id", "enterprise_id");

-- CreateIndex
CREATE INDEX "survey_need_enterprise_id_idx" ON "survey_need"("enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_need_survey_id_need_key" ON "survey_need"("survey_id", "need");

-- CreateIndex
CREATE INDEX "survey_organisation_survey_id_idx" ON "survey_organisation"("survey_id");

-- CreateIndex
CREATE INDEX "survey_organisation_enterprise_id_idx" ON "survey_organisation"("enterprise_id");

-- CreateIndex
CREATE INDEX "survey_event_survey_id_at_idx" ON "survey_event"("survey_id", "at");

-- CreateIndex
CREATE INDEX "survey_event_enterprise_id_idx" ON "survey_event"("enterprise_id");

-- CreateIndex
CREATE INDEX "unit_province_id_idx" ON "unit"("province_id");

-- CreateIndex
CREATE INDEX "unit_version_unit_id_idx" ON "unit_version"("unit_id");

-- CreateIndex
CREATE INDEX "unit_version_parent_id_idx" ON "unit_version"("parent_id");

-- CreateIndex
CREATE INDEX "reorganisation_line_reorganisation_id_idx" ON "reorganisation_line"("reorganisation_id");

-- CreateIndex
CREATE INDEX "reorganisation_line_from_unit_id_idx" ON "reorganisation_line"("from_unit_id");

-- CreateIndex
CREATE INDEX "reorganisation_line_to_unit_id_idx" ON "reorganisation_line"("to_unit_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area_version" ADD CONSTRAINT "area_version_area_id_fkey" FOREIGN KEY ("area_id") REFERENCES "area"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area_version" ADD CONSTRAINT "area_version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "area"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area_succession" ADD CONSTRAINT "area_succession_from_area_id_fkey" FOREIGN KEY ("from_area_id") REFERENCES "area"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area_succession" ADD CONSTRAINT "area_succession_to_area_id_fkey" FOREIGN KEY ("to_area_id") REFERENCES "area"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "branch" ADD CONSTRAINT "branch_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "branch" ADD CONSTRAINT "branch_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "branch_life" ADD CONSTRAINT "branch_life_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consolidation_measure" ADD CONSTRAINT "consolidation_measure_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "establishment_case" ADD CONSTRAINT "establishment_case_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "establishment_case" ADD CONSTRAINT "establishment_case_fallback_for_id_fkey" FOREIGN KEY ("fallback_for_id") REFERENCES "establishment_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "override_request" ADD CONSTRAINT "override_request_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "override_request" ADD CONSTRAINT "override_request_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise" ADD CONSTRAINT "enterprise_area_id_fkey" FOREIGN KEY ("area_id") REFERENCES "area"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise_version" ADD CONSTRAINT "enterprise_version_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise_management" ADD CONSTRAINT "enterprise_management_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise_management" ADD CONSTRAINT "enterprise_management_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entrepreneur_membership" ADD CONSTRAINT "entrepreneur_membership_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_area_id_fkey" FOREIGN KEY ("area_id") REFERENCES "area"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_scope" ADD CONSTRAINT "person_scope_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission" ADD CONSTRAINT "admission_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission" ADD CONSTRAINT "admission_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_basis" ADD CONSTRAINT "plan_basis_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_task" ADD CONSTRAINT "plan_task_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_task" ADD CONSTRAINT "plan_task_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "plan_task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_task_unit" ADD CONSTRAINT "plan_task_unit_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "plan_task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_task_unit" ADD CONSTRAINT "plan_task_unit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_recipient" ADD CONSTRAINT "plan_recipient_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_recipient_unit" ADD CONSTRAINT "plan_recipient_unit_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "plan_recipient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_recipient_unit" ADD CONSTRAINT "plan_recipient_unit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_task" ADD CONSTRAINT "resolution_task_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goal" ADD CONSTRAINT "goal_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goal" ADD CONSTRAINT "goal_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_campaign" ADD CONSTRAINT "survey_campaign_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey" ADD CONSTRAINT "survey_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "survey_campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey" ADD CONSTRAINT "survey_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_need" ADD CONSTRAINT "survey_need_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "survey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_organisation" ADD CONSTRAINT "survey_organisation_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "survey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_event" ADD CONSTRAINT "survey_event_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "survey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reorganisation_line" ADD CONSTRAINT "reorganisation_line_reorganisation_id_fkey" FOREIGN KEY ("reorganisation_id") REFERENCES "reorganisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reorganisation_line" ADD CONSTRAINT "reorganisation_line_from_unit_id_fkey" FOREIGN KEY ("from_unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reorganisation_line" ADD CONSTRAINT "reorganisation_line_to_unit_id_fkey" FOREIGN KEY ("to_unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;
