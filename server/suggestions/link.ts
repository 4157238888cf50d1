import { webAddress } from "#engine/key.ts";
import { type PageFacts, pageAddress } from "#engine/page.ts";
import { unprocessable } from "../errors.ts";
import { MediaError } from "../media/error.ts";
import type { Services } from "../ports.ts";

/** What is kept of the page behind a link. `picture`: where it stands, and what it shows. */
export type Page = { title: string; summary: string; site: string; picture: { url: string; alt: string } | null };

/** A link as it is kept; null for what is no address of the web. People paste them without `https://`. */
export function readLink(given: string): string | null {
  const text = given.trim();
  if (text === "" || /\s/u.test(text)) return null;
  const url =
    webAddress(text) ?? (/^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/u.test(text) ? webAddress(`https://${text}`) : null);
  if (url === null || url.username !== "" || url.password !== "") return null;
  return url.href.length > 4000 ? null : url.href;
}

/** What a page says of itself, by the guarded client, once for everybody. null: it says nothing, or cannot be had. */
export async function lookAtLink(
  { pages }: Pick<Services, "pages">,
  workspaceId: string,
  link: string,
): Promise<{ page: Page | null; why: MediaError | null }> {
  const address = pageAddress(link);
  if (address === null) throw noLink();
  try {
    return { page: pageOf(link, await pages.read(workspaceId, address)), why: null };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return { page: null, why: error };
  }
}

function pageOf(link: string, { title = "", summary, picture }: PageFacts): Page {
  const site = (webAddress(link)?.hostname ?? "").replace(/^www\./u, "");
  return { title, summary, site, picture: picture === null ? null : { url: picture.url, alt: picture.alt ?? "" } };
}

export const noLink = () =>
  unprocessable("no_link", {
    en: "This is no address of a web page. Paste it as your browser shows it.",
    fr: "Ce n’est pas l’adresse d’une page web. Collez-la telle que le navigateur l’affiche.",
  });
