import type { FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import type { Settings } from "../ports.ts";

/**
 * Refuses a mutation that another site may have made the browser send. Browsers say where a request comes from in
 * `Sec-Fetch-Site`, which pages cannot forge; where it is absent (plain HTTP, other clients) `Origin` must be ours.
 * A client that is no browser sends `Origin` itself.
 */
export function refuseOtherSites(request: FastifyRequest, settings: Pick<Settings, "publicUrl">): void {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return;
  const site = request.headers["sec-fetch-site"];
  if (site === "same-origin") return;
  if (site === undefined && request.headers.origin === new URL(settings.publicUrl).origin) return;
  throw new AppError("other_site", 403, {
    en: "This request did not come from Relaymap’s own pages. Open Relaymap at its own address and try again.",
    fr: "Cette requête ne vient pas des pages de Relaymap. Ouvrez Relaymap à sa propre adresse et réessayez.",
  });
}
