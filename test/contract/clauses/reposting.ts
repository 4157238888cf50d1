import { expect } from "vitest";
import type { Sending, Sent } from "#engine/network.ts";
import { type Clause, needs } from "../clause.ts";
import type { Rig } from "../rig.ts";
import type { Subject } from "../subject.ts";
import { again, clearUp, unlessAsked } from "./lost.ts";
import { published } from "./publishing.ts";

const absent = needs("repost");
const absentUnlessAsked = (subject: Subject) => absent(subject) ?? unlessAsked(subject);

/** What a network keeps to that lets accounts pass on what somebody else published. */
export const reposting: Clause[] = [
  {
    name: "somebody's post is passed on, and readers find it where it is",
    absent,
    check: async (rig) => {
      const { original, said } = await somebody(rig);
      const sent = await published(rig, await rig.send(await rig.login(), repostOf(rig, original)));
      expect([sent.remoteId === "", passedOn(rig, original)]).toEqual([false, 1]);
      const shown = await fetch(sent.url ?? "");
      expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining(said)]);
    },
  },
  {
    name: "a page of the network shows who passed it on",
    absent,
    check: async (rig) => {
      const { original, said } = await somebody(rig);
      const base = `${rig.town.simulators.base}/${rig.network.card.name}/`;
      const times = async () => (await (await fetch(base)).text()).split(said).length - 1;
      const before = await times();
      await published(rig, await rig.send(await rig.login(), repostOf(rig, original)));
      expect(await times()).toBe(before + 1);
    },
  },
  {
    name: "a repost is taken back, and what it passed on stays",
    absent: (subject) => absent(subject) ?? needs("remove")(subject),
    check: async (rig) => {
      const [login, { original, said }] = [await rig.login(), await somebody(rig)];
      const base = `${rig.town.simulators.base}/${rig.network.card.name}/`;
      const times = async () => (await (await fetch(base)).text()).split(said).length - 1;
      const before = await times();
      const { remoteId, url } = await published(rig, await rig.send(login, repostOf(rig, original)));
      const made = { remoteId, ...(url === null ? {} : { url }) };
      expect(await rig.network.remove!(rig.context(), login, made)).toMatchObject({ kind: "published" });
      expect(await times()).toBe(before);
    },
  },
  {
    name: "what the account passed on already is not passed on twice",
    absent,
    check: async (rig) => {
      const [login, { original }] = [await rig.login(), await somebody(rig)];
      await published(rig, await rig.send(login, repostOf(rig, original)));
      expect(["duplicate", "rejected"]).toContain(await outcome(rig, login, repostOf(rig, original)));
      expect(passedOn(rig, original)).toBe(1);
    },
  },
  {
    name: "a post that is not there is not passed on, and the person is told",
    absent,
    check: async (rig) => {
      const { original } = await somebody(rig);
      const turned = (name: string) => name.replace(/[0-9a-z](?=[^0-9a-z]*$)/u, (sign) => (sign === "3" ? "4" : "3"));
      const stranger = {
        remoteId: turned(original.remoteId),
        url: original.url === null ? null : turned(original.url),
      };
      expect(await outcome(rig, await rig.login(), repostOf(rig, stranger))).toBe("rejected");
      expect(passedOn(rig, stranger)).toBe(0);
    },
  },
  {
    name: "a repost whose answer was lost is cleared up, and is there once",
    absent: absentUnlessAsked,
    check: async (rig) => {
      const [login, { original }] = [await rig.login(), await somebody(rig)];
      const [sending, gate] = [repostOf(rig, original), rig.town.clock.now()];
      expect((await rig.send(login, sending, { fault: { kind: "cut", when: "accepted" } })).kind).toBe("unknown");
      expect(await clearUp(rig, login, sending, gate)).toBe("there");
      expect(passedOn(rig, original)).toBe(1);
    },
  },
  {
    name: "a repost that never arrived is cleared up, and is not there twice",
    absent: absentUnlessAsked,
    check: async (rig) => {
      const [login, { original }] = [await rig.login(), await somebody(rig)];
      const [sending, gate] = [repostOf(rig, original), rig.town.clock.now()];
      expect((await rig.send(login, sending, { fault: { kind: "cut", when: "request" } })).kind).toBe("unknown");
      const there = again.includes(rig.network.manner);
      expect(await clearUp(rig, login, sending, gate)).toBe(there ? "there" : "absent");
      expect(passedOn(rig, original)).toBe(there ? 1 : 0);
    },
  },
  {
    name: "the same repost four times at once is one",
    absent,
    check: async (rig) => {
      const [login, { original }] = [await rig.login(), await somebody(rig)];
      const ready = await rig.prepare(login, repostOf(rig, original));
      const results = await Promise.all([1, 2, 3, 4].map(() => rig.network.publish(rig.context(), login, ready)));
      const kinds = new Set(results.map(({ kind }) => kind));
      expect([kinds.has("published"), kinds.has("unknown"), passedOn(rig, original)]).toEqual([true, false, 1]);
    },
  },
  {
    name: "a repost is refused, put off and lost as a post is",
    absent,
    check: async (rig) => {
      const [login, now] = [await rig.login(), rig.town.clock.now()];
      const until = Math.ceil(now / 1000) * 1000 + 900_000;
      const { refused, limited } = rig.trial;
      const answers = [
        ["rejected", refused[0]!],
        ["limited", limited(until, now)[0]!],
        ["unknown", { status: 500, body: "" }],
        ["unauthorised", { status: 401, body: "" }],
      ] as const;
      for (const [kind, answer] of answers) {
        const { original } = await somebody(rig);
        const { status, body = "" } = answer;
        const headers = "headers" in answer ? { headers: answer.headers } : {};
        const fault = { kind: "answer", accept: false, status, body, ...headers } as const;
        const result = await rig.send(login, repostOf(rig, original), { fault });
        expect([result.kind, passedOn(rig, original)], String(status)).toEqual([kind, 0]);
      }
    },
  },
];

/** A colleague's post, and a word of it that no other has. */
async function somebody(rig: Rig): Promise<{ original: Sent; said: string }> {
  const sending = rig.fresh();
  const original = await published(rig, await rig.send(await rig.login("hugo_bernard"), sending));
  return { original, said: sending.part.text.split(" ")[0]! };
}

function repostOf(rig: Rig, { remoteId, url }: Sent): Sending {
  const sending = rig.fresh({ kind: "repost", original: { remoteId, ...(url === null ? {} : { url }) } });
  return { ...sending, part: { ...sending.part, text: "" } };
}

/** What came of it, also where it was refused while it was prepared. */
async function outcome(rig: Rig, login: Awaited<ReturnType<Rig["login"]>>, sending: Sending): Promise<string> {
  const { network } = rig;
  if (network.prepares?.(sending.part) === true) {
    const step = await network.prepare!(rig.context(), login, sending, undefined);
    if (step.kind !== "prepared") return step.kind;
  }
  return (await rig.send(login, sending)).kind;
}

/** How often the network was made to pass it on. */
const passedOn = ({ town, network }: Rig, { remoteId }: Pick<Sent, "remoteId">): number =>
  town.simulators.posts(network.card.name).filter(({ of }) => of === remoteId).length;
