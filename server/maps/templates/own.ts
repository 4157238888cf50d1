import { sql } from "kysely";
import type { AccountKind } from "#engine/card.ts";
import { fieldMeta, fieldsOf } from "#engine/issue.ts";
import type { Manifest } from "#engine/node.ts";
import { readRef } from "#engine/ref.ts";
import type { Language } from "#engine/text.ts";
import { demoPlaces } from "../../demo/places.ts";
import type { Db, Registry, Settings } from "../../ports.ts";

/** What decides what a template's places stand for: the workspace with its accounts and sources, whether this is the demo, and which networks there are. */
export type Ground = {
  db: Db;
  settings: Pick<Settings, "networks">;
  nodes: Pick<Registry, "networks" | "manifests">;
};

/** What a person put in, or what their workspace has already. Lists may be empty and texts "": that is filled in on the canvas. */
export type Answers = {
  /** The company's page: the reference of a connected one, or a name. */
  page: string;
  /** Addresses of feeds. */
  blog: string;
  alert: string;
  /** The company's account on a network that is read: by its address or its name there. */
  place: string;
  words: string[];
  /** What the event is called. */
  event: string[];
  banned: string[];
  topics: string[];
  /** References of the company's accounts. */
  accounts: string[];
  /** References of its channels, where colleagues read. */
  channels: string[];
};

/** The answers, and what else a drawing depends on. */
export type Own = Answers & {
  /** The step that reads it. */
  readers: { place: Reader };
  language: Language;
  zone: string;
};

type Reader = { type: string; config: Record<string, unknown> };

/** Nobody chooses among more for a template; the account picker of the canvas shows all. */
const most = { accounts: 4, topics: 4 };
const words = {
  en: ["job*", "hiring", "internship", "apprentice*"],
  fr: ["emploi", "recrut*", "stage", "alternance"],
};
const event = { en: ["open day*", "fair", "conference"], fr: ["portes ouvertes", "salon", "conférence"] };
const banned = { en: ["bankrupt*", "lawsuit", "strike"], fr: ["faillite", "procès", "grève"] };

type Account = { ref: string; network: string; kind: AccountKind; url: string | null; company: boolean };

/** What a workspace has that a template can begin with. A few queries, each bounded. */
export async function ownOf({ db, settings, nodes }: Ground, workspaceId: string): Promise<Own> {
  const [workspace, everybody, topics, feeds] = await Promise.all([
    db.selectFrom("workspace").select(["language", "zone"]).where("id", "=", workspaceId).executeTakeFirstOrThrow(),
    connectedAccounts(db, workspaceId),
    chosenTopics(db, workspaceId),
    knownFeeds(db, workspaceId),
  ]);
  const language: Language = workspace.language === "fr" ? "fr" : "en";
  const demo = demoPlaces(settings.networks);
  const accounts = everybody.filter(({ company }) => company);
  const [page] = accounts.filter(({ network, kind }) => kind === "page" && network === pageNetwork(nodes));
  const places = everybody.filter(
    ({ network, url }) => url !== null && nodes.manifests.get(network)?.kind === "source",
  );
  return withReaders(nodes, {
    page: demo?.page ?? page?.ref ?? "",
    blog: demo?.blog ?? feeds.get("rss") ?? "",
    alert: demo?.alert ?? feeds.get("google-alerts") ?? "",
    place: places.find(({ company }) => company)?.url ?? "",
    words: words[language],
    event: event[language],
    banned: banned[language],
    topics,
    accounts: accounts
      .filter(({ kind, ref }) => kind !== "channel" && ref !== page?.ref)
      .slice(0, most.accounts)
      .map(({ ref }) => ref),
    channels: accounts
      .filter(({ kind }) => kind === "channel")
      .slice(0, most.accounts)
      .map(({ ref }) => ref),
    language,
    zone: workspace.zone,
  });
}

/** Answers as they come in: what was not answered may be there as undefined. */
export type Given = { [Name in keyof Answers]?: Answers[Name] | undefined };

/** With what a person put in where a template asked; what they left empty stays empty. */
export function answered(nodes: Ground["nodes"], own: Own, given: Given): Own {
  const answers = Object.fromEntries(
    Object.entries(given).filter(([, answer]) => answer !== undefined),
  ) as Partial<Answers>;
  const all = { ...own, ...answers };
  return withReaders(nodes, {
    ...all,
    page: pageName(nodes, all.page),
    blog: withScheme(all.blog),
    alert: withScheme(all.alert),
  });
}

/** What people copy without its scheme is an address all the same. */
const withScheme = (typed: string): string => {
  const address = typed.trim();
  return address === "" || /^[a-z][a-z\d+.-]*:/iu.test(address) ? address : `https://${address}`;
};

/** A page is known by its name; people have its address. */
function pageName({ manifests }: Ground["nodes"], typed: string): string {
  const taken = manifests.get("facebook-page")?.takes?.(withScheme(typed)) as { page?: string } | null | undefined;
  return taken?.page ?? typed.trim();
}

/** The source that reads a place on a network is called as that network, and knows its own addresses; where nothing is known, any of them, to fill in. */
function withReaders({ manifests, networks }: Ground["nodes"], own: Omit<Own, "readers">): Own {
  const sources = [...manifests.values()].filter(
    ({ type, kind, takes }) => kind === "source" && takes && networks.has(type),
  );
  const readerOf = (place: string): Reader => {
    for (const { type, takes, config: shape } of place === "" ? [] : sources) {
      const config = takes?.(place) ?? null;
      if (config === null) continue;
      // Some networks are read with an account of theirs: the company's, where it has one.
      const account = fieldsOf(shape)["account"];
      const reading = account && own.accounts.find((ref) => readRef(ref).network === fieldMeta(account).network);
      return { type, config: { ...config, ...(reading === undefined ? {} : { account: reading }) } };
    }
    return { type: sources[0]?.type ?? "rss", config: {} };
  };
  return { ...own, readers: { place: readerOf(own.place) } };
}

/** The network whose pages the page source reads with a connected account. */
function pageNetwork({ manifests }: Ground["nodes"]): string | undefined {
  const manifest: Manifest | undefined = manifests.get("facebook-page");
  const account = manifest && fieldsOf(manifest.config)["account"];
  return account && fieldMeta(account).network;
}

/** The company's first, then people's. */
async function connectedAccounts(db: Db, workspaceId: string): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select ref, network, kind, url, member_id is null as company from account
    where workspace_id = ${workspaceId} and state = 'connected' order by member_id is not null, ref limit 100`.execute(
    db,
  );
  return rows;
}

/** The topics that most people follow. */
async function chosenTopics(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select t.key from topic t join member_topic f on f.workspace_id = t.workspace_id and f.topic_id = t.id
    where t.workspace_id = ${workspaceId} and t.archived_at is null group by t.key order by count(*) desc, t.key limit ${most.topics}`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

/** Of each kind of feed the one that the workspace has read for longest. */
async function knownFeeds(db: Db, workspaceId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ type: string; url: string }>`
    select distinct on (type) type, config->>'url' as url from source
    where workspace_id = ${workspaceId} and type in ('rss', 'google-alerts') and config->>'url' is not null
    order by type, created_at`.execute(db);
  return new Map(rows.map(({ type, url }) => [type, url]));
}
