/** Who may import whom: app → components → lib, actions → commands → queries → policy → rules. */
const DOMAINS =
  "(access|accounts|units|areas|enterprises|surveys|branches|members|plans|cases|indicators|reports|imports|feedback|activities|audit|sensitive|exports|duplicates|privacy|transfers|referrals|congresses|ratings|fees|movements|returns|discipline|consolidation|targets|coordination|advice|training|priority|trips|assignments|programmes|inbox|composing|receipts|directives|pipeline|model-cells|papers|working-groups|oversight|partners|worklist)";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-imports-app",
      severity: "error",
      from: { pathNot: "^(app|tests)/" },
      to: { path: "^app/" },
    },
    {
      name: "lib-knows-no-ui",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "pages-read-and-wire-but-do-not-command",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: "^lib/[^/]+/commands\\.ts$" },
    },
    {
      name: "actions-are-wired-by-pages-only",
      severity: "error",
      from: { pathNot: ["^app/", "^tests/"] },
      to: { path: "^lib/[^/]+/actions\\.ts$" },
    },
    {
      name: "components-stay-off-the-database",
      severity: "error",
      from: { path: "^components/" },
      to: {
        path: "^lib/",
        pathNot: [
          "/(schema|policy|rules|labels|state)\\.ts$",
          "^lib/(format|result|forms/grid)\\.ts$",
          "^lib/(dates|text)/",
          "^lib/generated/prisma/enums\\.ts$",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "ui-primitives-know-no-domain",
      severity: "error",
      from: { path: "^components/(ui|charts|layout)/" },
      to: { path: `^(components/(?!ui|charts|layout)|lib/${DOMAINS}/)` },
    },
    {
      name: "rules-are-pure",
      severity: "error",
      from: { path: "^lib/[^/]+/(rules|policy|labels)\\.ts$" },
      to: { path: "^lib/([^/]+/(queries|reports|commands|actions)\\.ts|db/|env\\.ts)" },
    },
    {
      name: "reads-do-not-write",
      severity: "error",
      from: { path: "^lib/[^/]+/(queries|reports)\\.ts$" },
      to: { path: "^lib/[^/]+/(commands|actions)\\.ts$" },
    },
    {
      name: "only-the-core-opens-the-database",
      severity: "error",
      from: {
        pathNot: [
          "^lib/db/",
          "^lib/(access/(minting|second-factor|sign-in)|audit/sealing|feedback/escalation|imports/(job-child|worker)|inbox/digest)\\.ts$",
          "^prisma/",
          "^tests/",
        ],
      },
      to: { path: "^lib/db/(client|transaction)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "a-commands-tools-stay-with-commands",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: "^lib/db/(?!scope|id|readiness)" },
    },
    {
      name: "generated-client-only-behind-lib",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: "^lib/generated/prisma/(?!enums)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "the-web-knows-no-owner",
      severity: "error",
      from: {
        path: "^(app|components|lib)/",
        pathNot: "^lib/db/(migrate|schema-engine|drift|embedded-server|embedded-home)\\.ts$",
      },
      to: {
        path: "^(prisma/(commands|demo|reference)|lib/db/(migrate|schema-engine|drift|embedded-server|embedded-home)\\.ts)",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|lib/generated/prisma/(?!enums))" },
    includeOnly: "^(app|components|lib|prisma|tests|proxy\\.ts|instrumentation\\.ts)",
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".tsx"] },
  },
};
