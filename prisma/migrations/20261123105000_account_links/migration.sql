-- One-time links by which a password is set, and when a session last proved whose it is. The program's role reads
-- neither: both are reached through the functions of the schema access.
CREATE TYPE "account_link_purpose" AS ENUM ('invitation', 'reset');

ALTER TABLE "session" ADD COLUMN "proved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE TABLE "account_link" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "purpose" "account_link_purpose" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "issued_by_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "account_link_token_hash_key" ON "account_link"("token_hash");
CREATE INDEX "account_link_account_id_idx" ON "account_link"("account_id");
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table account_link enable row level security;
create policy definer on account_link to doanhoi_definer using (true) with check (true);
grant select, insert, update on account_link to doanhoi_definer;
-- The trace tells that a link was given and used; upkeep.trace keeps its hash out, as it does for passwords.
create trigger z_trace after insert or update or delete on account_link for each row execute function upkeep.trace();
