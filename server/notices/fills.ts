import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Role } from "../api.ts";
import { plannedForOne } from "../monday/tell.ts";
import { readResults } from "../results/program.ts";
import { daysOfMonth, reportLines } from "../results/report.ts";
import type { Asked as AskedMail, Filled, Fills } from "../mail/fill.ts";
import { Asked } from "./by-mail.ts";
import { figuresOf, newsOf } from "./digest-view.ts";
import { linkOf, linkToken } from "./link.ts";
import { drawer, type Proposal, proposalsOf, type ViewServices } from "./proposal-view.ts";

/** Rows of a digest, of what waits and of what was published. */
const [rowsOfDigest, rowsOfNews, rowsOfWeek] = [5, 4, 12];

export type Reader = {
  name: string;
  role: Role;
  language: Language;
  zone: string;
  company: string;
  proposals: "now" | "daily" | "weekly" | "never";
  day: number;
  minute: number;
  budget: number;
  urgent: number;
  /** Their devices show that something waits, and not what. */
  plain: boolean;
};

/** What the mails of notices say, found when they go: nothing is said of what is answered or over by then, and nothing to who left. */
export function noticeFills(services: ViewServices): Fills {
  const known =
    (write: (asked: Asked & { workspaceId: string }, reader: Reader) => Promise<Filled | null>) =>
    async ({ workspaceId, data }: AskedMail): Promise<Filled | null> => {
      const asked = Asked.parse(data);
      const reader = await readerOf(services, workspaceId, asked.member);
      return reader === null ? null : write({ ...asked, workspaceId }, reader);
    };
  return new Map([
    [
      "notice",
      known(({ said, topic }, { name, company }) =>
        Promise.resolve(said === null ? null : { data: { ...said, topic, name, company }, pictures: [] }),
      ),
    ],
    ["proposal", known((asked, reader) => proposalMail(services, asked, reader))],
    ["week", known((asked, reader) => digestMail(services, asked, reader))],
    ["planned", known((asked, reader) => plannedMail(services, asked, reader))],
    ["report", known((asked, reader) => reportMail(services, asked, reader))],
  ]);
}

export async function readerOf({ db }: ViewServices, workspaceId: string, memberId: string): Promise<Reader | null> {
  const { rows } = await sql<Reader>`
    select m.name, m.role, m.language, m.zone, w.name as company, p.proposals, p.day, p.minute, p.budget, p.urgent_budget as urgent, p.plain
    from member m join workspace w on w.id = m.workspace_id
    join notice_person p on p.workspace_id = m.workspace_id and p.member_id = m.id
    where m.workspace_id = ${workspaceId} and m.id = ${memberId} and m.disabled_at is null`.execute(db);
  return rows[0] ?? null;
}

/** What a notice was given for, after its kind: `plan/2026-11-30` is about that day. */
async function aboutOf({ db }: ViewServices, { workspaceId, notice }: Known): Promise<string | null> {
  const { rows } = await sql<{ reason: string }>`
    select reason from notice where workspace_id = ${workspaceId} and id = ${notice}`.execute(db);
  return rows[0]?.reason.split("/")[1] ?? null;
}

/** What is planned for somebody by then; nothing where it was all taken back, or they rest. */
async function plannedMail(services: ViewServices, asked: Known, reader: Reader): Promise<Filled | null> {
  const { workspaceId, member: memberId, topic, said } = asked;
  const first = await aboutOf(services, asked);
  if (first === null || said === null) return null;
  const planned = await plannedForOne(services.db, { workspaceId, memberId, first });
  if (planned.length === 0) return null;
  const { name, company, zone } = reader;
  const posts = planned.slice(0, rowsOfWeek).map(({ at, title, topic: about }) => ({ at, title, topic: about }));
  const { title, path } = said;
  return {
    data: { topic, name, company, title, zone, path, posts, more: planned.length - posts.length },
    pictures: [],
  };
}

/** The numbers of a month as the page says them by then; nothing to who runs no programme any more. */
async function reportMail({ db, ...services }: ViewServices, asked: Known, reader: Reader): Promise<Filled | null> {
  const { workspaceId, topic, said } = asked;
  const month = await aboutOf({ db, ...services }, asked);
  if (month === null || said === null || reader.role === "ambassador") return null;
  const { since, until } = daysOfMonth(month);
  const results = await readResults(db, workspaceId, { by: "network", since, until });
  const { name, company } = reader;
  return {
    data: { topic, name, company, title: said.title, path: said.path, lines: reportLines(results), since, until },
    pictures: [],
  };
}

type Known = Asked & { workspaceId: string };
type Whose = Pick<Known, "workspaceId" | "member">;

export async function addressOf(
  services: ViewServices,
  { workspaceId, member }: Whose,
  { id, expiresAt }: Pick<Proposal, "id" | "expiresAt">,
): Promise<string> {
  const mark = await linkOf(services.db, { workspaceId, memberId: member, deliveryId: id, expiresAt });
  return `${services.settings.publicUrl}/p/${linkToken(services.settings, mark)}`;
}

async function proposalMail(services: ViewServices, asked: Known, reader: Reader): Promise<Filled | null> {
  const { workspaceId, member: memberId, topic, deliveries } = asked;
  const found = await proposalsOf(services, { workspaceId, memberId, deliveries });
  const [first] = found;
  if (first === undefined) return null;
  const draw = drawer(services, workspaceId);
  const { name, company, zone, budget, urgent } = reader;
  const data = {
    ...{ topic, name, company, zone, by: first.by, important: topic.name === "notice/important" },
    ...{ title: first.title, post: await draw.post(first), until: first.expiresAt, others: found.length - 1 },
    link: await addressOf(services, asked, first),
    wish: { budget, urgent },
  };
  return { data, pictures: draw.pictures() };
}

async function digestMail(services: ViewServices, asked: Known, reader: Reader): Promise<Filled | null> {
  const { workspaceId, member: memberId, topic, deliveries, news: wanted } = asked;
  const found = await proposalsOf(services, { workspaceId, memberId, deliveries });
  const news = wanted ? await newsOf(services.db, workspaceId, rowsOfNews) : [];
  if (found.length === 0 && news.length === 0) return null;
  const draw = drawer(services, workspaceId);
  const rows = [];
  for (const one of found.slice(0, rowsOfDigest)) {
    const network = draw.title(one.network);
    rows.push({
      picture: await draw.small(one),
      mark: { cid: await draw.mark(one.network), network },
      topic: one.topic === "" ? network : one.topic,
      title: one.title,
      link: await addressOf(services, asked, one),
    });
  }
  const { name, company, day, minute } = reader;
  const daily = reader.proposals === "daily";
  const data = {
    ...{ topic, name, company, every: daily ? "day" : "week", rows, more: Math.max(0, found.length - rowsOfDigest) },
    figures: daily ? [] : await figuresOf(services.db, { workspaceId, memberId }, draw.title),
    news: await Promise.all(
      news.map(async ({ title, link, network, company: own }) => ({
        ...{ picture: null, title, link, topic: own ? draw.title(network) : company },
        mark: own ? { cid: await draw.mark(network), network: draw.title(network) } : null,
      })),
    ),
    slot: { day: daily ? null : day, minute },
  };
  return { data, pictures: draw.pictures() };
}
