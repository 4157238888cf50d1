import { writeFile } from "node:fs/promises";
import process from "node:process";
import { pathToFileURL } from "node:url";

/**
 * How `old.sql` was made, so that it can be read and made again. It runs in a checkout of the last commit before migration 0006 (612dedb),
 * on the data folder of that version's demo, which was started once with the secret below and left until its map had run:
 *
 *     RELAYMAP_SECRET=a-fixture-of-the-upgrade-test-0001 DATA_DIR=old npm start
 *     node server/node.js node make.ts <checkout> old old.sql
 *
 * What that demo made by itself is dumped as it is; then one row of each kind that it lacks is added: deliveries in every state and with
 * every reason, attempts with every outcome, a draft, a paused and an archived map, an open run, consents that ended or were withdrawn.
 */
const [checkout = "", data = "", out = ""] = process.argv.slice(2);
const old = (path: string): string => pathToFileURL(`${checkout}/${path}`).href;

type Sql = {
  (
    strings: TemplateStringsArray,
    ...values: unknown[]
  ): { execute: (db: unknown) => Promise<{ rows: Record<string, unknown>[] }> };
  raw: (text: string) => ReturnType<Sql>;
};
const { sql } = (await import(old("node_modules/kysely/dist/index.js"))) as { sql: Sql };
const { default: pino } = (await import(old("node_modules/pino/pino.js"))) as { default: (options: object) => unknown };
const { openStore } = (await import(old("server/store.ts"))) as {
  openStore: (settings: object, options: object) => Promise<{ db: unknown; close: () => Promise<void> }>;
};
const log = pino({ level: "silent" });
const store = await openStore(
  { dataDir: data, databaseUrl: null },
  { log, progress: () => undefined, claim: null, max: 3, migrate: false },
);
const { db } = store;
const run = async (text: string) => (await sql.raw(text).execute(db)).rows;

const one = async (text: string): Promise<string> => String(Object.values((await run(text))[0] ?? {})[0]);
const workspace = await one("select id from workspace");
const ambassador = await one(
  "select member_id from account where member_id is not null order by handle, network limit 1",
);
const map = await one("select id from map where state = 'live' order by created_at limit 1");

/** State, reason, and the outcome of its last attempt. */
const states: [state: string, code: string | null, outcome: string | null][] = [
  ["held", "consent", null],
  ["held", "review", null],
  ["held", "overflow", null],
  ["held", "reconnect", "unauthorised"],
  ["held", "paused", null],
  ["held", "map_paused", null],
  ["ready", null, null],
  ["ready", "told_absent", "unknown"],
  ["ready", "resent", "lost"],
  ["sending", null, "open"],
  ["published", null, "published"],
  ["published", "adopted", "unknown"],
  ["published", "told_there", "lost"],
  ["retry_wait", "limited", "limited"],
  ["retry_wait", "not_sent", "not_sent"],
  ["rejected", "rejected", "rejected"],
  ["rejected", "duplicate", "duplicate"],
  ["unknown", "no_answer", "unknown"],
  ["unknown", "lost", "lost"],
  ["unknown", "ask_person", "unknown"],
  ["cancelled", "disconnected", null],
  ["cancelled", "archived", null],
  ["cancelled", "target_gone", null],
  ["cancelled", "declined", null],
  ["cancelled", "cancelled", "late"],
  ["expired", "expired", null],
];
// One account may have one delivery under way: they go round the accounts of the demo.
const accounts = (await run("select id, network from account order by network, handle")) as {
  id: string;
  network: string;
}[];
for (const [n, [state, code, outcome]] of states.entries()) {
  const { id, network } = accounts[n % accounts.length]!;
  const link = n % 3 === 0 ? "null" : `'https://exemple.fr/ancien/${n}'`;
  const text = n % 3 === 1 ? `Ancien message ${n} https://exemple.fr/ancien/${n}` : `Ancien message ${n} « été »`;
  const out = state === "published" ? "now()" : "null";
  await run(`insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, reason_code, reason,
      text, link, item_title, due_at, expires_at, epoch, attempts, lease_until, gated_at, settled_at, published_at, remote_id, remote_url, adopted)
    values ('${workspace}', '${id}', 'old-${n}', '${map}', 1, (select id from run limit 1), 'old', '${network}', '${state}', ${code === null ? "null" : `'${code}'`},
      ${state === "rejected" ? `'{"en":"refused","fr":"refusé"}'` : "null"}, '${text}', ${link}, 'Ancien titre ${n}', now(), now() + interval '10 years',
      ${outcome === null ? 0 : 1}, ${outcome === null ? 0 : 1}, ${state === "sending" ? "now() + interval '45 seconds'" : "null"},
      ${outcome === null ? "null" : "now()"}, ${["held", "ready", "sending"].includes(state) ? "null" : "now()"}, ${out},
      ${state === "published" ? `'9${n}'` : "null"}, ${state === "published" ? `'https://exemple.fr/p/${n}'` : "null"}, ${code === "adopted" || code === "told_there"})`);
  if (outcome !== null)
    await run(`insert into attempt (workspace_id, delivery_id, epoch, worker, outcome, status, raw, settled_at)
      select '${workspace}', id, 1, 'old', ${outcome === "open" ? "null" : `'${outcome}'`}, ${outcome === "open" ? "null" : "200"}, ${outcome === "open" ? "null" : "'{}'"},
        ${outcome === "open" ? "null" : "now()"} from delivery where item_key = 'old-${n}'`);
}
for (const [name, state, live] of [
  ["Brouillon", "draft", "null"],
  ["En pause", "paused", "1"],
  ["Archivée", "archived", "1"],
] as const) {
  const id = await one(
    `insert into map (workspace_id, name, draft, state, live_version) select workspace_id, '${name}', draft, '${state}', ${live} from map where id = '${map}' returning id`,
  );
  if (live === "1")
    await run(
      `insert into version (workspace_id, map_id, number, document) select workspace_id, '${id}', 1, document from version where map_id = '${map}' limit 1`,
    );
}
await run(
  `insert into run (workspace_id, map_id, version, due_at, cause, state) values ('${workspace}', '${map}', 1, now() - interval '1 minute', 'schedule', 'planning')`,
);
await run(
  `insert into run (workspace_id, map_id, version, due_at, cause, state, finished_at, error) values ('${workspace}', '${map}', 1, now() - interval '2 minutes', 'schedule', 'failed', now(), '{"en":"failed","fr":"échec"}')`,
);
const own = await one(`select id from account where member_id = '${ambassador}' order by network limit 1`);
await run(`insert into consent (workspace_id, account_id, topic, mode, granted_by, ends_at, receipt) values
  ('${workspace}', '${own}', 'recrutement', 'auto', '${ambassador}', now() - interval '1 day', '{}'),
  ('${workspace}', '${own}', 'produits', 'paused', '${ambassador}', null, '{"words":"Relaymap ne publie rien pour moi."}')`);
