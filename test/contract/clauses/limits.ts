import { expect } from "vitest";
import type { Clause } from "../clause.ts";
import { openRig } from "../rig.ts";

/** More calls than one post takes anywhere, and few enough to be used up soon. */
const tight = { calls: 12, seconds: 900 };

export const limits: Clause[] = [
  {
    name: "a limit of the simulator ends when it says",
    absent: ({ trial }) => trial.own ?? null,
    check: async (rig) => {
      const few = await openRig(rig, tight);
      try {
        const login = await few.login();
        for (let posts = 0; posts <= tight.calls; posts += 1) {
          const sending = few.fresh();
          const result = await few.send(login, sending);
          if (result.kind === "published") continue;
          if (result.kind !== "limited") throw new Error(`${result.kind} ${result.raw}`);
          const end = (Math.floor(few.town.clock.now() / (tight.seconds * 1000)) + 1) * tight.seconds * 1000;
          // Never earlier, and later only by what the network does not tell apart.
          expect(result.until).toBeGreaterThanOrEqual(end);
          expect(result.until).toBeLessThan(end + (rig.trial.grain ?? 1));
          expect(few.accepted(sending)).toBe(0);
          few.town.clock.skip(end - few.town.clock.now() + 1);
          expect((await few.send(await few.login(), sending)).kind).toBe("published");
          return;
        }
        throw new Error("it took more posts than its limit");
      } finally {
        await few.close();
      }
    },
  },
  {
    name: "the end of a limit is read in each form that the network has",
    absent: ({ trial }) => trial.own ?? null,
    check: async (rig) => {
      const login = await rig.login();
      const now = rig.town.clock.now();
      const until = (Math.ceil(now / 1000) + 4000) * 1000;
      const forms = rig.trial.limited(until, now);
      expect(forms.length).toBeGreaterThan(0);
      for (const form of forms) {
        const result = await rig.send(login, rig.fresh(), { fault: { kind: "answer", accept: false, ...form } });
        if (result.kind !== "limited") throw new Error(`${JSON.stringify(form)} is ${result.kind}`);
        // A form that counts seconds from now can be a second off.
        expect(Math.abs((result.until ?? 0) - until), JSON.stringify(form)).toBeLessThanOrEqual(
          5000 + (rig.trial.grain ?? 0),
        );
      }
    },
  },
  {
    name: "a limit without an end, or with one that is past, has none",
    absent: ({ trial }) => trial.own ?? null,
    check: async (rig) => {
      const login = await rig.login();
      for (const form of [{ status: 429, body: "{}" }, ...rig.trial.limited(1_000_000_000_000, rig.town.clock.now())]) {
        const result = await rig.send(login, rig.fresh(), { fault: { kind: "answer", accept: false, ...form } });
        expect(result).toMatchObject({ kind: "limited", until: null });
      }
    },
  },
];
