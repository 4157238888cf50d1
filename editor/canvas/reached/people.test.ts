import { beforeAll, expect, test } from "vitest";
import type { Account } from "../../accounts/account.ts";
import { faces, manifests, readManifests } from "../../nodes.ts";
import { reachedBy, shownOf, statesOf } from "./people.ts";

beforeAll(() => readManifests(faces.keys()));

const account = (who: string, network: string, more: Partial<Account> = {}) =>
  ({
    ...{
      id: `${who}-${network}`,
      ref: `${network}:${who}`,
      network,
      handle: who,
      name: who,
      avatar: null,
      follows: [],
      teams: [],
    },
    ...{ member: { id: who, name: who }, state: "connected", mode: "ask", modeUntil: null },
    ...more,
  }) as unknown as Account;
const all = [
  account("Léa", "linkedin"),
  account("Léa", "x", { mode: "paused", modeUntil: "2026-12-01T00:00:00Z" }),
  account("Noé", "x", { follows: ["Emploi"] }),
  account("Awa", "linkedin", { mode: "auto", modeUntil: "2026-12-20T00:00:00Z" }),
  account("Acme", "linkedin", { member: null }),
  account("Gone", "x", { state: "disconnected" }),
];
const reach = (config: Record<string, unknown>) => {
  const { people, networks, missed } = reachedBy(config, manifests.get("ambassadors")!, all);
  return {
    people: people.map(({ name, accounts }) => `${name}: ${accounts.map(({ network }) => network).join(" ")}`),
    networks: networks.map(({ network, people: count }) => `${network} ${count}`),
    missed: missed.map(({ person, why }) => `${person.name}: ${why}`),
  };
};

test("everybody is reached once, with their networks, the company and who left never", () => {
  expect(reach({ networks: [], topics: [] })).toEqual({
    people: ["Awa: linkedin", "Léa: linkedin x", "Noé: x"],
    networks: ["linkedin 2", "x 2"],
    missed: [],
  });
});

test("settings that a drawing leaves out are read as the run reads them: all networks, everybody", () => {
  expect(reach({})).toEqual(reach({ networks: [], topics: [] }));
  expect(reach({ topics: ["Emploi"] }).people).toEqual(["Awa: linkedin", "Léa: linkedin x", "Noé: x"]);
});

test("who gets nothing is told with the reason: no account there, or other topics", () => {
  expect(reach({ networks: ["x"], topics: ["Métiers"] })).toEqual({
    people: ["Léa: x"],
    networks: ["x 1"],
    missed: ["Awa: network", "Noé: topic"],
  });
});

test("how it stands is said once where all accounts are alike, else for each network", () => {
  const { people } = reachedBy({ networks: [], topics: [] }, manifests.get("ambassadors")!, all);
  expect(people.map(statesOf)).toEqual([
    [{ network: null, state: { is: "auto", until: "2026-12-20T00:00:00Z" } }],
    [
      { network: "linkedin", state: { is: "ask", until: null } },
      { network: "x", state: { is: "paused", until: "2026-12-01T00:00:00Z" } },
    ],
    [{ network: null, state: { is: "ask", until: null } }],
  ]);
});

test("where figures about people are off, fewer than five are neither named nor counted, by network neither, and nobody's reason is told", () => {
  const manifest = manifests.get("ambassadors")!;
  const few = reachedBy({ networks: [], topics: [] }, manifest, all);
  expect(shownOf(few, true)).toMatchObject({ few: false, people: few.people, missed: few.missed });
  expect(shownOf(few, false)).toEqual({ few: true, people: [], networks: [], missed: [] });
  const more = [...all, account("Ida", "linkedin"), account("Max", "linkedin"), account("Eva", "linkedin")];
  const five = shownOf(reachedBy({ networks: [], topics: [] }, manifest, more), false);
  expect(five).toMatchObject({ few: false, networks: [{ network: "linkedin", people: 5 }], missed: [] });
  expect(five.people).toHaveLength(6);
  expect(shownOf(reachedBy({ networks: ["bluesky"], topics: [] }, manifest, all), false).few).toBe(false);
});
