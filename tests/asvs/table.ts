/**
 * How the program meets OWASP ASVS 5.0.0, levels 1 and 2 (https://owasp.org/www-project-application-security-verification-standard,
 * CC BY-SA 4.0; numbers and levels are the standard's, the words are ours). Each requirement is met by a test, or by a place
 * where it can be read, or does not apply and says why, or is a gap that is named. tests/asvs/table.test.ts holds it to its word.
 */
export type Answer =
  | { test: readonly [file: string, title: string] }
  /** A file, and words in it that must still be there. */
  | { place: readonly [file: string, words: string] }
  | { not: string }
  /** Not met here: by the program, or because it is the operator's to do. */
  | { gap: string };

const test = (file: string, title: string): Answer => ({ test: [file, title] });
const place = (file: string, words: string): Answer => ({ place: [file, words] });
const not = (why: string): Answer => ({ not: why });
const gap = (why: string): Answer => ({ gap: why });

const NO_OAUTH = not("no OAuth or OpenID Connect: the program is neither client, resource server nor issuer");
const NO_WEBRTC = not("no WebRTC");
const NO_GRAPHQL = not("no GraphQL");
const NO_SOCKET = not("no WebSocket in production");
const NO_FEDERATION = not("one identity provider: the program's own accounts");
const NO_XML = not("no XML, LDAP, LaTeX, JNDI or template language is used");
const OPERATOR_TLS = gap(
  "TLS ends in front of the program: the operator's to configure (README, On your own PostgreSQL)",
);

const ACCESS = "tests/lib/access";
const E2E = "tests/e2e";
const SURFACE = `${E2E}/surface.spec.ts`;
const HEADERS = test(
  SURFACE,
  "every answer says who may frame it, what it may load and whom it tells where it came from",
);
const FOREIGN = test(SURFACE, "what another site sends changes nothing, and what is too long is told so");
const NONCE = test(
  SURFACE,
  "each page has a nonce of its own; its own scripts run, an injected one does not",
);
const NAUGHTY = test(
  "tests/lib/naughty.db.test.ts",
  "are stored in every text of an enterprise and a visit, and come back the same",
);
const FIELDS = test(
  "tests/lib/naughty.db.test.ts",
  "come through a field as they were typed, but for what nobody sees; nothing longer than allowed does",
);
const LOCKOUT = test(`${ACCESS}/lockout.db.test.ts`, "gets five tries of forty made at once, no more");
const MATRIX = test(
  "tests/matrix/database.db.test.ts",
  "is read by whom the matrix names, and by nobody else",
);
const MATRIX_WRITES = test(
  "tests/matrix/database.db.test.ts",
  "is changed by whom the matrix names, and by nobody else",
);
const TRACE = test("tests/lib/audit/trace.db.test.ts", "every table: insert, update and delete of each row");
const CIPHER = test(
  "tests/lib/crypto/cipher.test.ts",
  "gives back what was sealed, never seals the same text the same way, and shows nothing of it",
);
const SEALED = test(
  "tests/lib/crypto/cipher.test.ts",
  "refuses what was moved to another place, changed by a letter or sealed with another key",
);
const POLICY = `${ACCESS}/password-policy.test.ts`;
const SESSIONS = `${ACCESS}/sessions.db.test.ts`;
const FACTOR = `${ACCESS}/second-factor.db.test.ts`;
const LINKS = `${ACCESS}/links.db.test.ts`;
const SIGN_IN = `${ACCESS}/sign-in.db.test.ts`;
const COMMAND = "tests/lib/db/command.db.test.ts";
const README = (words: string): Answer => place("README.md", words);
const UNSAFE = test("tests/asvs/source.test.ts", "has none of what turns text into code");
const SQL = test(
  "tests/asvs/source.test.ts",
  "puts no text into a query but where a name of a column or table is meant",
);

