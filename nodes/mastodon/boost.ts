import { z } from "zod";
import { afterError, afterRefusal, afterUnreadable, type Answer, rawOf } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult, Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import type { Text } from "#engine/text.ts";
import { ask } from "./ask.ts";
import { card } from "./card.ts";
import { refusalOf } from "./refusal.ts";
import { Boosted, Found, Subject } from "./wire.ts";

const { title } = card;

/** What was found out before a boost: what the account's own server calls the status, and whether the account boosts it already. */
const Prepare = z.strictObject({ id: z.string(), boosted: z.boolean() });

/** A status may be deleted, or boosted by hand, meanwhile: it is looked up again after this long, milliseconds. */
const kept = 15 * 60_000;

type Stopped = Extract<Prepared, { kind: "rejected" | "limited" | "unauthorised" | "not_sent" }>;
const stopped = (reason: Text): Stopped => ({ kind: "rejected", status: null, raw: "", reason });

/**
 * Finds what is boosted on the account's own server: only a status that the server knows can be. One of another server is fetched by it
 * when it is searched for by its address.
 */
export async function prepareBoost(context: NetworkContext, login: Login, { part }: Sending): Promise<Prepared> {
  if (part.original === undefined) return stopped(sentences.nothing);
  if (part.text.trim() !== "") return stopped(sentences.words);
  try {
    const found = await findStatus(context, login, part.original);
    if ("kind" in found) return found;
    const status = found.reblog ?? found;
    if (status.visibility === "private" || status.visibility === "direct") return stopped(sentences.hidden);
    const data: z.infer<typeof Prepare> = { id: status.id, boosted: status.reblogged === true };
    return { kind: "prepared", status: null, raw: "", data, until: context.now() + kept };
  } catch (error) {
    const lost = afterError(title, error, login.token);
    // Nothing was changed by asking: another try is as good as the first.
    return { kind: "not_sent", status: null, raw: lost.raw, reason: sentences.unanswered };
  }
}

async function findStatus(
  context: NetworkContext,
  login: Login,
  original: Original,
): Promise<z.infer<typeof Subject> | Stopped> {
  const { token } = login;
  for (const id of idsHere(context, original)) {
    const answer = await ask(context, `/api/v1/statuses/${encodeURIComponent(id)}`, { token });
    const found = answer.status === 200 ? Subject.safeParse(readJson(answer.body)).data : undefined;
    if (found !== undefined) return found;
    if (answer.status !== 404) return stoppedBy(context, token, answer);
  }
  for (const address of addressesOf(original)) {
    const query = new URLSearchParams({ q: address, type: "statuses", resolve: "true", limit: "1" });
    const answer = await ask(context, `/api/v2/search?${query.toString()}`, { token });
    if (answer.status === 403) return { ...stopped(sentences.unasked), status: 403, raw: rawOf(answer.body, token) };
    if (answer.status !== 200) return stoppedBy(context, token, answer);
    const [found] = Found.safeParse(readJson(answer.body)).data?.statuses ?? [];
    if (found !== undefined) return found;
  }
  return stopped(sentences.gone);
}

const addressesOf = ({ url, remoteId }: Original): string[] =>
  [...new Set([url ?? "", remoteId])].filter((name) => /^https?:\/\//u.test(name));

/** What the account's own server calls it, where it is a status of that server: no search is needed, and no permission for one. */
function idsHere({ webBase }: NetworkContext, original: Original): string[] {
  const addresses = addressesOf(original);
  const here = addresses.filter((address) => address.startsWith(`${webBase}/`));
  const plain =
    !original.remoteId.includes("/") && (addresses.length === 0 || here.length > 0) ? [original.remoteId] : [];
  const named = here.flatMap((address) => /\/(?:@[^/]+|statuses|notice)\/(\w+)$/u.exec(address)?.[1] ?? []);
  return [...new Set([...plain, ...named])];
}

function stoppedBy(context: NetworkContext, token: string, answer: Answer): Stopped {
  const refused = afterRefusal(title, answer, refusalOf(answer, token, context.now()));
  return refused.kind === "limited" || refused.kind === "unauthorised" || refused.kind === "rejected"
    ? refused
    : { kind: "not_sent", status: answer.status, raw: rawOf(answer.body, token), reason: sentences.unanswered };
}

/**
 * Boosts. A server answers a second boost of one status with the first: the call may be made again. What the account boosted by hand
 * before is told as a duplicate of that.
 */
export async function boost(context: NetworkContext, login: Login, { prepared }: Sending): Promise<CallResult> {
  const { id, boosted } = Prepare.parse(prepared);
  let answer: Answer;
  try {
    answer = await ask(context, `/api/v1/statuses/${encodeURIComponent(id)}/reblog`, {
      method: "POST",
      token: login.token,
      body: "{}",
    });
  } catch (error) {
    return afterError(title, error, login.token);
  }
  const { status, body } = answer;
  const raw = rawOf(body, login.token);
  if (status >= 200 && status < 300) {
    const made = Boosted.safeParse(readJson(body)).data;
    if (made === undefined) return afterUnreadable(title, answer, login.token);
    if (boosted) return { kind: "duplicate", status, raw, existing: made.id, reason: sentences.already };
    // A boost has no page of its own: it is seen where the status is.
    return { kind: "published", status, raw, remoteId: made.id, url: made.reblog.url ?? null };
  }
  const refusal = refusalOf(answer, login.token, context.now());
  if (status === 422 && /already exists|already been taken/iu.test(refusal.words ?? ""))
    return { kind: "duplicate", status, raw, existing: null, reason: sentences.already };
  if (status === 404) return { ...stopped(sentences.gone), status, raw };
  return afterRefusal(title, answer, refusal);
}

const sentences = {
  nothing: {
    en: "What should be boosted is no status of the fediverse.",
    fr: "Ce qui doit être partagé n’est pas une publication du fédivers.",
  },
  words: {
    en: "A boost on Mastodon has no words of its own. Send the words as a post of their own.",
    fr: "Un partage sur Mastodon ne porte pas de texte. Envoyez ce texte comme publication à part.",
  },
  hidden: {
    en: "Its author shows this post to some people only: nobody may boost it.",
    fr: "Cette publication n’est visible que de certaines personnes : elle ne peut pas être partagée.",
  },
  gone: {
    en: "The post that should be boosted cannot be found from this Mastodon server: it was deleted, or the server does not let it in.",
    fr: "La publication à partager est introuvable depuis ce serveur Mastodon : elle a été supprimée, ou le serveur la refuse.",
  },
  unasked: {
    en: "The permission of this account does not cover looking for posts of other servers. Connect it again, and they can be boosted; its own posts go out meanwhile.",
    fr: "L’autorisation de ce compte ne permet pas de chercher les publications d’autres serveurs. Reconnectez-le pour pouvoir les partager ; ses propres publications continuent.",
  },
  unanswered: {
    en: "The Mastodon server did not answer while the post was looked for. It is tried again.",
    fr: "Le serveur Mastodon n’a pas répondu pendant la recherche de la publication. Un nouvel essai aura lieu.",
  },
  already: {
    en: "The account has boosted this post already.",
    fr: "Le compte a déjà partagé cette publication.",
  },
};
