import { expect } from "vitest";
import { passedOn } from "#engine/repost.ts";
import { askedHow, findPost, type Lost, nextLook } from "#engine/lookup.ts";
import type { Login, Manner, Sending } from "#engine/network.ts";
import type { Clause } from "../clause.ts";
import type { Rig } from "../rig.ts";
import type { Subject } from "../subject.ts";
import { published } from "./publishing.ts";

/** Manners under which the same call may be made again. */
export const again: readonly Manner[] = ["key", "record", "container"];
const unlessAgain = ({ network: { manner } }: Subject): string | null =>
  again.includes(manner) ? null : `its manner is ${manner}: the same call again would be another post`;
export const unlessAsked = ({ network, trial, kind }: Subject): string | null =>
  (trial.own ?? askedHow(network, kind).manner === "blind") ? "it cannot be asked: the person is" : null;

export const lost: Clause[] = [
  {
    name: "a post whose answer was lost is cleared up, and is there once",
    absent: unlessAsked,
    check: async (rig) => {
      const [login, sending] = [await rig.login(), rig.fresh({ text: "une réponse perdue" })];
      const gate = rig.town.clock.now();
      expect((await rig.send(login, sending, { fault: { kind: "cut", when: "accepted" } })).kind).toBe("unknown");
      expect(await clearUp(rig, login, sending, gate)).toBe("there");
      expect(rig.accepted(sending)).toBe(1);
    },
  },
  {
    name: "a post that never arrived is cleared up, and is not there twice",
    absent: unlessAsked,
    check: async (rig) => {
      const [login, sending] = [await rig.login(), rig.fresh({ text: "un appel perdu" })];
      const gate = rig.town.clock.now();
      expect((await rig.send(login, sending, { fault: { kind: "cut", when: "request" } })).kind).toBe("unknown");
      expect(await clearUp(rig, login, sending, gate)).toBe(again.includes(rig.network.manner) ? "there" : "absent");
      expect(rig.accepted(sending)).toBe(again.includes(rig.network.manner) ? 1 : 0);
    },
  },
  {
    name: "an outcome that cannot be asked for is the person's to tell",
    absent: ({ network, kind }) => (askedHow(network, kind).manner === "blind" ? null : "it can be asked"),
    check: async (rig) => {
      const now = rig.town.clock.now();
      expect(askedHow(rig.network, rig.kind).readable).toBe(false);
      expect(nextLook("blind", false, lostOf(rig.fresh(), now), now + 60_000)).toEqual({ do: "ask" });
    },
  },
  {
    name: "the same call four times at once makes one post",
    absent: unlessAgain,
    check: async (rig) => {
      const [login, sending] = [await rig.login(), rig.fresh()];
      const results = await Promise.all([1, 2, 3, 4].map(() => rig.send(login, sending)));
      const ids = await Promise.all(results.map(async (result) => (await published(rig, result)).remoteId));
      expect(new Set(ids).size).toBe(1);
      expect(rig.accepted(sending)).toBe(1);
    },
  },
  {
    name: "the same words again are told as a duplicate",
    absent: ({ trial }) => (trial.twice === "refused" ? null : "it accepts the same words again"),
    check: async (rig) => {
      const [login, sending] = [await rig.login(), rig.fresh()];
      await published(rig, await rig.send(login, sending));
      expect(await rig.send(login, { ...sending, key: `${sending.key}-2` })).toMatchObject({ kind: "duplicate" });
      expect(rig.accepted(sending)).toBe(1);
    },
  },
  {
    name: "the same words under another key are another post",
    absent: ({ trial }) => (trial.twice === "accepted" ? null : "it refuses the same words again"),
    check: async (rig) => {
      const [login, sending] = [await rig.login(), rig.fresh()];
      const first = await published(rig, await rig.send(login, sending));
      const other = { ...sending, key: `${sending.key}-2`, madeAt: sending.madeAt + 5000 };
      expect((await published(rig, await rig.send(login, other))).remoteId).not.toBe(first.remoteId);
      expect(rig.accepted(sending)).toBe(2);
    },
  },
];

const lostOf = ({ part }: Sending, gate: number): Lost => ({
  ...(passedOn(part) === null ? {} : { of: passedOn(part)! }),
  text: part.text,
  link: part.link ?? null,
  gates: [gate],
  lostAt: gate,
  lookedAt: null,
  absent: 0,
  expiresAt: gate + 24 * 3_600_000,
});

/** What the engine would do about it, done: the same call again, or a look at the account's posts. */
export async function clearUp(rig: Rig, login: Login, sending: Sending, gate: number): Promise<"there" | "absent"> {
  const { recent } = rig.network;
  const { manner, readable } = askedHow(rig.network, rig.kind);
  const what = lostOf(sending, gate);
  rig.town.clock.skip(2 * 60_000);
  const look = nextLook(manner, readable, what, rig.town.clock.now());
  if (look.do === "replay") {
    const result = await rig.send(login, sending);
    // After a lost answer a duplicate that names the post is as good as an answer.
    if (result.kind !== "duplicate" || result.existing === null) await published(rig, result);
    return "there";
  }
  if (look.do !== "read") throw new Error(`the next look is: ${look.do}`);
  const { seen, full } = await recent!(rig.context(), login, gate - 120_000);
  expect(full).toBe(true);
  return findPost(what, seen, new Set()) === null ? "absent" : "there";
}