/** Requirement → what it asks, in our words, and how it is answered. */
export const ASVS: Readonly<Record<string, readonly [asks: string, ...answers: Answer[]]>> = {
  // V1 Encoding and sanitisation
  "V1.1.1": [
    "text is brought into one form once, before it is checked",
    place("lib/forms/fields.ts", "normalizeText"),
  ],
  "V1.1.2": ["escaping happens last, by what interprets", UNSAFE, SQL],
  "V1.2.1": ["output is escaped for where it stands", UNSAFE, NONCE],
  "V1.2.2": [
    "addresses are built safely",
    test("tests/lib/http/params.test.ts", "come back as they went, whatever the alphabet"),
  ],
  "V1.2.3": ["nothing typed becomes a script", UNSAFE],
  "V1.2.4": ["queries take parameters", SQL, NAUGHTY],
  "V1.2.5": [
    "commands of the system take arguments, no text",
    place("lib/db/embedded-home.ts", 'spawnSync(command ?? "", args'),
  ],
  "V1.2.6": ["LDAP", NO_XML],
  "V1.2.7": ["XPath", NO_XML],
  "V1.2.8": ["LaTeX", NO_XML],
  "V1.2.9": [
    "regular expressions are not built from what is typed",
    test("tests/asvs/source.test.ts", "builds no regular expression from what is typed"),
  ],
  "V1.3.1": ["HTML that is typed", not("no field takes HTML")],
  "V1.3.2": ["no eval", UNSAFE],
  "V1.3.3": ["what goes into dangerous places is cleaned and cut", FIELDS],
  "V1.3.4": ["SVG from users", not("only tables are taken, and of them only the text of cells")],
  "V1.3.5": ["markup or templates from users", not("no field takes markup")],
  "V1.3.6": ["requests made for others", not("the program sends no request to an address anybody gives it")],
  "V1.3.7": ["template injection", NO_XML],
  "V1.3.8": ["JNDI", NO_XML],
  "V1.3.9": ["memcache", not("no memcache")],
  "V1.3.10": ["format strings", UNSAFE],
  "V1.3.11": [
    "mail injection",
    test(
      "tests/lib/inbox/inbox.db.test.ts",
      "is one address: no second receiver and no line of a letter's head gets in, nor around the form",
    ),
  ],
  "V1.4.1": ["memory safety", not("written in a language that manages memory")],
  "V1.4.2": ["numbers stay in range", test("tests/lib/forms/fields.test.ts", "refuses %s people")],
  "V1.4.3": ["memory is released", not("written in a language that manages memory")],
  "V1.5.1": ["XML parsers", NO_XML],
  "V1.5.2": ["what is read back is checked for its shape", place("lib/http/cursor.ts", "JSON.parse")],

  // V2 Validation and business logic
  "V2.1.1": [
    "the rules of input are written down",
    place("lib/forms/fields.ts", "One line of at most `max` characters"),
  ],
  "V2.1.2": [
    "so are the rules between fields",
    place("lib/enterprises/schema.ts", "never both and never neither"),
  ],
  "V2.1.3": ["so are the limits", README("### Limits")],
  "V2.2.1": ["input is checked against what is expected", FIELDS],
  "V2.2.2": [
    "by the server",
    test(
      "tests/e2e/officer.spec.ts",
      "an officer registers an enterprise, surveys it and visits it; refusals keep what was typed",
    ),
  ],
  "V2.2.3": [
    "fields are checked together",
    test(
      "tests/lib/surveys/schema.test.ts",
      "V25: says at the field what does not add up, only when it is sent",
    ),
  ],
  "V2.3.1": [
    "steps come in their order",
    test("tests/lib/surveys/commands.db.test.ts", "does not touch a survey that was sent or accepted"),
  ],
  "V2.3.2": [
    "limits of the domain hold",
    test("tests/lib/members/posts.db.test.ts", "V11 two at once make one secretary"),
  ],
  "V2.3.3": [
    "a deed is done whole or not at all",
    test(COMMAND, "leaves nothing of a refused deed, so that the same request may be tried again"),
  ],
  "V2.3.4": [
    "what is scarce is locked",
    test(
      "tests/lib/branches/commands.db.test.ts",
      "V34: never leaves a member in it, however an admission and its end meet",
    ),
  ],
  "V2.4.1": [
    "machines are slowed down",
    LOCKOUT,
    gap(
      "guesses at sign-in, codes and proofs are; lists, searches and deeds of somebody signed in are not counted",
    ),
  ],

  // V3 Web frontend
  "V3.2.1": ["answers are not shown as what they are not", HEADERS],
  "V3.2.2": ["text is rendered as text", UNSAFE, NONCE],
  "V3.3.1": ["cookies are Secure and say so in their name", place("lib/access/cookie.ts", "__Host-session")],
  "V3.3.2": ["SameSite fits the cookie", place("lib/access/cookie.ts", 'sameSite: "lax"')],
  "V3.3.3": ["__Host- names", place("lib/access/cookie.ts", "__Host-session")],
  "V3.3.4": ["HttpOnly", place("lib/access/cookie.ts", "httpOnly: true")],
  "V3.4.1": [
    "HSTS for a year, with subdomains",
    place("lib/http/surface.ts", "max-age=31536000; includeSubDomains"),
  ],
  "V3.4.2": ["CORS", not("no answer carries Access-Control-Allow-Origin: no other origin may read anything")],
  "V3.4.3": ["a policy that runs no foreign script", NONCE],
  "V3.4.4": ["nosniff", HEADERS],
  "V3.4.5": ["referrers stay at home", HEADERS],
  "V3.4.6": ["nobody frames a page", HEADERS],
  "V3.5.1": ["requests come from the program's own pages", FOREIGN],
  "V3.5.2": ["preflights are not what protects", FOREIGN],
  "V3.5.3": ["nothing is changed by GET", test("tests/asvs/source.test.ts", "changes nothing by GET")],
  "V3.5.4": [
    "one application per host",
    gap("the operator's: a host name of its own; __Host- cookies and COOP limit the harm"),
  ],
  "V3.5.5": ["postMessage", not("no postMessage")],
  "V3.7.1": ["no plug-ins of old", not("HTML, CSS and JavaScript only")],
  "V3.7.2": [
    "no redirect to elsewhere",
    test("tests/asvs/source.test.ts", "redirects to its own pages only"),
  ],

  // V4 API and web service
  "V4.1.1": [
    "content types are right and name their charset",
    place("lib/http/problem.ts", "application/problem+json; charset=utf-8"),
  ],
  "V4.1.2": ["only pages redirect to https", OPERATOR_TLS],
  "V4.1.3": [
    "headers of proxies cannot be forged by users",
    test(
      "tests/lib/http/client-address.test.ts",
      "is the last entry of the trusted proxy's header where one is configured",
    ),
  ],
  "V4.2.1": [
    "no smuggled requests",
    gap("Node's strict HTTP parser inside; in front of it the operator's proxy"),
  ],
  "V4.3.1": ["query cost", NO_GRAPHQL],
  "V4.3.2": ["introspection", NO_GRAPHQL],
  "V4.4.1": ["WSS", NO_SOCKET],
  "V4.4.2": ["origins of sockets", NO_SOCKET],
  "V4.4.3": ["tokens of sockets", NO_SOCKET],
  "V4.4.4": ["sessions of sockets", NO_SOCKET],

  // V5 Files
  "V5.1.1": ["what may be uploaded", README("an uploaded table 25 MB")],
  "V5.2.1": [
    "no body longer than it can handle",
    FOREIGN,
    gap(
      "the program's own limit reads Content-Length; a body sent in chunks meets only the framework's limits, which no test shows",
    ),
  ],
  "V5.2.2": [
    "types of files",
    test(
      "tests/lib/imports/upload.db.test.ts",
      "what is no table is refused by name and leaves no import behind",
    ),
  ],
  "V5.2.3": [
    "compressed files",
    test("tests/lib/files/read-table.test.ts", "is a zip bomb, whether it says so or not"),
  ],
  "V5.3.1": [
    "uploads are not run",
    test(
      "tests/lib/imports/upload.db.test.ts",
      "a file is read apart, its rows laid down once however often the form is sent, and nothing is left on the disk",
    ),
  ],
  "V5.3.2": ["paths are not made of what is typed", place("lib/imports/upload.ts", "mkdtemp(")],
  "V5.4.1": [
    "file names that users give",
    test("tests/lib/http/multipart.test.ts", "takes of a path its end, and never a folder"),
  ],
  "V5.4.2": ["file names that are served", not("the program serves no file under a name that anybody typed")],
  "V5.4.3": ["scanning", not("no file is kept or served again: of a table the text of its cells is read")],

  // V6 Authentication
  "V6.1.1": ["the brakes on guessing are written down", README("## Signing in")],
  "V6.1.2": ["words that passwords must not contain", place("lib/access/vietnamese-passwords.ts", "matkhau")],
  "V6.1.3": ["all ways in are written down", README("## Signing in")],
  "V6.2.1": ["length", test(POLICY, "has at least twelve characters, counted as a person counts them")],
  "V6.2.2": [
    "passwords can be changed",
    test(
      SESSIONS,
      "is changed by the old one; the other sessions end and this one goes on under a new token",
    ),
  ],
  "V6.2.3": [
    "by the old one",
    test(SESSIONS, "is not changed by a wrong old one, nor to one that is easy to guess"),
  ],
  "V6.2.4": [
    "not one of the common ones",
    test(
      POLICY,
      "is none of the leaked ones that are long enough, nor any Vietnamese word with the digits people put behind it",
    ),
  ],
  "V6.2.5": [
    "of any characters",
    test(POLICY, "has at least twelve characters, counted as a person counts them"),
  ],
  "V6.2.6": [
    "hidden while typed, shown on demand",
    place("components/access/new-password-field.tsx", "Hiện mật khẩu"),
  ],
  "V6.2.7": ["pasted and filled in", place("components/access/sign-in-form.tsx", "current-password")],
  "V6.2.8": [
    "checked as typed",
    test(
      SIGN_IN,
      "opens a session for the right password, typed in any Unicode form and any case of the login",
    ),
  ],
  "V6.2.9": [
    "long ones are allowed",
    test(POLICY, "has at least twelve characters, counted as a person counts them"),
  ],
  "V6.2.10": ["they do not expire", README("Passwords do not expire")],
  "V6.2.11": [
    "words of the house are refused",
    test(
      POLICY,
      "is none of the leaked ones that are long enough, nor any Vietnamese word with the digits people put behind it",
    ),
  ],
  "V6.2.12": [
    "leaked ones are refused",
    test(
      POLICY,
      "is none of the leaked ones that are long enough, nor any Vietnamese word with the digits people put behind it",
    ),
  ],
  "V6.3.1": [
    "guessing is braked",
    LOCKOUT,
    test(
      `${ACCESS}/lockout.db.test.ts`,
      "of many logins from one address is stopped after a hundred, for that address only",
    ),
  ],
  "V6.3.2": ["no default accounts", README("There is no default account")],
  "V6.3.3": [
    "a second factor",
    test(FACTOR, "gets nothing from a password alone: no viewer, no row of any table, no deed"),
    gap(
      "below the province it is offered, not required: a province may require it by the setting second_factor_roles",
    ),
  ],
  "V6.3.4": [
    "no other way in",
    test(`${ACCESS}/lockout.db.test.ts`, "through next-auth's own route goes through the same door"),
  ],
  "V6.4.1": [
    "first links are random and short-lived",
    test(LINKS, "says whom it is for, and sets the password once"),
  ],
  "V6.4.2": ["no secret questions", not("there are none")],
  "V6.4.3": [
    "a reset is no way around the second factor",
    test(LINKS, "ends every session and spends the account's other links"),
  ],
  "V6.4.4": [
    "who lost the second factor is known in person to whom takes it away",
    test(
      "tests/lib/accounts/commands.db.test.ts",
      "is taken away by whoever stands above the account; its sessions end and the deed is traced",
    ),
  ],
  "V6.5.1": [
    "codes are good once",
    test(FACTOR, "takes a code typed twice at the same moment once"),
    test(FACTOR, "are ten, each good once, and new ones replace them"),
  ],
  "V6.5.2": [
    "recovery codes are long enough for a plain hash",
    place("lib/access/second-factor.ts", "120 random bits"),
  ],
  "V6.5.3": ["made by a good source of chance", place("lib/access/second-factor.ts", "randomBytes")],
  "V6.5.4": ["and of enough of it", place("lib/access/second-factor.ts", "120 random bits")],
  "V6.5.5": [
    "codes live half a minute, a step either way",
    test(FACTOR, "asks for a code at the next sign-in, and takes each code once, one step early or late"),
    gap(
      "one step either way is allowed for clocks that differ, so that a code is good for longer than 30 seconds",
    ),
  ],
  "V6.6.1": ["codes by telephone", not("none are sent")],
  "V6.6.2": ["codes sent out of band", not("none are sent")],
  "V6.6.3": [
    "guessing at codes",
    test(FACTOR, "locks codes out after five wrong ones, the right one too, whichever session asks"),
  ],
  "V6.8.1": ["several identity providers", NO_FEDERATION],
  "V6.8.2": ["assertions", NO_FEDERATION],
  "V6.8.3": ["SAML", NO_FEDERATION],
  "V6.8.4": ["strength of foreign sign-in", NO_FEDERATION],

  // V7 Sessions
  "V7.1.1": ["their ends are written down", README("**Sessions** end after 2 hours")],
  "V7.1.2": ["so is how many there may be", README("any number may be open at once")],
  "V7.1.3": ["federation", NO_FEDERATION],
  "V7.2.1": [
    "checked by the server",
    test(SESSIONS, "opens nothing from the very next request once the account is disabled"),
  ],
  "V7.2.2": ["made anew for each sign-in", place("lib/access/session.ts", "newSessionToken")],
  "V7.2.3": ["256 random bits", place("lib/access/session.ts", "randomBytes(32)")],
  "V7.2.4": [
    "a new token after each proof",
    test(
      SESSIONS,
      "is changed by the old one; the other sessions end and this one goes on under a new token",
    ),
  ],
  "V7.3.1": ["they end by idling", test(SESSIONS, "ends after two hours without use, and lives on by use")],
  "V7.3.2": ["and by age", test(SESSIONS, "ends twelve hours after signing in, however much it is used")],
  "V7.4.1": [
    "an ended one opens nothing",
    test(COMMAND, "opens nothing for a session that was revoked or whose account was disabled"),
  ],
  "V7.4.2": [
    "none outlives its account",
    test(SESSIONS, "opens nothing from the very next request once the account is disabled"),
  ],
  "V7.4.3": [
    "a new password ends the others",
    test(
      SESSIONS,
      "is changed by the old one; the other sessions end and this one goes on under a new token",
    ),
  ],
  "V7.4.4": ["signing out is on every page", place("components/layout/app-shell.tsx", "Đăng xuất")],
  "V7.4.5": [
    "superiors can end them",
    test(
      "tests/lib/accounts/commands.db.test.ts",
      "ends an account's sessions at once; it opens again with a proof",
    ),
  ],
  "V7.5.1": [
    "proof before what protects the account is changed",
    test(FACTOR, "ends the other sessions, is asked from then on, and can be taken away after a fresh proof"),
  ],
  "V7.5.2": [
    "one's own are listed and can be ended",
    test(SESSIONS, "is listed for its own account with the device, and ended alone or with all others"),
    test(`${ACCESS}/proof.db.test.ts`, "is needed to end the account's other sessions, one or all"),
  ],
  "V7.6.1": ["federation", NO_FEDERATION],
  "V7.6.2": [
    "none begins by itself",
    test(`${E2E}/access.spec.ts`, "signing in and out works, and a refusal keeps what was typed"),
  ],

  // V8 Authorisation
  "V8.1.1": ["who may what is declared", place("tests/matrix/table.ts", "above")],
  "V8.1.2": ["down to fields", README("### Data")],
  "V8.2.1": ["functions", MATRIX_WRITES],
  "V8.2.2": ["records", MATRIX],
  "V8.2.3": [
    "fields",
    test(
      COMMAND,
      "gives the program no way to read password hashes, tokens or sensitive fields, nor to change the trace",
    ),
  ],
  "V8.3.1": [
    "by the server, and again by the database",
    test(COMMAND, "refuses a write outside the scope even when the program forgets to ask"),
  ],
  "V8.4.1": [
    "provinces never meet",
    test(
      `${E2E}/province.spec.ts`,
      "the other province is invisible: its officer and this one's find nothing of each other",
    ),
  ],

  // V9 Self-contained tokens: the cookie is an encrypted envelope around a reference token
  "V9.1.1": ["sealed", place("lib/access/cookie.ts", "tampered with is no cookie")],
  "V9.1.2": ["by one algorithm", place("lib/access/cookie.ts", "next-auth/jwt")],
  "V9.1.3": ["by a key of one's own", place("lib/env.ts", "NEXTAUTH_SECRET")],
  "V9.2.1": ["for a time", place("lib/access/cookie.ts", "maxAge")],
  "V9.2.2": ["for one purpose", place("lib/access/cookie.ts", "nothing but the session's random token")],
  "V9.2.3": ["for one service", not("issuer and reader are one program with one secret")],
  "V9.2.4": ["audiences", not("issuer and reader are one program with one secret")],

  // V11 Cryptography
  "V11.1.1": ["the life of keys is written down", README("### Keys")],
  "V11.1.2": ["so is each key and algorithm", README("### Keys")],
  "V11.2.1": ["well-known implementations", place("lib/crypto/cipher.ts", "node:crypto")],
  "V11.2.2": [
    "keys and costs can be changed",
    test(
      "tests/lib/crypto/rotation.db.test.ts",
      "everything opens and is found before, between and after; then the old key may go",
    ),
    test(SESSIONS, "hashed at another cost is hashed anew when it is typed, and only then"),
  ],
  "V11.2.3": ["128 bits at least", place("lib/crypto/cipher.ts", "aes-256-gcm")],
  "V11.3.1": ["no weak modes", place("lib/crypto/cipher.ts", "aes-256-gcm")],
  "V11.3.2": ["AES-GCM", CIPHER],
  "V11.3.3": ["changes are noticed", SEALED],
  "V11.4.1": ["good hashes", test("tests/asvs/source.test.ts", "hashes with SHA-256 or better")],
  "V11.4.2": ["argon2id for passwords", place("lib/access/password.ts", "OWASP's first choice for argon2id")],
  "V11.4.3": [
    "256 bits where collisions matter",
    test("tests/asvs/source.test.ts", "hashes with SHA-256 or better"),
  ],
  "V11.4.4": ["keys from passwords", not("no key is made from a password")],
  "V11.5.1": [
    "chance from a good source",
    test("tests/asvs/source.test.ts", "takes chance from the system's source only"),
  ],
  "V11.6.1": ["keys are made well", place("prisma/commands/surroundings.ts", "randomBytes(32)")],

  // V12 Secure communication
  "V12.1.1": ["TLS versions", OPERATOR_TLS],
  "V12.1.2": ["cipher suites", OPERATOR_TLS],
  "V12.1.3": ["client certificates", not("none are used")],
  "V12.2.1": ["TLS for all", OPERATOR_TLS],
  "V12.2.2": ["trusted certificates", OPERATOR_TLS],
  "V12.3.1": [
    "TLS to the database",
    gap(
      "the embedded one listens on the machine itself only; for your own PostgreSQL sslmode in the address, the operator's",
    ),
  ],
  "V12.3.2": ["certificates are checked", gap("sslmode=verify-full in the address, the operator's")],
  "V12.3.3": ["TLS inside", not("no service behind the program but the database")],
  "V12.3.4": ["certificates inside", not("no service behind the program but the database")],

  // V13 Configuration
  "V13.1.1": ["whom the program talks to", README("talks to its PostgreSQL and to nobody else")],
  "V13.2.1": [
    "services sign in",
    place("lib/db/embedded-server.ts", "--auth=scram-sha-256"),
    gap("the database knows the program by a password that stays; certificates or tokens are the operator's"),
  ],
  "V13.2.2": [
    "with as few rights as can be",
    test(
      "tests/lib/db/migrate.db.test.ts",
      "refuses to let the program log in as the owner, or without a name",
    ),
  ],
  "V13.2.3": ["no default passwords", place("lib/db/embedded-server.ts", "ownerPassword: randomBytes(24)")],
  "V13.2.4": ["an allowlist of others", README("talks to its PostgreSQL and to nobody else")],
  "V13.2.5": ["an allowlist of what is loaded", NONCE],
  "V13.3.1": ["secrets are kept apart", gap("secrets come from the environment; a vault is the operator's")],
  "V13.3.2": [
    "and reach only who needs them",
    place("prisma/commands/web.ts", "the owner's address is not for the web"),
  ],
  "V13.4.1": [
    "no source control data is served",
    not("the server gives out public/ and its own build; the checkout's .git lies in neither"),
  ],
  "V13.4.2": ["no debugging in production", place("proxy.ts", 'process.env.NODE_ENV === "development"')],
  "V13.4.3": ["no directory listings", not("the server lists no directory")],
  "V13.4.4": ["no TRACE", not("Node's server has no TRACE: it answers like any unknown method")],
  "V13.4.5": [
    "monitoring tells nothing",
    test("tests/lib/http/api.db.test.ts", "refuses the signed-out, whatever they ask"),
  ],

  // V14 Data protection
  "V14.1.1": ["data is classed", README("### Data")],
  "V14.1.2": ["each class has its protection", README("### Data")],
  "V14.2.1": [
    "no secret in an address",
    test(
      `${E2E}/sign-in.spec.ts`,
      "a link sets the password, the app is added, and from then on its codes or a recovery code let in",
    ),
    gap(
      "a one-time link carries its token once, by its nature; names searched for stand in the address, so that filters can be shared",
    ),
  ],
  "V14.2.2": [
    "no cache keeps it",
    test("tests/lib/http/api.db.test.ts", "answers those who may, and lets no cache keep it"),
  ],
  "V14.2.3": ["nobody else gets it", NONCE],
  "V14.2.4": [
    "what is said of data is done",
    test(
      COMMAND,
      "gives the program no way to read password hashes, tokens or sensitive fields, nor to change the trace",
    ),
    test(
      "tests/lib/audit/trace.db.test.ts",
      "no secret: columns of hashes, keys and ciphers are left out of what is kept",
    ),
  ],
  "V14.3.1": [
    "nothing stays after signing out",
    gap("pages are not stored, but an open tab is not emptied when its session ends elsewhere"),
  ],
  "V14.3.2": [
    "browsers store nothing",
    test("tests/lib/http/api.db.test.ts", "answers those who may, and lets no cache keep it"),
    HEADERS,
  ],
  "V14.3.3": [
    "nothing in browser storage",
    test("tests/asvs/source.test.ts", "keeps nothing in the browser's storage"),
  ],

  // V15 Secure coding and architecture
  "V15.1.1": ["when weak components are replaced", README("### Components")],
  "V15.1.2": ["what the program is made of", place("tests/dependencies.mjs", "no hash in the lock file")],
  "V15.1.3": ["what costs much is known", README("### Limits")],
  "V15.2.1": [
    "nothing outdated",
    place("tests/dependencies.mjs", "known weakness"),
    gap("where the registry answers no audit, nobody is asked; the check says so"),
  ],
  "V15.2.2": [
    "what costs much is bounded",
    place("lib/db/client.ts", "statement_timeout"),
    place("lib/db/client.ts", "max: 8"),
  ],
  "V15.2.3": [
    "no test code in production",
    test("tests/asvs/source.test.ts", "takes nothing from the tests into the program"),
  ],
  "V15.3.1": [
    "only the fields that are needed",
    test("tests/lib/http/api.db.test.ts", "answers those who may, and lets no cache keep it"),
  ],
  "V15.3.2": ["redirects are not followed", not("the program sends no requests to others")],
  "V15.3.3": ["no field slips in", place("lib/forms/action.ts", "schema.safeParse")],
  "V15.3.4": [
    "addresses of users are true",
    test(
      "tests/lib/http/client-address.test.ts",
      "is the last entry of the trusted proxy's header where one is configured",
    ),
  ],
  "V15.3.5": ["types are strict", place("tsconfig.json", '"strict": true')],
  "V15.3.6": [
    "no prototype is polluted",
    test("tests/lib/forms/state.test.ts", "reads a field called __proto__ as a field"),
  ],
  "V15.3.7": ["a parameter twice does no harm", place("lib/http/params.ts", "paramsOf")],

  // V16 Logging and errors
  "V16.1.1": ["what is logged is written down", README("### Logs")],
  "V16.2.1": ["who, what, when, where", TRACE],
  "V16.2.2": ["one time", place("prisma/models/audit.prisma", "clock_timestamp()")],
  "V16.2.3": ["nowhere else", README("### Logs")],
  "V16.2.4": [
    "in a form machines read",
    test(
      "tests/lib/audit/history.db.test.ts",
      "finds by person, day, deed, kind of record, unit, request and record",
    ),
  ],
  "V16.2.5": [
    "without what must not be in it",
    test(
      "tests/lib/audit/trace.db.test.ts",
      "no secret: columns of hashes, keys and ciphers are left out of what is kept",
    ),
    gap(
      "shown of the trace; an error of the database client, logged by the server, can repeat values it was given",
    ),
  ],
  "V16.3.1": [
    "sign-ins, right and wrong",
    place("prisma/models/access.prisma", "SignInAttempt"),
    test(`${ACCESS}/lockout.db.test.ts`, "keeps neither what was typed nor where it came from"),
  ],
  "V16.3.2": [
    "refused access",
    test(
      "tests/lib/log.db.test.ts",
      "tells who reached for what is not theirs, by which deed, and not what they typed",
    ),
    gap(
      "deeds and the API are logged; a page that is out of reach is answered as not there and leaves no line",
    ),
  ],
  "V16.3.3": [
    "attempts to get around",
    LOCKOUT,
    test(
      "tests/lib/log.db.test.ts",
      "tells who reached for what is not theirs, by which deed, and not what they typed",
    ),
    place("proxy.ts", 'noteRefusal(request, "foreign")'),
  ],
  "V16.3.4": ["unexpected errors", place("components/layout/error-page.tsx", "Mã lỗi để báo")],
  "V16.4.1": [
    "nothing typed breaks a log",
    test("tests/lib/audit/reads.db.test.ts", "tells who read what and why, never the values"),
    test("tests/lib/log.db.test.ts", "is one line of JSON, whatever a value holds"),
    gap("an unexpected error is written by the framework as text of several lines"),
  ],
  "V16.4.2": [
    "nobody changes it",
    test(
      "tests/lib/audit/sealing.db.test.ts",
      "cannot be changed, not even by the owner, while its triggers stand",
    ),
  ],
  "V16.4.3": [
    "a copy elsewhere",
    gap(
      "the head of the chain is written to a file beside the database; carrying it elsewhere is the operator's",
    ),
  ],
  "V16.5.1": [
    "errors tell nothing of the inside",
    place("components/layout/error-page.tsx", "Có lỗi ngoài dự kiến"),
  ],
  "V16.5.2": ["the program lives when others fail", place("lib/db/client.ts", "connectionTimeoutMillis")],
  "V16.5.3": [
    "it fails closed",
    test(COMMAND, "shows a forged session nothing, whatever variables are set by hand"),
  ],
  "V10.1.1": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.1.2": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.2.1": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.2.2": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.3.1": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.3.2": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.3.3": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.3.4": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.1": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.2": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.3": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.4": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.5": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.6": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.7": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.8": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.9": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.10": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.4.11": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.5.1": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.5.2": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.5.3": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.5.4": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.5.5": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.6.1": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.6.2": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.7.1": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.7.2": ["OAuth and OpenID Connect", NO_OAUTH],
  "V10.7.3": ["OAuth and OpenID Connect", NO_OAUTH],
  "V17.1.1": ["WebRTC", NO_WEBRTC],
  "V17.2.1": ["WebRTC", NO_WEBRTC],
  "V17.2.2": ["WebRTC", NO_WEBRTC],
  "V17.2.3": ["WebRTC", NO_WEBRTC],
  "V17.2.4": ["WebRTC", NO_WEBRTC],
  "V17.3.1": ["WebRTC", NO_WEBRTC],
  "V17.3.2": ["WebRTC", NO_WEBRTC],
};
