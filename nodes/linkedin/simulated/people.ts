import { createHash } from "node:crypto";
import type { DemoPerson } from "#engine/simulator.ts";

/** A page of the simulated LinkedIn; `roles` by the handle of whoever has one. */
export type Page = { id: string; vanity: string; name: string; about: string; roles: Readonly<Record<string, string>> };

const idOf = (name: string): string =>
  createHash("sha256").update(`linkedin/${name}`).digest().readBigUInt64BE(0).toString().slice(0, 8);

/** The id of a member, as one app sees it. */
export const memberId = (handle: string): string =>
  createHash("sha256").update(`linkedin/member/${handle}`).digest("base64url").slice(0, 10);

const page = (vanity: string, name: string, about: string, roles: Page["roles"]): Page => {
  return { id: idOf(vanity), vanity, name, about, roles };
};
const company = "atelier_lumen";
const shared: Page[] = [
  page("atelier-lumen", "Atelier Lumen", "Lumière pour les lieux où l’on travaille.", { [company]: "ADMINISTRATOR" }),
  page("lumen-recrute", "Lumen recrute", "Les métiers de la lumière.", { [company]: "CONTENT_ADMINISTRATOR" }),
  page("amis-de-la-lumiere", "Les amis de la lumière", "L’association des passionnés.", { [company]: "ANALYST" }),
];

/** Every page: the company's, and one that each other person administers. */
export const pagesFor = (people: readonly DemoPerson[]): Page[] => [
  ...shared,
  ...people
    .filter(({ handle }) => handle !== company)
    .map(({ handle, name }) =>
      page(`${handle.replaceAll("_", "-")}-conseil`, `${name} Conseil`, "Une page.", { [handle]: "ADMINISTRATOR" }),
    ),
];

/** Roles that may post. */
export const mayPost = ({ roles }: Page, handle: string): boolean =>
  ["ADMINISTRATOR", "CONTENT_ADMINISTRATOR"].includes(roles[handle] ?? "");
