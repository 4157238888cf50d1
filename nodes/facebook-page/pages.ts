import type { z } from "zod";
import type { NetworkContext, OpenedAccount } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { ask, type Key, list, unread } from "./graph.ts";
import { isPermission, readFailure } from "./refusal.ts";
import { Business, ManagedPage } from "./wire.ts";

const fields = "id,name,username,link,access_token,picture{url,is_silhouette}";
/** Rows of an answer, answers of a listing, and business portfolios that are looked into, each at most. */
const most = { rows: 100, answers: 10, businesses: 25 };

/** Pages to choose from, and what is to be said of those that are none. */
export type Found = { pages: OpenedAccount[]; notes: Text[] };

/**
 * The pages that a person may post on: their own, and where they allowed it those that a business portfolio owns or looks after for a
 * client, which the first listing leaves out. One page may stand in several lists. Throws as `unread` says: half a list would look
 * as if the other pages were gone.
 */
export async function findPages(context: NetworkContext, key: Key, granted: readonly string[]): Promise<Found> {
  const byId = new Map<string, ManagedPage>();
  const take = (pages: readonly ManagedPage[]): void => {
    for (const page of pages) {
      const known = byId.get(page.id);
      if (known === undefined || !mayPost(known)) byId.set(page.id, page);
    }
  };
  take(await readAll(context, key, "/me/accounts", `${fields},tasks`, ManagedPage));
  if (granted.includes("business_management")) {
    const businesses = await readAll(context, key, "/me/businesses", "id", Business);
    for (const { id } of businesses.slice(0, most.businesses))
      for (const edge of ["owned_pages", "client_pages"])
        take(await readAll(context, key, `/${encodeURIComponent(id)}/${edge}`, fields, ManagedPage));
  }
  const all = [...byId.values()];
  const barred = all.filter((page) => !mayPost(page));
  return {
    pages: all.filter(mayPost).map((page) => opened(context, page)),
    notes: barred.length === 0 ? [] : [leftOut(barred)],
  };
}

/** Posting needs the page's own token and, where Facebook says what a person may do there, that task. */
const mayPost = ({ access_token: token, tasks }: ManagedPage): boolean =>
  Boolean(token) && (tasks == null || tasks.includes("CREATE_CONTENT") || tasks.includes("MANAGE"));

function opened(context: NetworkContext, page: ManagedPage): OpenedAccount {
  const handle = page.username || page.id;
  return {
    kind: "page",
    remoteId: page.id,
    handle,
    name: page.name || handle,
    // A page without a picture is given Facebook's grey outline of nobody: initials say more.
    avatar: page.picture?.data?.is_silhouette === true ? null : page.picture?.data?.url || null,
    url: page.link || `${context.webBase}/${handle}`,
    token: page.access_token ?? "",
  };
}

async function readAll<Row>(
  context: NetworkContext,
  key: Key,
  path: string,
  asked: string,
  schema: z.ZodType<Row>,
): Promise<Row[]> {
  const get = (query: Readonly<Record<string, string>>) => ask(context, path, { key, query });
  const rows: Row[] = [];
  for await (const listed of list(get, { query: { fields: asked }, size: most.rows, answers: most.answers })) {
    if ("rows" in listed) rows.push(...schema.array().parse(listed.rows));
    // Where the person has no say in a portfolio there is nothing to see, and nothing wrong.
    else if (path !== "/me/accounts" && isPermission(readFailure(listed.refused.body)?.code ?? 0)) return rows;
    else throw unread(listed.refused);
  }
  return rows;
}

function leftOut(pages: readonly ManagedPage[]): Text {
  const names = pages.slice(0, 5).map(({ name, id }) => name || id);
  const more = pages.length - names.length;
  return {
    en: `Not in the list, because you may not post there: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}. Ask whoever runs the page for the content task.`,
    fr: `Absentes de la liste, car vous ne pouvez pas y publier : ${names.join(", ")}${more > 0 ? ` et ${more} autres` : ""}. Demandez l’accès au contenu à la personne qui gère la page.`,
  };
}
