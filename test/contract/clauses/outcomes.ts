import { expect } from "vitest";
import type { CallResult } from "#engine/network.ts";
import type { Fault } from "#server/simulators/start.ts";
import type { Clause } from "../clause.ts";
import type { Rig } from "../rig.ts";
import type { Subject } from "../subject.ts";

/** One way in which a call can end, what it means (RELIABILITY.md), and how many posts are there afterwards. */
type Situation = {
  name: string;
  kind: CallResult["kind"];
  posts: 0 | 1;
  /** Where the call goes instead, or what happens to it. */
  base?: (rig: Rig) => string;
  fault?: Fault;
};

const answer = (
  status: number,
  more: { accept?: boolean; body?: string; headers?: Record<string, string> } = {},
): Fault => ({
  kind: "answer",
  accept: false,
  status,
  ...more,
});

export const situations: Situation[] = [
  { name: "an address that the guard blocks", kind: "not_sent", posts: 0, base: () => "http://169.254.169.254" },
  { name: "a name that nobody has", kind: "not_sent", posts: 0, base: () => "https://nowhere.invalid" },
  { name: "a refused connection", kind: "not_sent", posts: 0, base: ({ closed }) => closed },
  {
    name: "a server that speaks no TLS",
    kind: "not_sent",
    posts: 0,
    base: ({ town }) => town.simulators.base.replace("http:", "https:"),
  },
  { name: "429", kind: "limited", posts: 0, fault: answer(429, { body: "{}" }) },
  { name: "402", kind: "limited", posts: 0, fault: answer(402, { body: "{}" }) },
  { name: "401", kind: "unauthorised", posts: 0, fault: answer(401, { body: "{}" }) },
  ...[400, 403, 404, 422].map((status): Situation => ({
    name: String(status),
    kind: "rejected",
    posts: 0,
    fault: answer(status, { body: "{}" }),
  })),
  ...[408, 500, 502, 503, 504].map((status): Situation => ({
    name: String(status),
    kind: "unknown",
    posts: 0,
    fault: answer(status),
  })),
  {
    name: "accepted, then 503",
    kind: "unknown",
    posts: 1,
    fault: answer(503, { accept: true, body: "over capacity" }),
  },
  {
    name: "a redirect",
    kind: "unknown",
    posts: 0,
    fault: answer(307, { headers: { location: "http://127.0.0.1:1/" } }),
  },
  { name: "cut before anything was read", kind: "unknown", posts: 0, fault: { kind: "cut", when: "request" } },
  { name: "accepted, and cut before the answer", kind: "unknown", posts: 1, fault: { kind: "cut", when: "accepted" } },
  { name: "accepted, and cut in the answer", kind: "unknown", posts: 1, fault: { kind: "cut", when: "answer" } },
  { name: "accepted, and never answered", kind: "unknown", posts: 1, fault: { kind: "hang", accept: true } },
  {
    name: "a 2xx that cannot be read",
    kind: "unknown",
    posts: 1,
    fault: answer(200, { accept: true, body: "<html>" }),
  },
  { name: "a 2xx without a body", kind: "unknown", posts: 1, fault: answer(200, { accept: true }) },
];

const unlessAnswered = ({ trial }: Subject): string | null => trial.own ?? null;

export const outcomes: Clause[] = [
  ...situations.map((situation): Clause => ({
    name: `${situation.name} is ${situation.kind}`,
    absent: ({ trial }) => {
      if (trial.own !== undefined) return trial.own;
      const other = trial.differs?.[situation.name];
      return other === undefined ? null : `it is ${other.kind}: ${other.why}`;
    },
    check: (rig) => meet(rig, situation),
  })),
  {
    name: "what ends otherwise here does so",
    absent: ({ trial }) => (Object.keys(trial.differs ?? {}).length === 0 ? "nothing does" : null),
    check: async (rig) => {
      for (const [name, { kind }] of Object.entries(rig.trial.differs ?? {})) {
        const situation = situations.find((each) => each.name === name);
        if (situation === undefined) throw new Error(`there is no situation "${name}"`);
        await meet(rig, { ...situation, kind });
      }
    },
  },
  {
    name: "a refusal is told with the network's own reason",
    absent: unlessAnswered,
    check: async (rig) => {
      const login = await rig.login();
      for (const { says, ...refused } of rig.trial.refused) {
        const result = await rig.send(login, rig.fresh(), { fault: { kind: "answer", accept: false, ...refused } });
        if (result.kind !== "rejected") throw new Error(`${JSON.stringify(refused)} is ${result.kind}`);
        expect(result.status).toBe(refused.status);
        expect(result.reason.en).toContain(says);
        expect(result.reason.fr).toContain(says);
      }
    },
  },
];

async function meet(rig: Rig, { kind, posts, fault, base }: Situation): Promise<void> {
  const [login, sending] = [await rig.login(), rig.fresh()];
  const other = base?.(rig);
  const moved = other === undefined ? login : (rig.trial.moved?.(login, other) ?? login);
  const result = await rig.send(moved, sending, {
    timeout: fault?.kind === "hang" ? 700 : 5000,
    ...(fault === undefined ? {} : { fault }),
    ...(other === undefined ? {} : { base: other }),
  });
  expect(result.kind).toBe(kind);
  expect(rig.accepted(sending)).toBe(posts);
  expect(result.raw.length).toBeLessThanOrEqual(2000);
  if (result.kind === "published") return;
  for (const words of [result.reason.en, result.reason.fr]) expect(words.trim()).not.toBe("");
}
