import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "#engine/delivery.ts";
import { settlementOf } from "#engine/lane.ts";
import { dayStart, spansOf, type Window, windowAt } from "#engine/window.ts";
import { makeWorld, scheduleSome } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { openLedger } from "./rounds.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase({ max: 2 })));
afterAll(() => database.drop());

const day = 86_400_000;
/** Noon of the next Monday, UTC: on it and for a week after nothing that is scheduled now is over. */
const monday = spansOf("UTC", dayStart("UTC", Date.now())).weekEnd + day / 2;
const { monthEnd } = spansOf("UTC", dayStart("UTC", monday));

type Pace = { daily_cap?: number; weekly_cap?: number; monthly_cap?: number; days_off?: number };

/** A lane with posts that are due, asked at a moment as a worker asks: what passes is published at once. */
async function lane(pace: Pace, posts = 5) {
  const world = await makeWorld(database.db, ["x"]);
  await scheduleSome(database.db, world, posts, { hours: 2400 });
  const [{ id } = { id: "" }] = world.accounts;
  const set = (changed: Pace) => database.db.updateTable("account").set(changed).where("id", "=", id).execute();
  await set({ ...pace });
  const here = { workspaceId: world.workspaceId, accountId: id };
  // A worker keeps its window until it is told that it holds no more.
  let window: Window | null = null;
  const ask = async (at: number): Promise<"out" | { code: string; until: number | null }> => {
    const networks = new Map([["x", { budget: { account: null, app: null } }]]);
    const ledger = openLedger({ db: database.db, worker: "t", networks: networks as never, now: () => at });
    let answer = await ledger.round({ lane: here, settle: null, gate: true, window });
    if (answer.refused?.code === "window") {
      window = windowAt(answer.refused.hours, at);
      answer = await ledger.round({ lane: here, settle: null, gate: true, window });
    }
    const { gated, refused } = answer;
    if (gated === null) return { code: refused!.code, until: refused!.until };
    const verdict = judge(
      { kind: "published", status: 200, raw: "", remoteId: `r${gated.deliveryId}`, url: null },
      { attempt: 1, suspected: false, refreshed: false, now: at, random: 0 },
    );
    await ledger.round({ lane: here, settle: settlementOf(gated, verdict), gate: false, window: null });
    return "out";
  };
  return { ask, set };
}

test("A week's share is spent over its days and comes back on Monday; a day's share holds beside it", async () => {
  const { ask } = await lane({ daily_cap: 1, weekly_cap: 2 });
  expect(await ask(monday)).toBe("out");
  expect(await ask(monday + 1000)).toMatchObject({ code: "cap", until: monday + day / 2 });
  expect(await ask(monday + 2 * day)).toBe("out");
  expect(await ask(monday + 3 * day)).toEqual({ code: "cap", until: monday - day / 2 + 7 * day });
  expect(await ask(monday + 7 * day)).toBe("out");
});

test("A month's share is spent until the month is over", async () => {
  const { ask } = await lane({ monthly_cap: 2 });
  for (let posts = 0; posts < 2; posts += 1) expect(await ask(monday + posts)).toBe("out");
  expect(await ask(monday + 1000)).toEqual({ code: "cap", until: monthEnd });
  expect(await ask(monthEnd + 1000)).toBe("out");
});

test("On a day off nothing leaves; what is due waits for the next day, and a change of the days is seen at once", async () => {
  const { ask, set } = await lane({ days_off: 1 });
  expect(await ask(monday)).toEqual({ code: "quiet", until: monday + day / 2 });
  expect(await ask(monday + day)).toBe("out");
  await set({ days_off: 2 });
  expect(await ask(monday + day + 1000)).toEqual({ code: "quiet", until: monday + day / 2 + day });
  await set({ days_off: 0 });
  expect(await ask(monday + day + 2000)).toBe("out");
});
