import { webAddress } from "#engine/key.ts";
import { feedlike } from "#engine/taken.ts";
import type { Author } from "#engine/item.ts";
import type { Text } from "#engine/text.ts";
import { unprocessable } from "../errors.ts";
import { checkSource, type Checked } from "../inbox/check.ts";
import { sourceSettings } from "../inbox/map-sources.ts";
import type { Services } from "../ports.ts";
import { type } from "./type.ts";

/** What reads a public account, as it was tried: `author` where it is an account of a network. */
export type PublicReader = {
  type: string;
  key: string;
  version: number;
  config: unknown;
  address: string;
  title: string;
  author: Author | null;
};

/** Feeds are what every site may have. */
const feeds = { type: "rss", field: "url" };

/**
 * The source that reads what a person gives as the address of their account: whichever says that the page is its own, else the site's feed. It is
 * read once, without anybody's access and spending nothing. Throws 422 with a sentence that says what to do.
 */
export async function readerOf(services: Services, given: string): Promise<PublicReader> {
  const typed = given.trim();
  const whole = typed.includes("://") || typed.startsWith("@") ? typed : `https://${typed}`;
  const address = asTheirs(services.settings, whole);
  // A feed is read as it is, whoever's page it is of.
  const feed = feedlike.test(webAddress(address)?.pathname ?? "");
  const own = [...services.nodes.manifests.values()].flatMap((manifest) => {
    const mine = !feed && manifest.kind === "source" && manifest.sure?.(address) !== false;
    const config = mine ? manifest.takes?.(address) : null;
    return config == null ? [] : [{ manifest, config }];
  })[0];
  if (own !== undefined) {
    const { manifest, config } = own;
    if (manifest.charges !== undefined) throw refused(costs);
    const author = manifest.reads?.(config) ?? null;
    if (manifest.reads !== undefined && author === null) throw refused(nobodys);
    if (manifest.check?.(config).some(({ severity }) => severity === "error")) throw refused(closed(manifest.title));
    return tried(services, { type: manifest.type, config, address, author });
  }
  if (webAddress(address) === null) throw refused(unknown);
  return tried(services, { type: feeds.type, config: { [feeds.field]: address }, address, author: null });
}

/** What stands on a simulator's pages is named as of the server that it plays, as the accounts that are connected there are. */
function asTheirs({ networks }: Services["settings"], address: string): string {
  for (const { web, server } of Object.values(networks))
    if (server && address.startsWith(`${web}/`)) return server + address.slice(web.length);
  return address;
}

type Tried = Pick<PublicReader, "type" | "config" | "address" | "author">;

async function tried(services: Services, one: Tried): Promise<PublicReader> {
  let { config } = one;
  let read: Checked = await checkSource(services, { type: one.type, config });
  // A site that names its feed.
  if (read.error !== null && one.type === feeds.type && read.instead != null) {
    config = { [feeds.field]: read.instead };
    read = await checkSource(services, { type: one.type, config });
  }
  if (read.error !== null) throw refused(read.error);
  // By the name that stays its own: a handle may become somebody else's, who agreed to nothing.
  const manifest = services.nodes.manifests.get(one.type);
  config = (read.stays === undefined ? null : manifest?.takes?.(read.stays)) ?? config;
  const { key, version, config: parsed } = sourceSettings(services.nodes, one.type, config);
  const author = manifest?.reads?.(parsed) ?? one.author;
  return { ...one, author, key, version, config: parsed, title: (read.title ?? one.address).slice(0, 300) };
}

const refused = (text: Text) => unprocessable("cannot_follow", text, { step: type });

const unknown: Text = {
  en: "Paste the address of your public page, as your browser shows it, or of your blog.",
  fr: "Collez l’adresse de votre page publique, telle que votre navigateur l’affiche, ou celle de votre blog.",
};
const nobodys: Text = {
  en: "This is the address of a post, a search or a hashtag. Paste the address of your own page.",
  fr: "C’est l’adresse d’une publication, d’une recherche ou d’un hashtag. Collez l’adresse de votre propre page.",
};
const costs: Text = {
  en: "This network charges for each post that is read: accounts there are not followed. Another of yours can be, or your blog.",
  fr: "Ce réseau fait payer chaque publication lue : les comptes n’y sont pas suivis. Un autre de vos comptes peut l’être, ou votre blog.",
};
const closed = ({ en, fr }: Text): Text => ({
  en: `${en} shows this only to who is signed in there: it cannot be followed. Another public account of yours can be, or your blog.`,
  fr: `${fr} ne montre cela qu’aux personnes connectées : ce compte ne peut pas être suivi. Un autre de vos comptes publics peut l’être, ou votre blog.`,
});
