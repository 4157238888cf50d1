import { afterAll, beforeAll, describe } from "vitest";
import { people as demoPeople } from "#server/simulators/people.ts";
import { holdsAt, newcomersNeeded, type Place } from "./bluesky.ts";
import { openTown, type Town } from "./world.ts";

const people = Array.from({ length: newcomersNeeded + 1 }, (_, index) => ({
  handle: `person_${index}`,
  name: `Personne ${index}`,
  about: demoPeople[0]?.about ?? "",
}));

let town: Town;
beforeAll(async () => {
  town = await openTown({ people });
});
afterAll(() => town.close());

describe("at the simulated server", () => {
  let next = 0;
  const handles = new Map<string, string>();
  const place = (): Place => ({
    context: town.context("bluesky"),
    newcomer: async () => {
      const handle = `person_${(next += 1)}`;
      const { identifier = "", password = "" } = town.simulators.credentials("bluesky", handle);
      handles.set(identifier, handle);
      return { identifier, password };
    },
    deletePassword: async ({ identifier }) => town.simulators.revoke("bluesky", handles.get(identifier) ?? ""),
  });
  holdsAt(place);
});
