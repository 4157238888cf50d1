import type { z } from "zod";
import { api, type Route } from "../api.ts";
import { type Fact, factsIn } from "../joining/seen.ts";
import type { AreaName } from "./areas.ts";

/** What a fact about a person belongs to, wherever a reply tells it (joining/seen.ts finds it by the reply's own fields). */
const areaOfFact: Record<Fact, AreaName> = {
  accounts: "accounts",
  choice: "consent",
  posts: "posts",
  words: "posts",
  answers: "posts",
  topics: "choices",
  address: "profile",
  deeds: "deeds",
};

/** What routes are about, by how their path begins; the longest that fits counts. A new beginning has none, and a test asks for it. */
const places: Record<string, AreaName> = {
  "/api/me": "profile",
  "/api/me/agreements": "consent",
  "/api/me/devices": "notices",
  "/api/me/handovers": "accounts",
  "/api/me/links": "posts",
  "/api/me/notices": "notices",
  "/api/me/posts": "posts",
  "/api/me/receipts": "consent",
  "/api/me/topics": "choices",
  "/api/me/speaking": "choices",
  "/api/me/figures": "choices",
  "/api/results": "numbers",
  "/api/outcome": "contents",
  "/api/monday": "numbers",
  "/api/accounts": "accounts",
  "/api/accounts/:id/audience": "numbers",
  "/api/accounts/:id/results": "numbers",
  "/api/approvals": "maps",
  "/api/audit": "deeds",
  "/api/backups": "settings",
  "/api/calendar": "posts",
  "/api/briefs": "choices",
  "/api/asked": "choices",
  "/api/campaigns": "contents",
  "/api/campaigns/:id/posts": "posts",
  "/api/charter": "consent",
  "/api/training": "training",
  "/api/training/own": "contents",
  "/api/survey": "survey",
  "/api/mentors": "mentors",
  "/api/recognition": "recognition",
  "/api/talks": "recognition",
  "/api/portraits": "recognition",
  "/api/me/track": "training",
  "/api/objections": "contents",
  "/api/colleagues": "contents",
  "/api/cues": "contents",
  "/api/cues/mine": "choices",
  "/api/colleagues/mine": "consent",
  "/api/connect": "accounts",
  "/api/content": "contents",
  "/api/council": "settings",
  "/api/conversions": "settings",
  "/api/deliveries": "posts",
  "/api/editorial": "contents",
  "/api/editorial/coverage": "numbers",
  "/api/editors": "profile",
  "/api/entries": "contents",
  "/api/crisis": "contents",
  "/api/recall": "posts",
  "/api/evergreens": "contents",
  "/api/evergreens/proposals": "numbers",
  "/api/folders": "maps",
  "/api/health": "settings",
  "/api/links": "settings",
  "/api/machine": "settings",
  "/api/mail": "settings",
  "/api/mail/outbox": "notices",
  "/api/mail/parked": "notices",
  "/api/maps": "maps",
  "/api/maps/:id/declined": "numbers",
  "/api/maps/:id/results": "numbers",
  "/api/media": "contents",
  "/api/members": "profile",
  "/api/networks": "settings",
  "/api/pictures": "contents",
  "/api/proposals": "posts",
  "/api/backtest": "maps",
  "/api/rules": "settings",
  "/api/runs": "maps",
  "/api/secrets": "settings",
  "/api/signoff": "settings",
  "/api/slots": "settings",
  "/api/sources": "contents",
  "/api/stories": "settings",
  "/api/suggestions": "choices",
  "/api/teams": "choices",
  "/api/templates": "maps",
  "/api/today": "maps",
  "/api/topics": "choices",
  "/api/traces": "maps",
  "/api/why": "posts",
  "/api/workspace": "settings",
};

const below = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** What a route is about by its path; null: that was never said. */
export function placeOf({ path }: Pick<Route, "path">): AreaName | null {
  const [longest] = Object.keys(places)
    .filter((place) => below(path, place))
    .toSorted((a, b) => b.length - a.length);
  return longest === undefined ? null : places[longest]!;
}

/** Routes that read for whoever is signed in; what an address alone opens is told to whoever was given that. */
export const reading = (table: Readonly<Record<string, Route>> = api): Route[] =>
  Object.values(table).filter(({ method, access }) => method === "GET" && typeof access !== "string");

/** Which routes answer with something of an area: by where they stand, and by what their replies hold. */
export function readersOf(area: AreaName, table: Readonly<Record<string, Route>> = api): Route[] {
  return reading(table).filter(
    (route) => placeOf(route) === area || (!route.file && factsOf(route).some((fact) => areaOfFact[fact] === area)),
  );
}

const known = new WeakMap<z.ZodType, Fact[]>();
/** The table does not change while the process runs, and its schemas are large. */
function factsOf({ reply }: Route): Fact[] {
  const found = known.get(reply) ?? factsIn(reply);
  known.set(reply, found);
  return found;
}
