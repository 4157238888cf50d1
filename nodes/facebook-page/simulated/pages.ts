import { createHash } from "node:crypto";
import type { DemoPerson } from "#engine/simulator.ts";
import { page as main } from "../demo.ts";

/** A page of the simulated Facebook. `tasks`: what the people may do who manage it. */
export type Page = { id: string; username: string; name: string; about: string; tasks: readonly string[] };

/** How a person comes by a page: as its own manager, or through their business portfolio, which owns it or looks after it for a client. */
export type Way = "accounts" | "owned_pages" | "client_pages";
export type Managed = { page: Page; ways: readonly Way[] };

/** Whose portfolio it is; all others have none. */
const company = "atelier_lumen";
export const business = { id: "61550000000009", name: "Groupe Lumen" };
/** Pages that one portfolio has at most. */
export const mostPages = 400;

const all = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"];
const idOf = (name: string): string =>
  `61${createHash("sha256").update(`facebook/${name}`).digest().readBigUInt64BE(0).toString().padStart(20, "0").slice(0, 15)}`;
const pageOf = (username: string, name: string, about: string, tasks = all): Page => ({
  id: idOf(username),
  username,
  name,
  about,
  tasks,
});

export const mainPage: Page = { ...main, tasks: all };
const recruits = pageOf("lumen.recrute", "Lumen recrute", "Les métiers de la lumière, à Lyon et à Nantes.");
const nantes = pageOf("atelier.lumen.nantes", "Atelier Lumen Nantes", "L’agence de l’Ouest, ouverte en avril.");
/** One that the company reads the numbers of and may not post on. */
const friends = pageOf("amis.de.la.lumiere", "Les amis de la lumière", "L’association des passionnés.", ["ANALYZE"]);

const own: Record<string, Page> = {
  lea_martin: pageOf("lea.en.lumiere", "Léa en lumière", "Carnet d’une éclairagiste."),
  hugo_bernard: pageOf("hugo.recrute", "Hugo recrute", "Conseils pour un premier entretien."),
  ines_moreau: pageOf("ines.a.velo", "Inès à vélo", "Deux roues et des diodes."),
  noah_petit: pageOf("chantiers.de.noah", "Les chantiers de Noah", "La vie de chantier, en images."),
};

/**
 * The pages that a person manages. The company's three come by three ways, one of them by two; `crowd` further ones lie in its
 * portfolio. Everybody else has one page of their own.
 */
export function managedBy(handle: string, crowd = 0): Managed[] {
  if (handle !== company) {
    const page = own[handle] ?? pageOf(handle.replaceAll("_", "."), `Page de ${handle}`, "Une page.");
    return [{ page, ways: ["accounts"] }];
  }
  const more = Array.from({ length: Math.min(crowd, mostPages) }, (_, index): Managed => {
    const page = pageOf(`lumen.lieu.${index + 1}`, `Lumen, lieu ${index + 1}`, "Un lieu éclairé par l’atelier.");
    return { page, ways: ["owned_pages"] };
  });
  return [
    { page: mainPage, ways: ["accounts", "owned_pages"] },
    { page: recruits, ways: ["owned_pages"] },
    { page: nantes, ways: ["client_pages"] },
    { page: friends, ways: ["accounts"] },
    ...more,
  ];
}

export const hasBusiness = (handle: string): boolean => handle === company;
export const mayCreate = ({ tasks }: Page): boolean => tasks.includes("CREATE_CONTENT");

/** The id of a person as one app sees it; above 2^53, as most are. */
export const personId = ({ handle }: Pick<DemoPerson, "handle">): string => idOf(`person/${handle}`);