await run(
  `update lane set frozen_until = now() + interval '1 hour', frozen_reason = 'limited' where account_id = '${own}'`,
);
await run(
  `insert into auth_session (id, "userId", token, "expiresAt") select 'old-session', id, 'old-session-token', now() + interval '10 years' from auth_user order by id limit 1`,
);
await run(`insert into connect_flow (state, workspace_id, member_id, session_id, network, sealed_verifier, expires_at)
  values ('old-flow', '${workspace}', '${ambassador}', 'old-session', 'x', '\\x00', now() + interval '10 years')`);

// --- the dump: tables in an order in which each row finds what it refers to ------------------------------------------------------
const tables = (
  await run(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%' order by 1`,
  )
).map(({ name }) => String(name));
const parents = (await run(
  `select distinct c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent from pg_constraint c where contype = 'f'`,
)) as { child: string; parent: string }[];
const placed: string[] = [];
while (placed.length < tables.length) {
  const next = tables.filter(
    (name) =>
      !placed.includes(name) &&
      parents.every(({ child, parent }) => child !== name || parent === name || placed.includes(parent)),
  );
  placed.push(...next);
}
const lines = ["-- Made by make.ts beside this file; the schema is that of migrations 0001 to 0005."];
for (const name of placed) {
  const columns = (
    await run(
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = '${name}' order by ordinal_position`,
    )
  ).map((column) => `"${String(column["name"])}"`);
  const rows = await run(
    `select ${columns
      .map((column) => `quote_nullable(${column}::text)`)
      .map((text, n) => `${text} as c${n}`)
      .join(", ")} from "${name}"`,
  );
  if (rows.length === 0) continue;
  lines.push(`insert into "${name}" (${columns.join(",")}) overriding system value values`);
  lines.push(`${rows.map((row) => `(${Object.values(row).join(",")})`).join(",\n")};`);
  const counted = await one(
    `select column_name from information_schema.columns where table_schema = 'public' and table_name = '${name}' and is_identity = 'YES'`,
  );
  if (counted !== "undefined")
    lines.push(
      `select setval(pg_get_serial_sequence('${name}', '${counted}'), (select max("${counted}") from "${name}"));`,
    );
}
await writeFile(out, `${lines.join("\n")}\n`);
await store.close();
