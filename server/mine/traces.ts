import type { DB } from "../database/db.gen.ts";

/** What a column holds of a person: themselves, their sign-in, their mail address, an account of theirs, a post of such an account. */
export type Holds = "member" | "user" | "address" | "account" | "delivery";

/**
 * What leaving does to the rows: they go (`delete`); the column is emptied (`forget`); it names the opaque id from then on (`rename`); the row stays as
 * a number, and `set` takes everything from it that tells of somebody (`strip`); or nothing in it tells of anybody (`keep`, and why).
 */
export type Trace = {
  table: keyof DB;
  column: string;
  holds: Holds;
  /** The rows are the person's own: they get them with everything that is stored about them. */
  own?: true;
  /** Whose deed a row is, in SQL; null: nobody's. Of an account that was handed over, what its former owner chose and answered is theirs, and no heir's. */
  by?: string;
} & (
  | { leaving: "delete" | "forget" | "rename" }
  | { leaving: "strip"; set: string }
  | { leaving: "keep"; why: string }
);

/** A day instead of a moment: a post that is public on its network could be found by its second. */
const day = (column: string): string => `${column} = date_trunc('day', ${column})`;
const none = (...columns: string[]): string => columns.map((column) => `${column} = null`).join(", ");

/**
 * Every place in which the database holds something of a person, in the order in which leaving goes through them. Whoever makes a column that
 * refers to people, their accounts or their posts adds it here, or to `nobodys` (nobodys.ts; a test walks the schema): leaving, the export of one's data and the page
 * that says what is stored all work through this list.
 */
