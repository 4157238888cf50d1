import { z } from "zod";
import { Utm } from "#engine/brand.ts";
import { Scenario } from "#engine/scenario.ts";
import { byId, done, editors, paged, paging, route, Text, uuid, when } from "./route.ts";

export const campaignStates = ["draft", "started", "paused", "stopped"] as const;
const count = z.number().int();
const Day = z.iso.date();
const revision = count.min(0);

const written = {
  name: z.string().trim().min(1).max(80),
  about: z.string().trim().max(1000),
  /** One of the five colours of topics. */
  colour: count.min(1).max(5),
  objective: uuid.nullable(),
  audience: uuid.nullable(),
  topics: z.array(uuid).max(50),
  /** Days by clocks of the workspace; the last one counts. */
  firstDay: Day,
  lastDay: Day,
  /** Posts that one person publishes for it at most; null: as many as there are. */
  budget: count.min(1).max(1000).nullable(),
  hashtags: z.array(z.string().trim().min(1).max(80)).max(10),
  utm: Utm,
};

/** How much is where of its posts; of people's only where five or more are in it, or the workspace tells such figures. */
const Counts = z.strictObject({
  out: count,
  waiting: count,
  /** People who published something; null: too few to be told. */
  people: count.nullable(),
  /** Written for a time, and not entered yet. */
  planned: count,
});

const Row = z.strictObject({
  id: uuid,
  /** Counts up with each change; whoever changes it says which one they saw. */
  revision: count,
  name: z.string(),
  colour: count,
  state: z.enum(campaignStates),
  firstDay: Day,
  lastDay: Day,
  /** It is started, and this is one of its days. */
  runs: z.boolean(),
  counts: Counts,
});

export const CampaignView = Row.extend({
  ...written,
  objective: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  audience: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  topics: z.array(z.strictObject({ id: uuid, name: z.string(), colour: count })),
  /** The zone whose clocks its days are of. */
  zone: z.string(),
  maps: z.array(z.strictObject({ id: uuid, name: z.string(), state: z.string() })),
  /** The first ones by their time; drafts without a time last. */
  entries: z.array(
    z.strictObject({
      id: uuid,
      title: z.string(),
      state: z.enum(["draft", "planned", "entered"]),
      at: when.nullable(),
      people: z.boolean(),
    }),
  ),
  /** There are more entries than these. */
  more: z.boolean(),
  /** The company's accounts that it goes to and that have to be connected again, the first few. */
  reconnect: z.array(z.strictObject({ id: uuid, network: z.string(), name: z.string() })),
  updatedAt: when,
  changedBy: z.string().nullable(),
});

/** The steps of a campaign: as drawn, as they go on, and what came of each. */
export const ScenarioView = z.strictObject({
  revision: count,
  zone: z.string(),
  /** Of the campaign: where a new drawing begins. */
  firstDay: Day,
  /** null: nothing is drawn yet. */
  draft: Scenario.nullable(),
  /** The number of the version that goes on; null: none. */
  live: count.nullable(),
  /** What is drawn is another one than what goes on. */
  ahead: z.boolean(),
  flaws: z.array(z.strictObject({ step: z.string().nullable(), code: z.string(), message: Text })),
  /** Steps that are written as entries by now. */
  entries: z.array(
    z.strictObject({ step: z.string(), id: uuid, state: z.enum(["draft", "planned", "entered"]), at: when }),
  ),
  /** What conditions found. */
  answers: z.array(z.strictObject({ step: z.string(), answer: z.boolean(), counted: count, at: when })),
  changedBy: z.string().nullable(),
});

const Post = z.strictObject({
  delivery: count,
  title: z.string(),
  network: z.string(),
  account: z.string(),
  at: when,
  url: z.string().nullable(),
});

/**
 * What belongs together for a time: it begins and ends as one. Where somebody changed it meanwhile: 409 `campaign_changed`, with the campaign as it
 * is in the details.
 */
