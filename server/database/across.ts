/**
 * All that looks across workspaces, and why: every other statement is in one workspace (`scope.ts`), and meets its rows only. The policies of
 * the tables are made from this list (`wall.ts`), so that what is not declared here is refused by the database. Whoever writes a new round over
 * all workspaces takes the purpose that it belongs to, adds its tables, and does the work for one workspace `inWorkspace`.
 */
const list = {
  start: {
    why: "An empty database gets its first workspace, with its admin; a started one is asked for the demo, and for some token, to see that the secret is the right one.",
    reads: ["account", "network_grant", "map"],
    writes: ["workspace", "member", "lane"],
  },
  "sign-in": {
    why: "A person may belong to several workspaces, and is in none before they are signed in.",
    // And whether the page may offer a link by mail.
    reads: ["member", "workspace", "mail_setting"],
    writes: [],
  },
  receive: {
    why: "A message comes to an address that nobody else knows; only its source says whose it is.",
    // A site tells what came of a click, by its key or the click's own token.
    reads: ["source", "conversion_key", "short_link", "offer_link"],
    writes: [],
  },
  links: {
    why: "Whoever follows a short link knows a code and nothing else; visits to all links are written once a second.",
    // Whose post a link is of: visits are added up by day, map and account.
    reads: ["delivery", "workspace", "account", "conversion_key"],
    writes: "short_link offer_link result_day facet_day sum_side sum_day sum_account story_sum".split(" "),
  },
  schedule: {
    why: "One clock for all maps: maps whose time has come, looks that their process left, maps that something woke, runs that were left, sources to be tried again.",
    reads: ["version", "campaign", "workspace"],
    // Also colleagues' public accounts, whose time has come.
    writes: ["map", "run", "map_offset", "source", "step", "look", "lane", "colleague_account"],
  },
  ledger: {
    why: "The rounds of many lanes are one statement and one commit, and one look finds the lanes that are due; leases, deadlines and lost answers have one sweep.",
    reads: [
      "map",
      "consent",
      "charter_receipt",
      "item",
      "source",
      "version",
      "network_grant",
      "member",
      "campaign",
      "evergreen",
      "entry",
      "crisis",
    ],
    writes: [
      ..."account attempt audit budget delivery drop earlier_post lane medium_use missing_picture part reading_due run setback story workspace".split(
        " ",
      ),
    ],
  },
  pictures: {
    why: "Pictures that posts wait for are asked for again, the longest waiting first.",
    reads: ["account", "consent", "charter_receipt", "map", "workspace"],
    writes: ["missing_picture", "delivery", "lane"],
  },
  reposts: {
    why: "What passes on another delivery's post goes on once that is out, or will not be: one look finds them all.",
    reads: ["repost", "delivery"],
    writes: [],
  },
  measure: {
    why: "What went out is noted for its readings, and accounts are read within the networks' budgets, in the order in which they are due.",
    reads: ["delivery", "workspace", "part", "member"],
    writes:
      "reading_due account reading budget lane post_out result_day facet_day sum_side sum_day sum_account story_sum people_day topic_day".split(
        " ",
      ),
  },
  grants: {
    why: "What networks gave is renewed before it ends, and given back where nobody uses it; their servers' limits are asked for; ends that only people can put off are told; what is left of somebody who leaves is erased.",
    // What was told of an end already.
    reads: ["workspace", "member", "mail"],
    writes: ["network_grant", "account", "connect_choice", "connect_flow", "delivery", "lane", "leaving"],
  },
  prune: {
    why: "What is older than anybody looks at goes, in small bites from the oldest on.",
    reads: [
      "map",
      "version",
      "source",
      "map_offset",
      "workspace",
      "delivery",
      "medium_use",
      "kept",
      "suggestion",
      "entry_medium",
      "brief_person",
      "portrait",
    ],
    writes:
      "approval colleague_item run look_day short_link step drop item item_name poll story reading post_out result_day facet_day sum_day sum_account story_sum people_day topic_day conversion incoming said item_word budget secret medium medium_address page machine_answer rendition blob blob_chunk connect_flow offer offer_topic offer_item offer_mark offer_link cue cue_ask trace heard wording_list wording_of entry thanks talk portrait".split(
        " ",
      ),
  },
  cues: {
    why: "One look finds posts about which somebody is to be asked; whom, is found in each workspace.",
    reads: ["cue"],
    writes: [],
  },
  approvals: {
    why: "One look finds the workspaces in which something waits for somebody's yes, or came of what somebody brought in; whom to tell is found in each.",
    reads: ["workspace", "kept", "suggestion"],
    writes: [],
  },
  entries: {
    why: "One look finds the workspaces in which an entry's time has come; it enters in its own.",
    reads: ["entry", "campaign", "workspace", "scenario", "evergreen"],
    writes: [],
  },
  mail: {
    why: "One look finds the workspaces whose mails are due; what dead processes left of any is taken back, and words are forgotten after a month; another finds whose mailbox is to be read.",
    reads: ["mail_return"],
    writes: ["mail", "mail_state"],
  },
  notices: {
    why: "One look finds the workspaces in which somebody has not heard of a proposal, another whose posts a hold keeps, another the people who may be told something now, another those who chose a month's report; old notices go.",
    reads: ["workspace", "delivery", "account", "answer", "notice_person", "crisis", "member"],
    writes: ["notice", "proposal_link"],
  },
  push: {
    why: "One look finds the workspaces whose pushes are due; what dead processes left ends, and old ones go.",
    reads: [],
    writes: ["push_out"],
  },
  health: {
    why: "Whoever runs the server asks how all of it fares.",
    reads: "all",
    writes: [],
  },
  setback: {
    why: "A database that went back in time stops every workspace, and marks what may have left, mails included.",
    reads: [],
    writes: ["workspace", "setback", "delivery", "mail", "audit", "lane"],
  },
  "command line": {
    why: "Whoever runs the server names the workspace by its name or id.",
    reads: ["workspace", "member"],
    writes: [],
  },
  backup: {
    why: "A backup holds everything, and so does what is put back.",
    reads: "all",
    writes: "all",
  },
} as const satisfies Record<string, { why: string; reads: Tables; writes: Tables }>;

