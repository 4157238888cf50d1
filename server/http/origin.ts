import type { FastifyRequest } from "fastify";
import { otherPerson, whoseHeader } from "#engine/whose.ts";
import { api } from "../api.ts";
import { AppError, conflict } from "../errors.ts";
import type { Settings } from "../ports.ts";

/**
 * Refuses a mutation that another site may have made the browser send. Browsers say where a request comes from in
 * `Sec-Fetch-Site`, which pages cannot forge; where it is absent (plain HTTP, other clients) `Origin` must be ours.
 * A client that is no browser sends `Origin` itself. What a person does outside of any page, as sharing to the installed app, comes from
 * nowhere (`none`): no page can claim that; only routes that open a page take it.
 */
export function refuseOtherSites(request: FastifyRequest, settings: Pick<Settings, "publicUrl">): void {
  if (onlyReads(request)) return;
  const site = request.headers["sec-fetch-site"];
  if (site === "same-origin") return;
  const { name } = request.routeOptions.config;
  if (site === "none" && name !== undefined && "redirects" in api[name]) return;
  if (site === undefined && request.headers.origin === new URL(settings.publicUrl).origin) return;
  throw new AppError("other_site", 403, {
    en: "This request did not come from Relaymap’s own pages. Open Relaymap at its own address and try again.",
    fr: "Cette requête ne vient pas des pages de Relaymap. Ouvrez Relaymap à sa propre adresse et réessayez.",
  });
}

/**
 * Refuses a mutation of a page that was opened by somebody else than whoever is signed in now: another tab of the browser began another
 * session, and what the first person drew must not be written in the second one's name. A page says whose it is; other clients need not.
 * Signing out is anybody's.
 */
export function refuseOtherPerson(request: FastifyRequest, { memberId }: { memberId: string }): void {
  const whose = request.headers[whoseHeader];
  if (whose === undefined || whose === memberId || onlyReads(request)) return;
  if (request.routeOptions.config.name === "signOut") return;
  throw conflict(otherPerson, {
    en: "Somebody else is signed in on this browser now. Nothing was changed; sign in again to go on.",
    fr: "Quelqu’un d’autre est maintenant connecté sur ce navigateur. Rien n’a été modifié ; reconnectez-vous pour continuer.",
  });
}

const onlyReads = ({ method }: FastifyRequest): boolean =>
  method === "GET" || method === "HEAD" || method === "OPTIONS";
