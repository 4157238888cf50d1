import type { Network } from "#engine/network.ts";
import { unprocessable } from "../../errors.ts";

/**
 * The server that a person named, as an origin: `social.example`, `https://social.example/@lea` and `@lea@social.example`
 * give `https://social.example`. Always https, without port or user name. "" for a network with one API.
 * Throws AppError where it is missing or no server's name.
 */
export function readServer(network: Network, server: string | undefined): string {
  const { title, home } = network.card;
  if (!home.federated) return "";
  const name = (server ?? "")
    .trim()
    .replace(/^https?:\/\//iu, "")
    .replace(/^@?[^@/]*@/u, "");
  const url = URL.parse(`https://${name}`);
  if (
    url === null ||
    url.port !== "" ||
    url.username !== "" ||
    !/^(?=.{4,253}$)([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/u.test(url.hostname)
  ) {
    throw unprocessable("server_unknown", {
      en: `Enter the name of your ${title} server, e.g. ${home.example}.`,
      fr: `Saisissez le nom de votre serveur ${title}, par exemple ${home.example}.`,
    });
  }
  return url.origin;
}