type Tables = readonly string[] | "all";
export type Purpose = keyof typeof list;

export const purposes: readonly { name: Purpose; why: string; reads: Tables; writes: Tables }[] = Object.entries(
  list,
).map(([name, purpose]) => ({ name: name as Purpose, ...purpose }));

/** Tables that belong to no workspace, and why. */
export const openTables: Readonly<Record<string, string>> = {
  app_budget: "a network's budget of an app, which several workspaces may use",
  auth_credential: "better-auth's: how a person signs in, whatever workspaces they belong to",
  auth_session: "better-auth's: looked up by its token, and says itself which workspace it is in",
  auth_user: "better-auth's: a person, whatever workspaces they belong to",
  auth_verification: "better-auth's: links that can be used once",
  backup: "files that hold all workspaces",
  backup_plan: "when the next of those is made",
  keeper: "how far this database was, told by data folders",
  kysely_migration: "which steps were taken",
  kysely_migration_lock: "as above",
  ledger_set: "which functions are installed",
  lineage: "which server this database was last seen on",
  reading_mark: "how far deliveries were noted for their readings, in all workspaces",
  worker: "which processes drain lanes, of all workspaces",
};

/** Indexes that do not begin with the workspace, and whose rounds look by them. Every other one does: a query of one workspace names it. */
export const acrossIndexes: Readonly<Record<string, Purpose>> = {
  account_audience: "measure",
  account_limits: "grants",
  account_ungranted: "grants",
  approval_at: "prune",
  blob_old: "prune",
  budget_window_start_idx: "prune",
  colleague_account_due: "schedule",
  colleague_item_old: "prune",
  connect_choice_expires_at_idx: "grants",
  connect_flow_expires_at_idx: "prune",
  consent_bounded: "grants",
  consent_untold: "grants",
  delivery_expiry: "ledger",
  delivery_processing: "ledger",
  delivery_settled: "measure",
  entry_enters: "entries",
  entry_over: "prune",
  evergreen_look: "entries",
  incoming_at_idx: "prune",
  item_received_at_idx: "prune",
  item_word_at: "prune",
  lane_due: "ledger",
  leaving_open: "grants",
  look_day_day: "prune",
  look_open: "schedule",
  machine_answer_at: "prune",
  mail_ended: "mail",
  mail_expiry: "mail",
  mail_lease: "mail",
  mail_return_next: "mail",
  map_due: "schedule",
  map_kept: "schedule",
  map_offset_wake: "schedule",
  medium_address_asked: "prune",
  medium_used: "prune",
  member_user_id_idx: "sign-in",
  missing_picture_due: "pictures",
  network_grant_ends: "grants",
  network_grant_subject: "grants",
  notice_ended: "notices",
  notice_person_next: "notices",
  offer_link_code: "links",
  offer_link_unmet: "prune",
  wording_list_over: "prune",
  offer_over: "prune",
  cue_look: "cues",
  cue_over: "prune",
  page_asked: "prune",
  poll_at: "prune",
  post_out_old: "prune",
  proposal_link_old: "notices",
  portrait_over: "prune",
  push_out_due: "push",
  push_out_ended: "push",
  push_out_lease: "push",
  reading_due_next: "measure",
  reading_old: "prune",
  reading_until: "measure",
  rendition_made: "prune",
  repost_waits: "reposts",
  conversion_key_id: "receive",
  conversion_old: "prune",
  facet_day_old: "prune",
  people_day_old: "prune",
  story_sum_old: "prune",
  sum_day_old: "prune",
  sum_account_old: "prune",
  result_day_old: "prune",
  topic_day_old: "prune",
  run_empty: "prune",
  scenario_checked: "entries",
  run_finished_at_idx: "prune",
  said_at: "prune",
  secret_previous: "prune",
  short_link_code: "links",
  short_link_look: "prune",
  source_address: "receive",
  source_next_poll_at_idx: "schedule",
  story_old: "prune",
  talk_old: "prune",
  thanks_old: "prune",
};

export const isOpen = (table: string): boolean => Object.hasOwn(openTables, table);