export const campaigns = {
  listCampaigns: route({
    method: "GET",
    path: "/api/campaigns",
    access: editors,
    summary: "Campaigns, the one that begins last first; of a time, those that have a day in it",
    query: paging.extend({
      of: z.enum(["all", "open"]).default("all"),
      /** Days; the last one counts. */
      from: Day.optional(),
      to: Day.optional(),
    }),
    reply: paged(Row),
  }),
  getCampaign: route({
    method: "GET",
    path: "/api/campaigns/:id",
    access: editors,
    summary: "A campaign with what belongs to it",
    params: byId,
    reply: CampaignView,
  }),
  saveCampaign: route({
    method: "PUT",
    path: "/api/campaigns/:id",
    access: editors,
    summary: "Keep a campaign; its id is made where it is written (revision 0: it is new, a draft)",
    params: byId,
    body: z.strictObject({ revision, ...written }),
    reply: CampaignView,
  }),
  campaignOutside: route({
    method: "GET",
    path: "/api/campaigns/:id/outside",
    access: editors,
    summary:
      "What of a campaign lies outside these days, and would not go out with them: planned posts, and posts that wait",
    params: byId,
    query: z.strictObject({ firstDay: Day, lastDay: Day }),
    reply: z.strictObject({ planned: count, waiting: count }),
  }),
  turnCampaign: route({
    method: "PUT",
    path: "/api/campaigns/:id/state",
    access: editors,
    summary:
      "Start, pause or stop a campaign with all that belongs to it. What is stopped is not started again, and what waits of it ends",
    params: byId,
    body: z.strictObject({ revision, state: z.enum(["started", "paused", "stopped"]) }),
    reply: z.strictObject({ campaign: CampaignView, cancelled: count }),
  }),
  fillCampaign: route({
    method: "PUT",
    path: "/api/campaigns/:id/things",
    access: editors,
    summary: "Say that a map or an entry belongs to a campaign, or to none any more; a thing belongs to one at most",
    params: byId,
    body: z.strictObject({ kind: z.enum(["map", "entry"]), id: uuid, belongs: z.boolean() }),
    reply: CampaignView,
  }),
  deleteCampaign: route({
    method: "DELETE",
    path: "/api/campaigns/:id",
    access: editors,
    summary: "Delete a campaign that is a draft or was stopped; its maps and entries stay, and belong to none",
    params: byId,
    query: z.strictObject({ revision: z.coerce.number().int().min(0) }),
    reply: done,
  }),
  getScenario: route({
    method: "GET",
    path: "/api/campaigns/:id/scenario",
    access: editors,
    summary: "The steps of a campaign as they are drawn, and what came of each",
    params: byId,
    reply: ScenarioView,
  }),
  saveScenario: route({
    method: "PUT",
    path: "/api/campaigns/:id/scenario",
    access: editors,
    summary: "Keep the drawing of a campaign's steps (revision 0: there is none yet); what is live goes on as it was",
    params: byId,
    body: z.strictObject({ revision, scenario: Scenario }),
    reply: ScenarioView,
  }),
  publishScenario: route({
    method: "POST",
    path: "/api/campaigns/:id/scenario/live",
    access: editors,
    summary: "Let the drawing go on from now: what entered stays, what is still to come follows it",
    params: byId,
    body: z.strictObject({ revision }),
    reply: ScenarioView,
  }),
  previewScenario: route({
    method: "POST",
    path: "/api/campaigns/:id/scenario/preview",
    access: editors,
    summary: "A drawing of steps as a calendar: for somebody, or for all; keeps nothing",
    params: byId,
    body: z.strictObject({ scenario: Scenario, member: uuid.nullable() }),
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          step: z.string(),
          kind: z.enum(["post", "check"]),
          at: when,
          /** Days after the day. */
          offset: count,
          title: z.string(),
          /** Ambassadors whom it would reach now. */
          people: count,
          /** It goes to who was asked about; asked about nobody: to anybody. */
          reaches: z.boolean(),
          /** Conditions that are still open before it. */
          guards: z.array(z.strictObject({ check: z.string(), wants: z.boolean() })),
          /** A condition was answered the other way. */
          off: z.boolean(),
        }),
      ),
    }),
  }),
  campaignPosts: route({
    method: "GET",
    path: "/api/campaigns/:id/posts",
    access: editors,
    summary:
      "What the company's accounts published of a campaign, the newest first; people's posts are counted, and not listed",
    params: byId,
    query: paging,
    reply: paged(Post),
  }),
} as const;
