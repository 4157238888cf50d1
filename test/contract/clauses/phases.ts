import { expect } from "vitest";
import { judge, judgeStatus } from "#engine/delivery.ts";
import type { Clause } from "../clause.ts";
import { published } from "./publishing.ts";

export const phases: Clause[] = [
  {
    name: "what it takes and works on is asked after until it is out, once",
    absent: ({ trial }) => (trial.slow === undefined ? "it answers at once" : null),
    check: async (rig) => {
      const { network, trial, town } = rig;
      const [login, sending] = [await rig.login(), rig.fresh(trial.slow)];
      const taken = await network.publish(rig.context(), login, await rig.prepare(login, sending));
      const facts = { attempt: 1, suspected: false, refreshed: false, now: town.clock.now(), random: 0 };
      const pending = judge(taken, facts);
      expect(pending).toMatchObject({ state: "processing", code: "processing" });
      const { data, until } = pending.processing!;
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
      expect(until).toBeGreaterThan(town.clock.now());
      // Asked too soon it says so again, and nothing is out.
      const soon = await network.status!(rig.context(), login, sending, data);
      expect(judgeStatus(soon, { data, until, asked: 0 }, town.clock.now()).state).toBe("processing");
      expect(rig.accepted(sending)).toBe(0);
      await published(rig, await rig.send(login, rig.fresh(trial.slow)));
      town.clock.skip(until - town.clock.now() - 1_000);
      await published(rig, await network.status!(rig.context(), login, sending, data));
      expect(rig.accepted(sending)).toBe(1);
    },
  },
  {
    name: "what was prepared and is not used is let go",
    absent: ({ network }) => (network.unprepare === undefined ? "what it prepares ends by itself" : null),
    check: async (rig) => {
      const [login, { medium }] = [await rig.login(), await rig.picture("an old picture")];
      const sending = rig.fresh({ media: [medium] });
      const ready = await rig.prepare(login, sending);
      await rig.network.unprepare!(rig.context(), login, ready.prepared);
      // A second time it is gone already, which is as good.
      await rig.network.unprepare!(rig.context(), login, ready.prepared);
      expect((await rig.network.publish(rig.context(), login, ready)).kind).not.toBe("published");
      expect(rig.accepted(sending)).toBe(0);
    },
  },
];
