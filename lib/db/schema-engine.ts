import "server-only";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { Pool, type QueryResult } from "pg";

/**
 * Prisma's own migration engine, in WebAssembly: the native one is downloaded at install time, which many networks
 * forbid. The package exports no door for this, so its two files are opened by path and its version is pinned to the
 * very build of the Prisma in use.
 */
export type SchemaEngine = {
  diff(request: unknown): Promise<{ stdout?: string; exitCode: number }>;
  applyMigrations(request: unknown): Promise<{ appliedMigrationNames: string[] }>;
};

type EngineModule = {
  __wbg_set_wasm(exports: unknown): void;
  SchemaEngine: {
    new: (options: unknown, log: () => void, adapter: unknown) => Promise<SchemaEngine>;
  };
};

/** The repository's root, from which schema and migrations are read. */
const ROOT = process.cwd();

export async function withSchemaEngine<Value>(
  ownerUrl: string,
  work: (engine: SchemaEngine) => Promise<Value>,
): Promise<Value> {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  const pool = new Pool({ connectionString: ownerUrl, max: 1 });
  let refused: unknown;
  try {
    const engine = await SchemaEngine.new(
      { datamodels: schemaFiles().map(({ path: name, content }) => [name, content]) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(
        migrationAdapter(pool, (error) => {
          refused = error;
        }),
      ),
    );
    return await work(engine);
  } catch (error) {
    // The engine says where it was, and only "external error" of what the database said.
    if (!(refused instanceof Error && error instanceof Error)) throw error;
    const migration = /migration_name="([^"]+)"/.exec(error.message)?.[1];
    throw new Error(`${migration ? `Migration ${migration}: ` : ""}${refused.message}`, { cause: error });
  } finally {
    // The engine holds an advisory lock on its connection: an open one would make the next migration wait.
    await pool.end();
  }
}

/** Once a process: the package's glue keeps the memory of one instance. */
let loaded: Promise<EngineModule> | undefined;

async function loadEngine(): Promise<EngineModule> {
  // The engine tells here why it gave up, just before it does.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  });
  const folder = path.join(ROOT, "node_modules", "@prisma", "schema-engine-wasm");
  const bindings: EngineModule = await import(pathToFileURL(path.join(folder, "schema_engine_bg.js")).href);
  const { instance } = await WebAssembly.instantiate(
    readFileSync(path.join(folder, "schema_engine_bg.wasm")),
    // The glue is the wasm's only import; its types are not published.
    { "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports },
  );
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start === "function") start();
  return bindings;
}

/** PostgreSQL's "char" (oid 18) of its own catalogues, which the adapter cannot read, and one it reads as text. */
const INTERNAL_CHAR = 18;
const TEXT = 25;

/** Sent with a migration's script as one query, and so one transaction: killed between them, nothing is half done. */
const MARK_FINISHED =
  "update _prisma_migrations set finished_at = now() where finished_at is null and rolled_back_at is null";

/**
 * Prisma's adapter with its two habits mended that stand in the way of migrations: it cuts scripts at every semicolon,
 * even inside a function's body or a comment, and it cannot read the catalogue's "char" columns, which the engine wants
 * as characters. One connection, one query at a time: what the last result held is known when the adapter answers.
 */
function migrationAdapter(pool: Pool, noteRefusal: (error: unknown) => void): PrismaPg {
  let characters: number[] = [];
  const query = pool.query.bind(pool) as (...asked: unknown[]) => Promise<QueryResult>;
  Object.assign(pool, {
    query: async (...asked: unknown[]) => {
      const result = await query(...asked);
      characters = [];
      for (const [index, field] of (result.fields ?? []).entries()) {
        if (field.dataTypeID !== INTERNAL_CHAR) continue;
        characters.push(index);
        field.dataTypeID = TEXT;
      }
      return result;
    },
  });
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    return Object.assign(adapter, {
      queryRaw: async (asked: Parameters<typeof queryRaw>[0]) => {
        const answer = await queryRaw(asked);
        const columnTypes = answer.columnTypes.map((type, index) =>
          characters.includes(index) ? ColumnTypeEnum.Character : type,
        );
        return { ...answer, columnTypes };
      },
      executeScript: async (script: string) => {
        const isMigration = !script.includes("_prisma_migrations");
        await pool.query(isMigration ? `${script}\n;\n${MARK_FINISHED}` : script).catch((error: unknown) => {
          noteRefusal(error);
          throw error;
        });
      },
    });
  };
  return factory;
}

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** schema.prisma and the models, as the engine wants them. */
export function schemaFiles(): { path: string; content: string }[] {
  const models = path.join(ROOT, "prisma", "models");
  return [
    path.join(ROOT, "prisma", "schema.prisma"),
    ...readdirSync(models)
      .filter((name) => name.endsWith(".prisma"))
      .sort()
      .map((name) => path.join(models, name)),
  ].map((file) => ({ path: file, content: readFileSync(file, "utf8") }));
}

const MIGRATIONS = path.join(ROOT, "prisma", "migrations");

/** The names of the committed migrations, in the order they apply. */
export const migrationNames = (): string[] =>
  readdirSync(MIGRATIONS)
    .filter((name) => existsSync(path.join(MIGRATIONS, name, "migration.sql")))
    .sort();

export const migrationsList = () => ({
  baseDir: MIGRATIONS,
  lockfile: { path: "./migration_lock.toml", content: 'provider = "postgresql"\n' },
  shadowDbInitScript: "",
  migrationDirectories: migrationNames().map((name) => ({
    path: name,
    migrationFile: {
      path: "migration.sql",
      content: { tag: "ok", value: readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8") },
    },
  })),
});
