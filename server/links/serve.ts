import type { FastifyInstance, FastifyRequest } from "fastify";
import { withClick } from "#engine/conversion.ts";
import { clickToken } from "../conversions/click.ts";
import type { Services } from "../ports.ts";
import { createClicks } from "./clicks.ts";
import { createFinder } from "./find.ts";
import { readerOf, sheet } from "../sheets/sheet.ts";
import { missing } from "./page.ts";
import { robotsOf } from "./robots.ts";

/**
 * `/l/CODE`: leads on to what a post's link was, and counts the visit. It sets no cookie, and keeps neither the visitor's address nor
 * anything of the request but which of three kinds it was of. Answered without a look at sessions: it has to be quick.
 * `max`: requests in a minute from one address; `session`: the name of the cookie of those who are signed in.
 */
export function addLinks(
  app: FastifyInstance,
  services: Services,
  { max, session }: { max: number; session: string },
): void {
  const find = createFinder(services);
  const clicks = createClicks(services);
  const isRobot = robotsOf([...services.nodes.sites.values()].flatMap(({ previews = [] }) => previews));
  const cookie = `${session}=`;
  const config = { access: "address" as const, rateLimit: { max, groupId: "links" } };
  app.addHook("onClose", () => clicks.flush());
  app.get<{ Params: { code: string } }>("/l/:code", { config }, async (request, reply) => {
    const link = await find(request.params.code);
    reply.header("cache-control", "no-store").header("x-robots-tag", "noindex, nofollow");
    if (link === null) {
      const { status, headers, body } = sheet(missing, readerOf(request.headers));
      return reply.code(status).headers(headers).send(body);
    }
    const robot = isRobot(request.method, request.headers);
    clicks.count(link, robot ? "robots" : isSignedIn(request, cookie) ? "own" : "people");
    // A page of the company's own is told by which click a person came, so that it can tell what came of it; nobody else's is.
    const targetOf = ({ target, told }: typeof link): string =>
      told && !robot
        ? withClick(target, clickToken(services.settings, request.params.code, services.clock.now()))
        : target;
    // The site may know that its visitor came from here, not from which post: the code stays ours.
    return reply.header("referrer-policy", "origin").redirect(targetOf(link), 302);
  });
}

/** Whoever is signed in here tries their own links. The cookie is looked for, not read. */
const isSignedIn = ({ headers }: FastifyRequest, cookie: string): boolean => (headers.cookie ?? "").includes(cookie);
