// TEMPORARY until the platform's harness arrives: expects TEST_OWNER_URL / APP_DATABASE_URL of a database made by /tmp/team/db.sh
import { Pool } from "pg";

process.env["NEXTAUTH_SECRET"] ??= "0123456789012345678901234567890123456789";
export const owner = new Pool({ connectionString: process.env["TEST_OWNER_URL"] });
