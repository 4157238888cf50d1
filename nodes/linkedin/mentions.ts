import { z } from "zod";
import { afterUnreadable, unprepared } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { Login, NetworkContext, Prepared } from "#engine/network.ts";
import type { Part } from "#engine/post.ts";
import { call } from "./asset.ts";
import { card } from "./card.ts";
import type { Live } from "./text.ts";
import { Organisation, Organisations } from "./wire.ts";

const Kept = z.object({ mentions: z.array(z.object({ text: z.string(), urn: z.string() })).optional() });

/** What `publish` needs of it. */
export const liveMentions = (prepared: unknown): Live[] => Kept.safeParse(prepared).data?.mentions ?? [];

/**
 * The companies that a part names, as LinkedIn knows them. Its name has to be that of the page, letter for letter, or LinkedIn shows
 * mere words: what was renamed, is not found, or may not be looked up by this account stays plain text, and the post goes out all the same.
 */
export async function resolveMentions(
  context: NetworkContext,
  login: Login,
  { mentions = [] }: Pick<Part, "mentions">,
): Promise<Live[] | Prepared> {
  const found: Live[] = [];
  for (const { text, page } of mentions) {
    const byNumber = /^\d+$/u.test(page);
    const path = byNumber
      ? `/rest/organizations/${page}`
      : `/rest/organizations?q=vanityName&vanityName=${encodeURIComponent(page)}`;
    const answer = await call(context, login, path, {}, [400, 403, 404]);
    if ("kind" in answer) return answer;
    // Members' accounts may not look companies up. By its number one is named all the same.
    if (answer.status === 403 && byNumber) found.push({ text, urn: urnOf(page) });
    if (answer.status !== 200) continue;
    const body = readJson(answer.body);
    const one = byNumber ? Organisation.safeParse(body).data : Organisations.safeParse(body).data?.elements[0];
    if (byNumber && one === undefined) return unprepared(afterUnreadable(card.title, answer, login.token));
    if (one?.localizedName === text) found.push({ text, urn: urnOf(one.id) });
  }
  return found;
}

const urnOf = (id: string): string => `urn:li:organization:${id}`;
