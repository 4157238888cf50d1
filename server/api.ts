import { z } from "zod";
import { MapDocument, Schedule } from "#engine/map.ts";
import { languages } from "#engine/text.ts";

/**
 * The one table of routes: the server's handlers, OpenAPI and the editor's client are all derived from it.
 * Usable in the browser. `access` lists the roles that may call it; an undeclared route fails the boot.
 * Another workspace's things are always 404. Long, since it is one table: whoever asks what the server can do reads one file.
 */
export const roles = ["admin", "manager", "ambassador"] as const;
export type Role = (typeof roles)[number];

type Shape = z.ZodType;
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  access: readonly Role[] | "anonymous";
  summary: string;
  params?: Shape;
  query?: Shape;
  body?: Shape;
  reply: Shape;
  /** Opened by the browser as a page: the reply's `location` is where it is sent (303), failures included. */
  redirects?: true;
};
const route = <const R extends Route>(value: R): R => value;

const everyone = roles;
const editors = ["admin", "manager"] as const;
const admins = ["admin"] as const;

// --- shapes -----------------------------------------------------------------------------------------------------

export const Text = z.strictObject({ en: z.string(), fr: z.string() });
const uuid = z.uuid();
const when = z.iso.datetime({ offset: true });
/** Keyset paging: pass the `next` of the last page. */
const page = z.strictObject({
  before: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const paged = <S extends Shape>(row: S) => z.strictObject({ rows: z.array(row), next: z.string().nullable() });
const done = z.strictObject({ ok: z.literal(true) });
const byId = z.strictObject({ id: uuid });
const byNumber = z.strictObject({ id: z.coerce.number().int().positive() });

export const Problem = z.strictObject({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  message: Text,
  node: z.string().exactOptional(),
  edge: z.string().exactOptional(),
  field: z.string().exactOptional(),
});

export const Failure = z.strictObject({
  code: z.string(),
  message: Text,
  details: z.unknown().optional(),
  requestId: z.string().optional(),
});

export const Me = z.strictObject({
  member: z.strictObject({
    id: uuid,
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    language: z.enum(languages),
    zone: z.string(),
  }),
  workspace: z.strictObject({
    id: uuid,
    name: z.string(),
    demo: z.boolean(),
    stopped: z.strictObject({ at: when, reason: z.string().nullable(), by: z.string().nullable() }).nullable(),
  }),
  waiting: z.number().int(),
});

export const MapState = z.enum(["draft", "live", "paused"]);
export const RunState = z.enum(["waiting", "polling", "planning", "done", "failed", "skipped"]);
export const DeliveryState = z.enum([
  "held",
  "ready",
  "sending",
  "published",
  "retry_wait",
  "rejected",
  "unknown",
  "cancelled",
  "expired",
]);
export const Mode = z.enum(["ask", "auto", "paused"]);

export const RunRow = z.strictObject({
  id: uuid,
  mapId: uuid,
  mapName: z.string(),
  version: z.number().int(),
  cause: z.enum(["schedule", "manual", "publish"]),
  state: RunState,
  dueAt: when,
  startedAt: when.nullable(),
  finishedAt: when.nullable(),
  sourcesTotal: z.number().int(),
  sourcesRead: z.number().int(),
  items: z.number().int(),
  deliveries: z.number().int(),
  drops: z.number().int(),
  held: z.number().int(),
  warnings: z.array(z.strictObject({ code: z.string(), message: Text, node: z.string().optional() })),
  error: Text.nullable(),
});

export const RunDetail = RunRow.extend({
  /** Items that went over each edge, by edge id. */
  edges: z.record(z.string(), z.number().int()),
  steps: z.array(
    z.strictObject({
      node: z.string(),
      itemsIn: z.number().int(),
      itemsOut: z.record(z.string(), z.number().int()),
      drops: z.number().int(),
      ms: z.number(),
      error: Text.nullable(),
    }),
  ),
  /** Deliveries of the run by state. */
  states: z.partialRecord(DeliveryState, z.number().int()),
  /** Deliveries of the run that are published by now, by target; 0 where none is yet. */
  published: z.record(z.string(), z.number().int()),
  /** items × targets = deliveries + drops. */
  balance: z.strictObject({
    expected: z.number().int(),
    deliveries: z.number().int(),
    drops: z.number().int(),
    balanced: z.boolean(),
  }),
});

export const DropRow = z.strictObject({
  id: z.number().int(),
  node: z.string(),
  itemKey: z.string(),
  title: z.string(),
  account: z.string().nullable(),
  code: z.string(),
  reason: Text,
});

export const MapRow = z.strictObject({
  id: uuid,
  name: z.string(),
  state: MapState,
  liveVersion: z.number().int().nullable(),
  changed: z.boolean(),
  nodes: z.number().int(),
  problems: z.number().int(),
  nextDueAt: when.nullable(),
  lastRun: RunRow.nullable(),
  waiting: z.number().int(),
  updatedAt: when,
});

export const MapDetail = z.strictObject({
  id: uuid,
  name: z.string(),
  state: MapState,
  revision: z.number().int(),
  document: MapDocument,
  problems: z.array(Problem),
  live: z
    .strictObject({ number: z.number().int(), publishedAt: when, by: z.string().nullable(), document: MapDocument })
    .nullable(),
  nextDueAt: when.nullable(),
  lastRun: RunRow.nullable(),
  /** Items and deliveries held for review by the flood protection. */
  review: z.number().int(),
});

export const VersionRow = z.strictObject({
  number: z.number().int(),
  publishedAt: when,
  by: z.string().nullable(),
  note: z.string(),
  nodes: z.number().int(),
  live: z.boolean(),
});

export const SourceRow = z.strictObject({
  id: uuid,
  type: z.string(),
  title: z.string(),
  address: z.string(),
  maps: z.array(z.strictObject({ id: uuid, name: z.string() })),
  items: z.number().int(),
  polledAt: when.nullable(),
  okAt: when.nullable(),
  nextPollAt: when.nullable(),
  failures: z.number().int(),
  error: Text.nullable(),
});

export const ItemView = z.strictObject({
  key: z.string(),
  title: z.string(),
  summary: z.string(),
  link: z.string().nullable(),
  image: z.string().nullable(),
  author: z.string().nullable(),
  source: z.string(),
  published: when.nullable(),
});

export const AccountRow = z.strictObject({
  id: uuid,
  ref: z.string(),
  network: z.string(),
  server: z.string(),
  handle: z.string(),
  name: z.string(),
  avatar: z.string().nullable(),
  url: z.string().nullable(),
  /** null: an account of the company. */
  member: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  mine: z.boolean(),
  state: z.enum(["connected", "reconnect", "disconnected"]),
  mode: Mode,
  /** Until when `auto` was granted. */
  modeUntil: when.nullable(),
  topics: z.array(z.string()),
  zone: z.string(),
  /** Minutes after midnight in `zone`. */
  quietFrom: z.number().int().nullable(),
  quietTo: z.number().int().nullable(),
  dailyCap: z.number().int().nullable(),
  spacingMinutes: z.number().int(),
  frozenUntil: when.nullable(),
  counts: z.strictObject({
    waiting: z.number().int(),
    scheduled: z.number().int(),
    published: z.number().int(),
    unknown: z.number().int(),
  }),
});

export const DeliveryRow = z.strictObject({
  id: z.number().int(),
  account: z.strictObject({
    id: uuid,
    ref: z.string(),
    network: z.string(),
    handle: z.string(),
    name: z.string(),
    avatar: z.string().nullable(),
  }),
  mapId: uuid,
  mapName: z.string(),
  runId: uuid,
  node: z.string(),
  itemTitle: z.string(),
  state: DeliveryState,
  reasonCode: z.string().nullable(),
  reason: Text.nullable(),
  text: z.string(),
  link: z.string().nullable(),
  createdAt: when,
  dueAt: when,
  expiresAt: when,
  publishedAt: when.nullable(),
  remoteUrl: z.string().nullable(),
  attempts: z.number().int(),
});

export const DeliveryDetail = DeliveryRow.extend({
  item: ItemView.nullable(),
  version: z.number().int(),
  adopted: z.boolean(),
  approvedAt: when.nullable(),
  approvedBy: z.string().nullable(),
  history: z.array(
    z.strictObject({
      epoch: z.number().int(),
      gatedAt: when,
      settledAt: when.nullable(),
      outcome: z.string().nullable(),
      status: z.number().int().nullable(),
      raw: z.string().nullable(),
    }),
  ),
});

export const Proposal = z.strictObject({
  id: z.number().int(),
  account: AccountRow.pick({ id: true, network: true, handle: true, name: true, avatar: true }),
  text: z.string(),
  link: z.string().nullable(),
  item: ItemView.nullable(),
  mapName: z.string(),
  createdAt: when,
  expiresAt: when,
  maxLength: z.number().int(),
});

export const NetworkView = z.strictObject({
  name: z.string(),
  title: z.string(),
  federated: z.boolean(),
  /** False until the operator enters an app's client id. */ ready: z.boolean(),
  simulated: z.boolean(),
  maxLength: z.number().int(),
  publishes: z.boolean(),
  defaultServer: z.string(),
});

export const Preview = z.strictObject({
  problems: z.array(Problem),
  edges: z.record(z.string(), z.number().int()),
  steps: z.array(
    z.strictObject({
      node: z.string(),
      itemsIn: z.number().int(),
      items: z.array(ItemView),
      drops: z.array(z.strictObject({ title: z.string(), reason: Text })),
      dropCount: z.number().int(),
    }),
  ),
  posts: z.array(
    z.strictObject({
      account: z.string(),
      accountName: z.string(),
      avatar: z.string().nullable(),
      network: z.string(),
      node: z.string(),
      mode: Mode,
      text: z.string(),
      link: z.string().nullable(),
      item: z.string(),
    }),
  ),
  postCount: z.number().int(),
  sources: z.array(z.strictObject({ node: z.string(), items: z.number().int(), error: Text.nullable() })),
});

export const MemberRow = z.strictObject({
  id: uuid,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  disabled: z.boolean(),
  accounts: z.number().int(),
  createdAt: when,
});

export const TemplateView = z.strictObject({ id: z.string(), title: Text, help: Text, document: MapDocument });

// --- routes -----------------------------------------------------------------------------------------------------

export const api = {
  signIn: route({
    method: "POST",
    path: "/api/sign-in",
    access: "anonymous",
    summary: "Sign in with e-mail and password; sets the session cookie",
    body: z.strictObject({ email: z.email().max(200), password: z.string().min(1).max(200) }),
    reply: done,
  }),
  signInByLink: route({
    method: "POST",
    path: "/api/sign-in/link",
    access: "anonymous",
    summary:
      "Sign in with a one-time link's token; posted on a button press, so that a chat app's preview does not use the link up",
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    reply: done,
  }),
  signOut: route({
    method: "POST",
    path: "/api/sign-out",
    access: "anonymous",
    summary: "End this session",
    reply: done,
  }),

  me: route({ method: "GET", path: "/api/me", access: everyone, summary: "Who is signed in, and where", reply: Me }),
  changeMe: route({
    method: "PATCH",
    path: "/api/me",
    access: everyone,
    summary: "Change one's language, time zone or name",
    body: z.strictObject({
      language: z.enum(languages).optional(),
      zone: z.string().max(64).optional(),
      name: z.string().min(1).max(120).optional(),
    }),
    reply: Me,
  }),
  setPassword: route({
    method: "PUT",
    path: "/api/me/password",
    access: everyone,
    summary: "Choose a password, so that signing in needs no link",
    body: z.strictObject({
      password: z.string().min(10).max(200),
      /** Needed to replace a password, unless one signed in within the last 15 minutes. */ current: z
        .string()
        .max(200)
        .optional(),
    }),
    reply: done,
  }),

  listMaps: route({
    method: "GET",
    path: "/api/maps",
    access: editors,
    summary: "The workspace's maps",
    query: page,
    reply: paged(MapRow),
  }),
  createMap: route({
    method: "POST",
    path: "/api/maps",
    access: editors,
    summary: "Start a map, empty, from a template or from a document",
    body: z.strictObject({
      name: z.string().min(1).max(120),
      template: z.string().max(64).optional(),
      document: MapDocument.optional(),
    }),
    reply: MapDetail,
  }),
  getMap: route({
    method: "GET",
    path: "/api/maps/:id",
    access: editors,
    summary: "A map with its draft, problems and live version",
    params: byId,
    reply: MapDetail,
  }),
  saveDraft: route({
    method: "PUT",
    path: "/api/maps/:id/draft",
    access: editors,
    summary: "Save the draft; 409 where somebody else saved in between",
    params: byId,
    body: z.strictObject({ revision: z.number().int(), document: z.unknown() }),
    reply: z.strictObject({ revision: z.number().int(), problems: z.array(Problem), savedAt: when }),
  }),
  publishMap: route({
    method: "POST",
    path: "/api/maps/:id/publish",
    access: editors,
    summary: "Make the draft the live version; 422 with the problems where it does not compile",
    params: byId,
    body: z.strictObject({ revision: z.number().int(), note: z.string().max(500).default("") }),
    reply: MapDetail,
  }),
  pauseMap: route({
    method: "POST",
    path: "/api/maps/:id/pause",
    access: editors,
    summary: "Stop the map: no new runs, nothing of it passes the gate",
    params: byId,
    reply: MapDetail,
  }),
  resumeMap: route({
    method: "POST",
    path: "/api/maps/:id/resume",
    access: editors,
    summary: "Let a paused map go on",
    params: byId,
    reply: MapDetail,
  }),
  deleteMap: route({
    method: "DELETE",
    path: "/api/maps/:id",
    access: editors,
    summary: "Archive a map; what it published stays in the ledger",
    params: byId,
    reply: done,
  }),
  listVersions: route({
    method: "GET",
    path: "/api/maps/:id/versions",
    access: editors,
    summary: "Published versions",
    params: byId,
    query: page,
    reply: paged(VersionRow),
  }),
  restoreVersion: route({
    method: "POST",
    path: "/api/maps/:id/restore",
    access: editors,
    summary: "Make a version the draft again",
    params: byId,
    body: z.strictObject({ number: z.number().int().positive() }),
    reply: MapDetail,
  }),
  runMap: route({
    method: "POST",
    path: "/api/maps/:id/runs",
    access: editors,
    summary: "Run the live version now",
    params: byId,
    reply: RunRow,
  }),
  reviewMap: route({
    method: "POST",
    path: "/api/maps/:id/review",
    access: editors,
    summary: "Release or cancel what the flood protection holds",
    params: byId,
    body: z.strictObject({ answer: z.enum(["release", "cancel"]) }),
    reply: z.strictObject({ count: z.number().int() }),
  }),
  preview: route({
    method: "POST",
    path: "/api/preview",
    access: editors,
    summary: "What a draft would post now; publishes nothing",
    body: z.strictObject({ document: z.unknown() }),
    reply: Preview,
  }),
  nextTimes: route({
    method: "POST",
    path: "/api/schedule",
    access: editors,
    summary: "The next five times of a schedule",
    body: z.strictObject({ schedule: Schedule }),
    reply: z.strictObject({ times: z.array(when) }),
  }),
  templates: route({
    method: "GET",
    path: "/api/templates",
    access: editors,
    summary: "Maps to start from",
    reply: z.strictObject({ rows: z.array(TemplateView) }),
  }),
  mapSchema: route({
    method: "GET",
    path: "/api/map.schema.json",
    access: "anonymous",
    summary: "The JSON Schema of a map document",
    reply: z.record(z.string(), z.unknown()),
  }),
  openapi: route({
    method: "GET",
    path: "/api/openapi.json",
    access: "anonymous",
    summary: "This table as OpenAPI 3.1",
    reply: z.record(z.string(), z.unknown()),
  }),

  listRuns: route({
    method: "GET",
    path: "/api/runs",
    access: editors,
    summary: "Runs, newest first",
    query: page.extend({ map: uuid.optional() }),
    reply: paged(RunRow),
  }),
  getRun: route({
    method: "GET",
    path: "/api/runs/:id",
    access: editors,
    summary: "A run with its steps and counts",
    params: byId,
    reply: RunDetail,
  }),
  listDrops: route({
    method: "GET",
    path: "/api/runs/:id/drops",
    access: editors,
    summary: "What the run's nodes let go, and why",
    params: byId,
    query: page.extend({ node: z.string().max(64).optional() }),
    reply: paged(DropRow),
  }),

  listDeliveries: route({
    method: "GET",
    path: "/api/deliveries",
    access: everyone,
    summary: "Deliveries, newest first; an ambassador sees those of their own accounts",
    query: page.extend({
      run: uuid.optional(),
      map: uuid.optional(),
      account: uuid.optional(),
      state: DeliveryState.optional(),
    }),
    reply: paged(DeliveryRow),
  }),
  getDelivery: route({
    method: "GET",
    path: "/api/deliveries/:id",
    access: everyone,
    summary: "A delivery with every attempt",
    params: byNumber,
    reply: DeliveryDetail,
  }),
  answerDelivery: route({
    method: "POST",
    path: "/api/deliveries/:id/answer",
    access: everyone,
    summary: "Answer for an unknown outcome: it is there, or it is not and may be sent again",
    params: byNumber,
    body: z.strictObject({ answer: z.enum(["there", "absent"]), url: z.string().max(2000).optional() }),
    reply: DeliveryDetail,
  }),
  cancelDelivery: route({
    method: "POST",
    path: "/api/deliveries/:id/cancel",
    access: everyone,
    summary: "Do not post this",
    params: byNumber,
    reply: DeliveryDetail,
  }),

  listProposals: route({
    method: "GET",
    path: "/api/proposals",
    access: everyone,
    summary: "What waits for one's own yes",
    query: page,
    reply: paged(Proposal),
  }),
  publishProposal: route({
    method: "POST",
    path: "/api/proposals/:id/publish",
    access: everyone,
    summary: "Yes, post it, perhaps with other words",
    params: byNumber,
    body: z.strictObject({ text: z.string().min(1).max(10_000).optional() }),
    reply: DeliveryDetail,
  }),
  declineProposal: route({
    method: "POST",
    path: "/api/proposals/:id/decline",
    access: everyone,
    summary: "No",
    params: byNumber,
    reply: DeliveryDetail,
  }),
  reconsiderProposal: route({
    method: "POST",
    path: "/api/proposals/:id/reconsider",
    access: everyone,
    summary: "Take a no back",
    params: byNumber,
    reply: DeliveryDetail,
  }),

  listSources: route({
    method: "GET",
    path: "/api/sources",
    access: editors,
    summary: "What is polled, and how it fares",
    query: page,
    reply: paged(SourceRow),
  }),
  checkSource: route({
    method: "POST",
    path: "/api/sources/check",
    access: editors,
    summary: "Read a source once and show what it has, storing nothing",
    body: z.strictObject({ type: z.string().max(64), config: z.record(z.string(), z.unknown()) }),
    reply: z.strictObject({ title: z.string().nullable(), items: z.array(ItemView), error: Text.nullable() }),
  }),
  pollSource: route({
    method: "POST",
    path: "/api/sources/:id/poll",
    access: editors,
    summary: "Poll now",
    params: byId,
    reply: SourceRow,
  }),

  listNetworks: route({
    method: "GET",
    path: "/api/networks",
    access: everyone,
    summary: "Networks to connect to",
    reply: z.strictObject({ rows: z.array(NetworkView) }),
  }),
  saveNetworkApp: route({
    method: "PUT",
    path: "/api/networks/:name/app",
    access: admins,
    summary: "Enter the operator's app on a network",
    params: z.strictObject({ name: z.string().max(40) }),
    body: z.strictObject({ clientId: z.string().min(1).max(300), clientSecret: z.string().max(500).optional() }),
    reply: done,
  }),
  connect: route({
    method: "POST",
    path: "/api/connect",
    access: everyone,
    summary: "Begin to connect an account; answers the network's page to open",
    body: z.strictObject({
      network: z.string().max(40),
      server: z.string().max(300).optional(),
      forWorkspace: z.boolean().default(false),
    }),
    reply: z.strictObject({ url: z.string() }),
  }),
  connectCallback: route({
    method: "GET",
    path: "/api/connect/callback",
    access: everyone,
    summary: "Where the network sends the person back to; leads to the accounts page",
    query: z.record(z.string(), z.string()),
    reply: z.strictObject({ location: z.string() }),
    redirects: true,
  }),

  listAccounts: route({
    method: "GET",
    path: "/api/accounts",
    access: everyone,
    summary: "Accounts; an ambassador sees their own",
    query: page.extend({ mine: z.stringbool().optional() }),
    reply: paged(AccountRow),
  }),
  changeAccount: route({
    method: "PATCH",
    path: "/api/accounts/:id",
    access: everyone,
    summary: "Quiet hours, caps and topics of one's own account",
    params: byId,
    body: z.strictObject({
      zone: z.string().max(64).optional(),
      quietFrom: z.number().int().min(0).max(1439).nullable().optional(),
      quietTo: z.number().int().min(0).max(1439).nullable().optional(),
      dailyCap: z.number().int().min(1).max(1000).nullable().optional(),
      spacingMinutes: z.number().int().min(0).max(1440).optional(),
      topics: z.array(z.string().max(80)).max(50).optional(),
    }),
    reply: AccountRow,
  }),
  setMode: route({
    method: "PUT",
    path: "/api/accounts/:id/mode",
    access: everyone,
    summary: "Ask me, post automatically, or pause: the owner's choice only",
    params: byId,
    body: z.strictObject({ mode: Mode, until: when.optional() }),
    reply: AccountRow,
  }),
  disconnectAccount: route({
    method: "DELETE",
    path: "/api/accounts/:id",
    access: everyone,
    summary: "Leave: revoke and delete the token, cancel what is queued",
    params: byId,
    reply: done,
  }),

  listMembers: route({
    method: "GET",
    path: "/api/members",
    access: admins,
    summary: "People of the workspace",
    query: page,
    reply: paged(MemberRow),
  }),
  inviteMember: route({
    method: "POST",
    path: "/api/members",
    access: admins,
    summary: "Add a person; answers a one-time sign-in link to hand over",
    body: z.strictObject({
      name: z.string().min(1).max(120),
      email: z.email().max(200),
      role: z.enum(roles),
      language: z.enum(languages).default("en"),
    }),
    reply: z.strictObject({ member: MemberRow, link: z.string() }),
  }),
  memberLink: route({
    method: "POST",
    path: "/api/members/:id/link",
    access: admins,
    summary: "A new one-time sign-in link",
    params: byId,
    reply: z.strictObject({ link: z.string() }),
  }),
  changeMember: route({
    method: "PATCH",
    path: "/api/members/:id",
    access: admins,
    summary: "Change a role, or switch a person off",
    params: byId,
    body: z.strictObject({ role: z.enum(roles).optional(), disabled: z.boolean().optional() }),
    reply: MemberRow,
  }),

  stopAll: route({
    method: "POST",
    path: "/api/stop",
    access: editors,
    summary: "The global stop: nothing passes the gate until it is lifted",
    body: z.strictObject({ on: z.boolean(), reason: z.string().max(300).default("") }),
    reply: Me,
  }),
  listSecrets: route({
    method: "GET",
    path: "/api/secrets",
    access: admins,
    summary: "Names of stored secrets; never their values",
    reply: z.strictObject({ rows: z.array(z.strictObject({ name: z.string(), updatedAt: when })) }),
  }),
  saveSecret: route({
    method: "PUT",
    path: "/api/secrets/:name",
    access: admins,
    summary: "Store a secret, such as a page token",
    params: z.strictObject({ name: z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,100}$/) }),
    body: z.strictObject({ value: z.string().min(1).max(4000) }),
    reply: done,
  }),
  deleteSecret: route({
    method: "DELETE",
    path: "/api/secrets/:name",
    access: admins,
    summary: "Forget a secret",
    params: z.strictObject({ name: z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,100}$/) }),
    reply: done,
  }),
  listAudit: route({
    method: "GET",
    path: "/api/audit",
    access: admins,
    summary: "Who did what",
    query: page,
    reply: paged(
      z.strictObject({
        id: z.number().int(),
        at: when,
        by: z.string().nullable(),
        action: z.string(),
        subject: z.string(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
  health: route({
    method: "GET",
    path: "/api/health",
    access: admins,
    summary: "How the engine fares: queue, lanes, anything past its deadline",
    reply: z.strictObject({
      database: z.string(),
      version: z.string(),
      uptimeSeconds: z.number(),
      workers: z.number().int(),
      lanes: z.number().int(),
      due: z.number().int(),
      late: z.number().int(),
      unknown: z.number().int(),
      held: z.number().int(),
      failingSources: z.number().int(),
      unbalancedRuns: z.number().int(),
    }),
  }),
} as const;

export type Api = typeof api;
export type ApiName = keyof Api;
export type Reply<N extends ApiName> = z.infer<Api[N]["reply"]>;
type Part<N extends ApiName, K extends string> = Api[N] extends { [P in K]: infer S extends z.ZodType }
  ? z.input<S>
  : undefined;
export type Params<N extends ApiName> = Part<N, "params">;
export type Query<N extends ApiName> = Part<N, "query">;
export type Body<N extends ApiName> = Part<N, "body">;
