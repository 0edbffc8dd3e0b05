import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What the program exports, read from its source: the matrix is asked for all of it, whoever writes the next one. */
export type Exported = {
  /** File and name, the key of the registries: "lib/branches/queries.ts findBranch". */
  key: string;
  file: string;
  name: string;
  /** Imported functions it calls, directly or through functions of its own file, by their key. */
  calls: readonly string[];
  /** Whether it takes the transaction, or is made by `command(…)`. */
  reachesDatabase: boolean;
};

const ROOT = path.resolve(import.meta.dirname, "../..");

export function filesBelow(folder: string, isWanted: (name: string) => boolean): string[] {
  return readdirSync(path.join(ROOT, folder))
    .flatMap((name) => {
      const file = `${folder}/${name}`;
      if (statSync(path.join(ROOT, file)).isDirectory()) return filesBelow(file, isWanted);
      return isWanted(name) ? [file] : [];
    })
    .sort();
}

const DATABASE_FILES = /^(queries|reports|commands)\.ts$/;

/** Exported queries, reports and commands that reach the database. */
export const databaseFunctions = (): Exported[] =>
  filesBelow("lib", (name) => DATABASE_FILES.test(name))
    .flatMap(exportsOf)
    .filter(({ reachesDatabase }) => reachesDatabase);

/** Exported server actions. */
export const serverActions = (): Exported[] =>
  filesBelow("lib", (name) => name === "actions.ts").flatMap(exportsOf);

function exportsOf(file: string): Exported[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(ROOT, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const imported = importsOf(source);
  const bodies = new Map<string, ts.Node>();
  const exported = new Map<string, ts.Node>();
  for (const statement of source.statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    for (const [name, node] of declared(statement)) {
      bodies.set(name, node);
      if (isExported) exported.set(name, node);
    }
  }
  return [...exported].map(([name, node]) => ({
    key: `${file} ${name}`,
    file,
    name,
    calls: [...called(node, imported, bodies, new Set([name]))],
    reachesDatabase: isCommand(node) || takesTransaction(node) || file.endsWith("/commands.ts"),
  }));
}

function declared(statement: ts.Statement): [string, ts.Node][] {
  if (ts.isFunctionDeclaration(statement) && statement.name && statement.body)
    return [[statement.name.text, statement]];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }): [string, ts.Node][] =>
    ts.isIdentifier(name) && initializer ? [[name.text, initializer]] : [],
  );
}

/** Names imported from the program's own database files, with the key of what they mean. */
function importsOf(source: ts.SourceFile): Map<string, string> {
  const imported = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { text } = statement.moduleSpecifier;
    const named = statement.importClause?.namedBindings;
    if (
      !/^@\/lib\/[^/]+\/(queries|reports|commands|sign-in|links|proof)$/.test(text) ||
      !named ||
      !ts.isNamedImports(named)
    ) {
      continue;
    }
    for (const { name, propertyName, isTypeOnly } of named.elements) {
      if (!isTypeOnly) imported.set(name.text, `${text.slice(2)}.ts ${(propertyName ?? name).text}`);
    }
  }
  return imported;
}

function called(
  node: ts.Node,
  imported: ReadonlyMap<string, string>,
  bodies: ReadonlyMap<string, ts.Node>,
  visited: Set<string>,
): Set<string> {
  const found = new Set<string>();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && !ts.isTypeReferenceNode(at.parent)) {
      const key = imported.get(at.text);
      if (key) found.add(key);
      const body = bodies.get(at.text);
      if (body && !visited.has(at.text)) {
        visited.add(at.text);
        visit(body);
      }
    }
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

const isCommand = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "command";

/** A function whose parameters hold the transaction or the viewer's own client. */
const takesTransaction = (node: ts.Node): boolean =>
  (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node)) &&
  node.parameters.some(({ type }) => type !== undefined && type.getText() === "Tx");
