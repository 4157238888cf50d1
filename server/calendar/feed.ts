import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { sql } from "kysely";
import type { Role } from "#engine/role.ts";
import type { Language, Text } from "#engine/text.ts";
import { inWorkspace } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { readCalendarMark, type CalendarMark } from "./link.ts";
import type { Placed } from "./posts.ts";
import { postsFor } from "./views.ts";

const day = 86_400_000;
/** What is told: a month back, and a quarter ahead. */
const back = 31 * day;
const ahead = 92 * day;
/** Posts that it holds at most: those nearest to now. */
const most = 2000;
/** A post takes no time; programs draw what takes none as a line that nobody sees. */
const length = 15 * 60_000;

const states: Record<Placed["state"], Text> = {
  out: { en: "Out", fr: "Publié" },
  planned: { en: "Planned", fr: "Prévu" },
  draft: { en: "Draft", fr: "Brouillon" },
  waits: { en: "Held back", fr: "Retenu" },
  refused: { en: "Refused by the network", fr: "Refusé par le réseau" },
  check: { en: "To check: it may be out", fr: "À vérifier : peut-être parti" },
};
const toPeople: Text = { en: "Ambassadors", fr: "Ambassadeurs" };

/**
 * `/ical/TOKEN.ics`: a person's calendar for the program in which they keep theirs (RFC 5545), the same posts that the calendar's page shows them.
 * Whoever has the address reads it without signing in; it is theirs to end, and ends with their access. `max`: requests in a minute from one address.
 */
export function addCalendarFeed(app: FastifyInstance, services: Services, { max }: { max: number }): void {
  const config = { access: "address" as const, rateLimit: { max, groupId: "ical" } };
  app.get<{ Params: { file: string } }>("/ical/:file", { config }, async (request, reply) => {
    reply.header("x-robots-tag", "noindex, nofollow");
    const mark = readCalendarMark(services.settings, request.params.file.replace(/\.ics$/u, ""));
    const text = mark === null ? null : await inWorkspace(mark.workspaceId, () => readFeed(services, mark));
    // Without a word about whether it was one once.
    if (text === null)
      return reply
        .code(404)
        .header("cache-control", "no-store")
        .type("text/plain; charset=utf-8")
        .send("There is no calendar here.\n");
    const tag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
    reply.header("cache-control", "private, max-age=300").header("etag", tag);
    if (request.headers["if-none-match"] === tag) return reply.code(304).send();
    return reply
      .type("text/calendar; charset=utf-8")
      .header("content-disposition", 'inline; filename="relaymap.ics"')
      .send(text);
  });
}

type Reading = { role: Role; language: Language; company: string };

async function readFeed({ db, settings, nodes, clock }: Services, mark: CalendarMark): Promise<string | null> {
  const { workspaceId, memberId, madeAt } = mark;
  const { rows } = await sql<Reading>`
    select m.role, m.language, w.name as company from member m join workspace w on w.id = m.workspace_id
    where m.workspace_id = ${workspaceId} and m.id = ${memberId} and m.disabled_at is null
      and round(extract(epoch from m.calendar_link_at) * 1000) = ${madeAt}`.execute(db);
  const [reader] = rows;
  if (reader === undefined) return null;
  const now = clock.now();
  const span = { workspaceId, from: now - back, to: now + ahead, now };
  const { layers, posts } = await postsFor(db, { workspaceId, memberId, role: reader.role, now }, span);
  const accounts = new Map(
    layers.map(({ id, name, network }) => [id, `${name} · ${nodes.networks.get(network)?.card.title ?? network}`]),
  );
  const near = posts.length <= most ? posts : nearest(posts, now);
  const calendar = ical({
    name: reader.company,
    prodId: { company: "Relaymap", product: "Relaymap", language: reader.language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
    events: near.map((post) => eventOf(post, reader.language, accounts, settings.publicUrl)),
  });
  return calendar.toString();
}

const nearest = (posts: readonly Placed[], now: number): Placed[] =>
  posts.toSorted((a, b) => Math.abs(Date.parse(a.at) - now) - Math.abs(Date.parse(b.at) - now)).slice(0, most);

function eventOf(post: Placed, language: Language, accounts: ReadonlyMap<string, string>, home: string) {
  const start = new Date(post.at);
  const who = post.account === null ? toPeople[language] : (accounts.get(post.account) ?? "");
  const place = post.delivery === null ? `/entries/${post.entry}` : `/deliveries/${post.delivery}`;
  return {
    id: `${post.key.replaceAll("/", "-")}@relaymap`,
    // Of what does not change the same bytes: a program that asks again is told that nothing did.
    stamp: start,
    start,
    end: new Date(start.getTime() + length),
    summary:
      post.state === "out" || post.state === "planned" ? post.title : `${states[post.state][language]} · ${post.title}`,
    description: `${states[post.state][language]} · ${who}${post.url === null ? "" : `\n${post.url}`}`,
    status: post.state === "out" || post.state === "planned" ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
    transparency: ICalEventTransparency.TRANSPARENT,
    url: `${home}${place}`,
  };
}
