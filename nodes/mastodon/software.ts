import { z } from "zod";
import { readJson } from "#engine/json.ts";
import { ConnectError, type NetworkContext } from "#engine/network.ts";
import { askOf } from "./ask.ts";

/** NodeInfo, as nodeinfo.diaspora.software has it: where a server says what it is, and what it says there. */
const Links = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string().max(2000) })).max(50) });
const Info = z.object({
  software: z.object({ name: z.string().regex(/^[\w.-]{1,40}$/u), version: z.string().max(200).catch("") }),
});
export type Software = z.infer<typeof Info>["software"];

/** Server software that has an API of its own, as its makers write it: accounts there are on the same net, and cannot be posted with here. */
const others: Readonly<Record<string, string>> = {
  misskey: "Misskey",
  sharkey: "Sharkey",
  firefish: "Firefish",
  calckey: "Calckey",
  foundkey: "FoundKey",
  cherrypick: "CherryPick",
  lemmy: "Lemmy",
  peertube: "PeerTube",
  writefreely: "WriteFreely",
  wordpress: "WordPress",
  ghost: "Ghost",
  plume: "Plume",
  funkwhale: "Funkwhale",
  mobilizon: "Mobilizon",
  bookwyrm: "BookWyrm",
  owncast: "Owncast",
  diaspora: "diaspora*",
  hubzilla: "Hubzilla",
};

/** What a server says it runs; null where it does not say, or says it somewhere else. Two calls at most; never rejects. */
export async function softwareOf(context: NetworkContext): Promise<Software | null> {
  try {
    const pointer = await askOf(context, `${context.webBase}/.well-known/nodeinfo`, {});
    const found = pointer.status === 200 ? Links.safeParse(readJson(pointer.body)) : null;
    const links = found?.success === true ? found.data.links : [];
    const place = links.find(({ rel, href }) => /\/schema\/[\d.]+$/u.test(rel) && isBelow(href, context.webBase));
    if (place === undefined) return null;
    const answer = await askOf(context, place.href, {});
    const info = answer.status === 200 ? Info.safeParse(readJson(answer.body)) : null;
    return info?.success === true ? info.data.software : null;
  } catch {
    return null;
  }
}

/** The sentence for somebody who named a server of another kind; null for Mastodon, its relatives, and what is not known. */
export function otherSoftware(host: string, { name, version }: Software): ConnectError | null {
  const title = others[name.toLowerCase()];
  if (title === undefined) return null;
  const said = /^[\w.+-]{1,30}$/u.test(version) ? `${title} ${version}` : title;
  return new ConnectError({
    en: `${host} runs ${said}, which has an API of its own: accounts there cannot be connected. Connect one on a Mastodon server or on a relative that speaks its API (Pleroma, Akkoma, GoToSocial, Pixelfed, Friendica). What an account there publishes can be read by its RSS feed.`,
    fr: `${host} utilise ${said}, dont l’API est différente : ses comptes ne peuvent pas être connectés. Connectez un compte d’un serveur Mastodon ou apparenté qui parle son API (Pleroma, Akkoma, GoToSocial, Pixelfed, Friendica). Ce que publie un compte de ce serveur peut être lu par son flux RSS.`,
  });
}

/** On the same server, and where a deployment stands in for it: below that. */
const isBelow = (href: string, base: string): boolean => href.startsWith(`${base}/`);