export const traces: readonly Trace[] = [
  // What they sent, and what came of it.
  { table: "attempt", column: "delivery_id", holds: "delivery", leaving: "delete", own: true },
  { table: "part", column: "delivery_id", holds: "delivery", leaving: "delete", own: true },
  { table: "earlier_post", column: "delivery_id", holds: "delivery", leaving: "delete", own: true, by: "replaced_by" },
  { table: "earlier_post", column: "replaced_by", holds: "member", leaving: "forget" },
  {
    table: "repost",
    column: "delivery_id",
    holds: "delivery",
    leaving: "strip",
    set: none("other", "until"),
    own: true,
  },
  { table: "wording_of", column: "delivery_id", holds: "delivery", leaving: "delete" },
  { table: "answer", column: "delivery_id", holds: "delivery", leaving: "delete", own: true, by: "member_id" },
  { table: "answer", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "medium_use", column: "delivery_id", holds: "delivery", leaving: "delete", own: true },
  { table: "missing_picture", column: "delivery_id", holds: "delivery", leaving: "delete", own: true },
  {
    table: "short_link",
    column: "delivery_id",
    holds: "delivery",
    leaving: "keep",
    why: "the links in posts that stay go on leading somewhere; a handle in their target is taken out",
    own: true,
  },
  { table: "reading_due", column: "account_id", holds: "account", leaving: "delete" },
  { table: "reading_due", column: "delivery_id", holds: "delivery", leaving: "delete", own: true },
  { table: "reading", column: "account_id", holds: "account", leaving: "delete", own: true },
  { table: "reading", column: "delivery_id", holds: "delivery", leaving: "delete" },
  { table: "said", column: "account_id", holds: "account", leaving: "delete", own: true },
  { table: "said", column: "delivery_id", holds: "delivery", leaving: "delete" },
  { table: "story", column: "account_id", holds: "account", leaving: "delete", own: true },
  { table: "story", column: "delivery_id", holds: "delivery", leaving: "delete" },
  { table: "post_out", column: "account_id", holds: "account", leaving: "strip", set: day("published_at"), own: true },
  {
    table: "post_out",
    column: "delivery_id",
    holds: "delivery",
    leaving: "keep",
    why: "a number that leads to a row without a name",
  },
  {
    table: "result_day",
    column: "account_id",
    holds: "account",
    leaving: "keep",
    why: "counts by day, of an account without a name",
    own: true,
  },
  {
    table: "facet_day",
    column: "account_id",
    holds: "account",
    leaving: "keep",
    why: "counts by day and topic, of an account without a name",
    own: true,
  },
  { table: "outcome", column: "made_by", holds: "member", leaving: "forget" },
  {
    table: "topic_day",
    column: "account_id",
    holds: "account",
    leaving: "keep",
    why: "counts by day and topic, of an account without a name",
    own: true,
  },
  {
    table: "conversion",
    column: "delivery_id",
    holds: "delivery",
    leaving: "keep",
    why: "a count of the company's own site, by a number that leads to a row without a name",
  },
  { table: "feed_retraction", column: "account_id", holds: "account", leaving: "delete", own: true },
  { table: "feed_retraction", column: "delivery_id", holds: "delivery", leaving: "delete" },
  { table: "feed_retraction", column: "by_member", holds: "member", leaving: "forget" },
  {
    table: "drop",
    column: "account_id",
    holds: "account",
    leaving: "strip",
    set: `wanted = null, reason = '{"en":"For somebody who has left.","fr":"Pour une personne qui est partie."}'`,
    own: true,
  },
  {
    table: "delivery",
    column: "account_id",
    holds: "account",
    leaving: "strip",
    // The row stays: each item of a run is accounted for.
    set: [
      none(
        "text",
        "post",
        "prepared",
        "prepared_until",
        "processing",
        "machine",
        "link",
        "remote_id",
        "removal_reason",
        "remote_url",
        "reason",
        "wording",
        "worker",
      ),
      none("approved_at", "approved_by", "lost_since", "lost_until", "unprepared"),
      ...["published_at", "gated_at", "settled_at"].map(day),
    ].join(", "),
    own: true,
  },
  { table: "delivery", column: "approved_by", holds: "member", leaving: "forget" },

  // Their accounts, and what they chose for them.
  { table: "connect_choice", column: "member_id", holds: "member", leaving: "delete" },
  { table: "connect_flow", column: "member_id", holds: "member", leaving: "delete" },
  { table: "connect_flow", column: "account_id", holds: "account", leaving: "delete" },
  { table: "handover", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "handover", column: "asked_by", holds: "member", leaving: "forget" },
  { table: "handover", column: "account_id", holds: "account", leaving: "delete" },
  { table: "consent", column: "granted_by", holds: "member", leaving: "rename", own: true },
  {
    table: "consent",
    column: "account_id",
    holds: "account",
    leaving: "strip",
    set: `receipt = (receipt - '{name,account}'::text[]) || jsonb_build_object('by', granted_by)`,
    own: true,
    by: "case when receipt ? 'cause' then null else granted_by end",
  },
  {
    table: "lane",
    column: "account_id",
    holds: "account",
    leaving: "keep",
    why: "moments of a queue in which nothing is any more",
  },
  {
    table: "account",
    column: "member_id",
    holds: "member",
    leaving: "strip",
    set: [
      `former = true, handle = '—', name = '—', remote_id = id::text, server = '', client_id = '', zone = 'UTC', topics = '{}', unable = '{}'`,
      `link_named = false, spacing_s = 0`,
      none(
        "member_id",
        "avatar",
        "url",
        "quiet_from",
        "quiet_to",
        "daily_cap",
        "lost",
        "limits",
        "audience_at",
        "budget_calls",
        "budget_s",
        "floor_seq",
      ),
      ...["created_at", "disconnected_at"].map(day),
    ].join(", "),
    own: true,
  },
  { table: "network_grant", column: "member_id", holds: "member", leaving: "delete", own: true },
  {
    table: "network_grant",
    column: "given_by",
    holds: "member",
    leaving: "strip",
    set: `given_by = null, subject = id::text, subject_name = null`,
  },

  { table: "colleague_account", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "charter_receipt", column: "member_id", holds: "member", leaving: "rename", own: true },
  { table: "member_topic", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "member_team", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "topic_feeder", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "speaker", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "training", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "mentoring", column: "newcomer_id", holds: "member", leaving: "delete", own: true },
  { table: "mentoring", column: "mentor_id", holds: "member", leaving: "delete", own: true },
  { table: "mentor", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "thanks", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "thanks", column: "by_id", holds: "member", leaving: "forget" },
  { table: "talk", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "talk", column: "answered_by", holds: "member", leaving: "forget" },
  { table: "badge", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "recognised", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "survey_done", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "own_lesson_version", column: "published_by", holds: "member", leaving: "forget" },
  { table: "survey", column: "opened_by", holds: "member", leaving: "forget" },
  { table: "survey", column: "closed_by", holds: "member", leaving: "forget" },

  // What they did for the company: the work stays, and nobody's name is on it.
  { table: "audit", column: "member_id", holds: "member", leaving: "rename", own: true },
  { table: "map", column: "created_by", holds: "member", leaving: "forget" },
  { table: "map", column: "updated_by", holds: "member", leaving: "forget" },
  { table: "charter", column: "published_by", holds: "member", leaving: "forget" },
  { table: "charter_draft", column: "saved_by", holds: "member", leaving: "forget" },
  { table: "version", column: "published_by", holds: "member", leaving: "forget" },
  { table: "version", column: "signed_by", holds: "member", leaving: "forget" },
  { table: "sign_off", column: "asked_by", holds: "member", leaving: "forget" },
  { table: "sign_off", column: "answered_by", holds: "member", leaving: "forget" },
  { table: "approval", column: "member_id", holds: "member", leaving: "strip", set: none("member_id", "by") },
  { table: "run", column: "requested_by", holds: "member", leaving: "forget" },
  { table: "workspace", column: "stopped_by", holds: "member", leaving: "forget" },
  { table: "backup", column: "member_id", holds: "member", leaving: "forget" },
  { table: "mail_parked", column: "by_member", holds: "member", leaving: "forget" },
  { table: "invitation", column: "invited_by", holds: "member", leaving: "forget" },

  // What they brought in, and what they said to what others did.
  { table: "entry", column: "owner_id", holds: "member", leaving: "delete", own: true },
  { table: "entry", column: "author_id", holds: "member", leaving: "forget" },
  { table: "entry", column: "changed_by", holds: "member", leaving: "forget" },
  { table: "entry", column: "asked_by", holds: "member", leaving: "forget" },
  { table: "scenario", column: "changed_by", holds: "member", leaving: "forget" },
  { table: "scenario_version", column: "made_by", holds: "member", leaving: "forget" },
  { table: "scenario_share", column: "member_id", holds: "member", leaving: "delete", own: true },
  // Before the entries that were begun from it.
  { table: "cue_ask", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "cue", column: "made_by", holds: "member", leaving: "forget" },
  // A colleague’s own post goes with them.
  { table: "cue", column: "author_id", holds: "member", leaving: "delete" },
  { table: "brief_entry", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "brief_person", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "brief_person", column: "replied_by", holds: "member", leaving: "forget" },
  { table: "brief", column: "asked_by", holds: "member", leaving: "forget" },
  { table: "brief", column: "changed_by", holds: "member", leaving: "forget" },
  { table: "campaign", column: "changed_by", holds: "member", leaving: "forget" },
  { table: "evergreen", column: "set_by", holds: "member", leaving: "forget" },
  { table: "crisis", column: "begun_by", holds: "member", leaving: "forget" },
  { table: "crisis", column: "ended_by", holds: "member", leaving: "forget" },
  { table: "upload", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "entry_account", column: "account_id", holds: "account", leaving: "delete", own: true },
  { table: "slot", column: "account_id", holds: "account", leaving: "delete", own: true },
  { table: "suggestion", column: "by_id", holds: "member", leaving: "forget" },
  { table: "suggestion", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "suggestion_picture", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "suggestion_distrust", column: "member_id", holds: "member", leaving: "delete", own: true },

  // Themselves.
  { table: "approval_mail", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "invitation", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "join_request", column: "email", holds: "address", leaving: "delete", own: true },
  { table: "offer_claim", column: "member_id", holds: "member", leaving: "delete", own: true },
  // What was posted with it stays on the networks, and leads on.
  { table: "offer_link", column: "member_id", holds: "member", leaving: "forget", own: true },
  { table: "map_star", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "pace_receipt", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "pace_receipt", column: "account_id", holds: "account", leaving: "delete" },
  { table: "notice", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "notice", column: "delivery_id", holds: "delivery", leaving: "delete" },
  { table: "notice_person", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "proposal_link", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "proposal_link", column: "delivery_id", holds: "delivery", leaving: "delete" },
  { table: "important_story", column: "by_member", holds: "member", leaving: "forget" },
  { table: "push_device", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "presence", column: "member_id", holds: "member", leaving: "delete", own: true },
  { table: "mail", column: "address", holds: "address", leaving: "delete", own: true },
  { table: "mail_choice", column: "address", holds: "address", leaving: "delete", own: true },
  { table: "mail_parked", column: "address", holds: "address", leaving: "delete", own: true },
  // Its value is JSON that has the address in it, of a link that nobody followed yet.
  { table: "auth_verification", column: "value", holds: "address", leaving: "delete" },
  { table: "auth_session", column: "userId", holds: "user", leaving: "delete", own: true },
  { table: "auth_credential", column: "userId", holds: "user", leaving: "delete" },
  { table: "member", column: "user_id", holds: "user", leaving: "delete" },
  { table: "member", column: "email", holds: "address", leaving: "delete" },
  { table: "member", column: "id", holds: "member", leaving: "delete", own: true },
  { table: "auth_user", column: "id", holds: "user", leaving: "delete", own: true },
  { table: "auth_user", column: "email", holds: "address", leaving: "delete" },
];
