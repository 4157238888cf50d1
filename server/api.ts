import type { z } from "zod";
import { accounts } from "./api/accounts.ts";
import { approvals } from "./api/approvals.ts";
import { backtest } from "./api/backtest.ts";
import { backups } from "./api/backups.ts";
import { briefs } from "./api/briefs.ts";
import { calendar } from "./api/calendar.ts";
import { campaigns } from "./api/campaigns.ts";
import { crisis } from "./api/crisis.ts";
import { evergreens } from "./api/evergreens.ts";
import { charter } from "./api/charter.ts";
import { conversions } from "./api/conversions.ts";
import { content } from "./api/content.ts";
import { council } from "./api/council.ts";
import { deliveries } from "./api/deliveries.ts";
import { entries } from "./api/entries.ts";
import { editorial } from "./api/editorial.ts";
import { proposals } from "./api/proposals.ts";
import { joining } from "./api/joining.ts";
import { kept } from "./api/kept.ts";
import { machine } from "./api/machine.ts";
import { mail } from "./api/mail.ts";
import { feeds } from "./api/feeds.ts";
import { maps } from "./api/maps.ts";
import { media } from "./api/media.ts";
import { members } from "./api/members.ts";
import { mine } from "./api/mine.ts";
import { mentors } from "./api/mentors.ts";
import { monday } from "./api/monday.ts";
import { networks } from "./api/networks.ts";
import { notices } from "./api/notices.ts";
import { invited } from "./api/invited.ts";
import { presence } from "./api/presence.ts";
import { portraits } from "./api/portraits.ts";
import { recognition } from "./api/recognition.ts";
import { results } from "./api/results.ts";
import { runs } from "./api/runs.ts";
import { session } from "./api/session.ts";
import { signoff } from "./api/signoff.ts";
import { live } from "./api/live.ts";
import { signs } from "./api/signs.ts";
import { shelf } from "./api/shelf.ts";
import { slots } from "./api/slots.ts";
import { sources } from "./api/sources.ts";
import { stories } from "./api/stories.ts";
import { suggestions } from "./api/suggestions.ts";
import { lessons } from "./api/lessons.ts";
import { survey } from "./api/survey.ts";
import { talks } from "./api/talks.ts";
import { today } from "./api/today.ts";
import { topics } from "./api/topics.ts";
import { colleagues } from "./api/colleagues.ts";
import { cues } from "./api/cues.ts";
import { training } from "./api/training.ts";
import { why } from "./api/why.ts";
import { workspace } from "./api/workspace.ts";

export { roles, type Role } from "#engine/role.ts";
export { Failure, type Route } from "./api/route.ts";
export type { Density, Theme } from "./api/session.ts";

/**
 * The one table of routes, a file a room below `api/`: the server's handlers, OpenAPI and the editor's client are all
 * derived from it. Usable in the browser. `access` lists the roles that may call it; an undeclared route fails the boot.
 * Another workspace's things are always 404.
 */
export const api = {
  ...session,
  ...maps,
  ...backtest,
  ...presence,
  ...signoff,
  ...live,
  ...signs,
  ...shelf,
  ...runs,
  ...results,
  ...conversions,
  ...monday,
  ...today,
  ...calendar,
  ...campaigns,
  ...briefs,
  ...crisis,
  ...evergreens,
  ...kept,
  ...approvals,
  ...suggestions,
  ...entries,
  ...slots,
  ...content,
  ...deliveries,
  ...proposals,
  ...stories,
  ...feeds,
  ...media,
  ...sources,
  ...networks,
  ...accounts,
  ...members,
  ...invited,
  ...charter,
  ...joining,
  ...topics,
  ...colleagues,
  ...cues,
  ...training,
  ...survey,
  ...lessons,
  ...mentors,
  ...recognition,
  ...talks,
  ...portraits,
  ...editorial,
  ...mine,
  ...council,
  ...machine,
  ...mail,
  ...notices,
  ...why,
  ...workspace,
  ...backups,
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
