import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { fail, json, missing } from "./answer.ts";
import { listing } from "./listing.ts";
import { business, hasBusiness, managedBy, mayCreate, type Page, personId, type Way } from "./pages.ts";
import type { Bearer, Tokens } from "./tokens.ts";
import type { Troubles } from "./troubles.ts";

export type PersonTools = { stage: Stage; tokens: Tokens; troubles: Troubles };

/** What a person's token opens: who they are, what they allowed, which pages they manage. Nothing of a page itself. */
export function createPersonApi({ stage, tokens, troubles }: PersonTools) {
  function mine(request: SimulatorRequest, { handle, allowed }: Bearer, way: Way): SimulatorReply {
    const pages = managedBy(handle, troubles.weather().crowd).filter(
      ({ page, ways }) => ways.includes(way) && (allowed.pages?.includes(page.id) ?? true),
    );
    const shown = pages.map(({ page }) => ({
      ...graphPage(stage.base, page),
      ...(mayCreate(page) ? { access_token: tokens.pageToken(handle, page.id) } : {}),
      ...(way === "accounts" ? { tasks: page.tasks } : {}),
    }));
    return listing(request.query, shown, { heavy: troubles.weather().heavy, usual: 25 });
  }

  return (request: SimulatorRequest, path: string, bearer: Bearer): SimulatorReply => {
    const { handle, allowed } = bearer;
    const allows = (permission: string): boolean => allowed.permissions.includes(permission);
    if (path === "/me/permissions" && request.method === "DELETE") {
      tokens.end(handle);
      return json(200, { success: true });
    }
    if (path === "/me/permissions")
      return json(200, {
        data: [
          ...allowed.permissions.map((permission) => ({ permission, status: "granted" })),
          { permission: "public_profile", status: "granted" },
        ],
      });
    if (path === "/me") {
      const person = stage.people.find((each) => each.handle === handle);
      return json(200, { id: personId({ handle }), name: person?.name ?? handle });
    }
    if (path === "/me/accounts")
      return allows("pages_show_list") ? mine(request, bearer, "accounts") : json(200, { data: [] });
    const edge = new RegExp(`^/${business.id}/(owned_pages|client_pages)$`, "u").exec(path)?.[1];
    if (path === "/me/businesses" || edge !== undefined) {
      if (!allows("business_management"))
        return fail({ code: 200, message: "(#200) Requires business_management permission", status: 403 });
      if (edge === undefined) return json(200, { data: hasBusiness(handle) ? [business] : [] });
      return hasBusiness(handle) ? mine(request, bearer, edge as Way) : missing(business.id);
    }
    // A page is spoken for by its own token only.
    if (request.method === "POST")
      return fail({
        code: 200,
        message: "(#200) Unpublished posts must be posted to a page as the page itself.",
        status: 403,
      });
    return fail({ code: 190, subcode: 2_069_032, message: "This method must be called with a Page Access Token" });
  };
}

/** These pages have no picture of their own: Facebook gives the address of its outline all the same, and says so. */
export const graphPage = (base: string, { id, name, username }: Page) => ({
  id,
  name,
  username,
  link: `${base}/${username}`,
  picture: { data: { url: `${base}/picture/${id}.svg`, is_silhouette: true } },
});
