import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import type { Bearer } from "./login.ts";
import { memberId, type Page } from "./people.ts";
import type { Replies } from "./videos.ts";

const organisation = ({ id, name, vanity }: Page) => ({ id: Number(id), localizedName: name, vanityName: vanity });

/** What the simulated LinkedIn tells of pages: who has which role, and what a page is called. Members' tokens may ask neither. */
export function createOrganisations(pages: readonly Page[], { json, fail }: Pick<Replies, "json" | "fail">) {
  function roles({ query }: SimulatorRequest, { handle, scopes }: Bearer): SimulatorReply {
    if (!scopes.includes("rw_organization_admin"))
      return fail(403, "Not enough permissions to access: organizationAcls.FINDER-roleAssignee.NO_VERSION");
    const [start, count] = [Number(query.get("start") ?? "0"), Number(query.get("count") ?? "10")];
    const mine = pages.filter((page) => page.roles[handle] === query.get("role"));
    const elements = mine.slice(start, start + count).map((page) => ({
      role: query.get("role"),
      state: "APPROVED",
      roleAssignee: `urn:li:person:${memberId(handle)}`,
      organization: `urn:li:organization:${page.id}`,
    }));
    return json(200, { elements, paging: { start, count, total: mine.length, links: [] } });
  }

  /** null: asked for something else. */
  return (request: SimulatorRequest, bearer: Bearer): SimulatorReply | null => {
    const { path, query } = request;
    if (path === "/rest/organizationAcls") return roles(request, bearer);
    const id = /^\/rest\/organizations\/(\d+)$/u.exec(path)?.[1];
    if (id === undefined && (path !== "/rest/organizations" || query.get("q") !== "vanityName")) return null;
    if (!bearer.scopes.includes("r_organization_social"))
      return fail(403, "Not enough permissions to access: organizations.GET");
    if (id === undefined)
      return json(200, {
        elements: pages.filter(({ vanity }) => vanity === query.get("vanityName")).map(organisation),
      });
    const page = pages.find((each) => each.id === id);
    return page === undefined ? fail(404, "Could not find organization") : json(200, organisation(page));
  };
}
