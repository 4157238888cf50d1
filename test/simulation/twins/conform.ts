import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { Limits } from "#engine/map.ts";
import type { Claimed } from "#engine/reconcile.ts";
import { type StoryRule, storyWays } from "#engine/story.ts";
import { acceptCharter } from "#server/charter/accept.ts";
import { putInForce, withdrawCharter } from "#server/charter/publish.ts";
import { adopt, claimLost, giveUp, noteLook, takenPosts } from "#server/ledger/lost.ts";
import { scheduleDeliveries } from "#server/ledger/schedule.ts";
import { expire, recover, release } from "#server/ledger/sweeps.ts";
import type { Db } from "#server/ports.ts";
import type { Wish } from "../memory.ts";
import { partOf, replyOf } from "../chain.ts";
import { numbers, remembered, stored } from "./compare.ts";
import { makePeople } from "./people.ts";
import { makeRounds, type Rounds } from "./rounds.ts";
import { documentOf, makeTwins, minute, topics, type Twins } from "./world.ts";

/*
 * A little long on purpose: one table of deeds, each done to PostgreSQL and to the twin by the same few lines. A deed that is missed on one side shows
 * at once while they stand together.
 */
/**
 * One random history on the ledger in PostgreSQL and on the one in memory: after each operation everything that is stored is compared.
 * Throws at the first difference, with the seed and the command. Gives how many posts passed the gate.
 */
export async function conform(db: Db, seed: number, commands: number): Promise<number> {
  const twins = await makeTwins(db, seed);
  const { random, memory, workspaceId } = twins;
  const rounds = makeRounds(twins);
  const people = makePeople(twins);
  const world = makeWorldActs(twins);
  const { scheduleSome, lookUp } = makeLedgerActs(twins, rounds);
  const pass = (most: number) => async () => void (twins.clock.at += random.below(most));
  const at = () => ({ at: twins.iso() });
  const acts: [number, () => Promise<unknown>][] = [
    [4, scheduleSome],
    [24, rounds.ask],
    [14, rounds.answer],
    [8, rounds.together],
    [twins.pictures ? 10 : 0, rounds.prepare],
    [2, async () => expect(await recover(db, at())).toBe(memory.recover())],
    [2, async () => expect(await expire(db, at())).toBe(memory.expire())],
    [2, async () => expect(await release(db, at())).toBe(memory.release())],
    [3, lookUp],
    [3, rounds.follow],
    [3, people.approve],
    [1, people.decline],
    [1, people.reconsider],
    [1, people.recall],
    [1, people.cancel],
    [2, people.answer],
    [1, people.review],
    [4, pass(40_000)],
    [3, pass(20 * minute)],
    [1, pass(12 * 60 * minute)],
    [2, world.choose],
    [2, world.chooseTopic],
    [1, world.account],
    [2, world.renew],
    [1, world.hours],
    [1, world.map],
    [1, world.publish],
    [1, world.stop],
    // In every third history: what waits for a charter passes no gate.
    [seed % 3 === 1 ? 3 : 0, world.charter],
  ];
  const total = acts.reduce((sum, [weight]) => sum + weight, 0);
  for (let n = 0; n < commands; n += 1) {
    let roll = random.below(total);
    const [, act] = acts.find(([weight]) => (roll -= weight) < 0)!;
    await act();
    expect(await stored(db, workspaceId), `seed ${seed}, command ${n}`).toEqual(remembered(memory));
  }
  // Sweeps go over all workspaces; the next history begins in an empty database again.
  await db.deleteFrom("workspace").where("id", "=", workspaceId).execute();
  return memory.attempts.length;
}

/** What changes around the ledger: owners' choices, accounts, maps, the global stop. */
function makeWorldActs({ db, random, memory, workspaceId, accounts, maps, actor, now, iso, ...twins }: Twins) {
  let charters = 0;
  const ends = (): number | null => (random.chance(0.3) ? now() + random.below(180) * minute : null);
  return {
    choose: () => twins.choose(random.pick(accounts), random.pick(["auto", "auto", "auto", "ask", "paused"]), ends()),
    chooseTopic: () =>
      twins.chooseTopic(
        random.pick(accounts),
        random.pick(["news", "jobs"]),
        random.pick(["auto", "ask", "paused"]),
        ends(),
      ),
    account: async () => {
      const account = memory.accounts.get(random.pick(accounts))!;
      account.state = random.pick(["connected", "connected", "connected", "reconnect", "disconnected"]);
      await db
        .updateTable("account")
        .set({ state: account.state })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", account.id)
        .execute();
    },
    /** The account's access is renewed: what an older one was refused says nothing of it. */
    renew: async () => {
      const account = memory.accounts.get(random.pick(accounts))!;
      account.tokenEpoch += 1;
      account.state = account.state === "reconnect" ? "connected" : account.state;
      await db
        .updateTable("account")
        .set({ token_epoch: account.tokenEpoch, state: account.state })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", account.id)
        .execute();
    },
    /** The owner changes their quiet hours, or drops them. */
    hours: async () => {
      const account = memory.accounts.get(accounts[3]!)!;
      const [quietFrom, quietTo] = random.pick([
        [14 * 60, 6 * 60],
        [13 * 60, 15 * 60],
        [20 * 60, 9 * 60],
      ]) as [number, number];
      // At times Sunday is off: histories begin on a Saturday.
      const off = random.pick([0, 0, 64]);
      account.hours = { ...account.hours, quietFrom, quietTo, off };
      await db
        .updateTable("account")
        .set({ quiet_from: quietFrom, quiet_to: quietTo, days_off: off })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", account.id)
        .execute();
    },
    map: async () => {
      const map = memory.maps.get(random.pick(maps))!;
      map.state = random.pick(["live", "live", "live", "live", "paused", "archived"]);
      await db
        .updateTable("map")
        .set({ state: map.state })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", map.id)
        .execute();
    },
    publish: async () => {
      const map = memory.maps.get(random.pick(maps))!;
      const targets = new Map([["t", random.pick(["all", "x", "off all"])]]);
      if (random.chance(0.5)) targets.set("u", "all");
      map.live += 1;
      map.versions.set(map.live, targets);
      await db
        .insertInto("version")
        .values({ workspace_id: workspaceId, map_id: map.id, number: map.live, document: documentOf(targets) })
        .execute();
      await db
        .updateTable("map")
        .set({ live_version: map.live })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", map.id)
        .execute();
    },
    /** A charter is published, a small change of it, or none is in force any more; or the person accepts the one that is. */
    charter: async () => {
      const words = { promises: [{ says: "I am a volunteer.", means: "I may say no." }], legal: "text" };
      const version = { content: { en: words, fr: words }, note: { en: "", fr: "" }, asks: random.chance(0.7) };
      const force = memory.workspace.charter;
      if (random.chance(0.15)) {
        await withdrawCharter(db, actor);
        memory.workspace.charter = null;
      } else if (random.chance(0.3)) {
        charters += 1;
        expect(await db.transaction().execute((trx) => putInForce(trx, actor, version))).toBe(charters);
        memory.workspace.charter = version.asks || force === null ? charters : force;
      } else if (force !== null) {
        await acceptCharter(db, actor, { number: charters, language: "fr" });
        memory.accepted.set(actor.memberId, charters);
      }
    },
    stop: async () => {
      memory.workspace.stopped = random.chance(0.2);
      await db
        .updateTable("workspace")
        .set({ stopped_at: memory.workspace.stopped ? iso() : null })
        .where("id", "=", workspaceId)
        .execute();
    },
  };
}

/** What the engine does: schedules a run's deliveries, and looks up lost answers. */
function makeLedgerActs(
  { db, random, memory, desk, workspaceId, accounts, maps, pictures, now, iso }: Twins,
  { rounds }: Rounds,
) {
  let items = 0;
  const sources = [randomUUID(), randomUUID()];
  const claims: { real: Claimed; mine: Claimed }[] = [];
  const wishesOf = (): Wish[] => {
    const item = items > 0 && random.chance(0.3) ? random.below(items) : (items += 1) - 1;
    const link = random.chance(0.2) ? "https://example.com/" : `https://example.com/${item % 7}?utm_source=a`;
    return accounts.flatMap((accountId): Wish[] =>
      random.chance(0.7)
        ? [
            {
              accountId,
              itemKey: `i${item}`,
              title: random.chance(0.5) ? `A long enough headline about ${item % 5} things` : "short",
              text: `t${item}`,
              rest: random.pick([[], [], [], ["second"], ["second", "third"]]),
              link,
              source: random.pick([null, ...sources]),
              ...(pictures && random.chance(0.4) ? { picture: pictureOf(item) } : {}),
              node: random.pick(["t", "u"]),
              topic: random.pick(topics),
              review: random.chance(0.05),
            },
          ]
        : [],
    );
  };

  async function scheduleSome(): Promise<void> {
    const map = memory.maps.get(random.pick(maps))!;
    const wishes = Array.from({ length: random.below(3) + 1 }, wishesOf).flat();
    const limits = {
      ...Limits.parse({}),
      perRun: random.pick([3, 500, 500]),
      hours: random.pick([1, 24]),
      spread: random.below(2),
      resend: random.chance(0.5),
    };
    const wanted = wishes.map(({ title, text, rest = [], topic = "", picture = null, ...wish }) => ({
      ...wish,
      topic,
      post: { version: 1 as const, parts: [partOf({ text, link: wish.link, picture }), ...rest.map(replyOf)] },
      network: "net",
      itemSeq: null,
      itemTitle: title,
    }));
    const stories: StoryRule = { by: random.pick(storyWays), days: random.pick([1, 30]) };
    const plan = { workspaceId, mapId: map.id, version: map.live, runId: randomUUID() };
    const input = { ...plan, limits, stories, now: iso(), wanted };
    const theirs = await db.transaction().execute((trx) => scheduleDeliveries(trx, input));
    const ours = memory.plan(map.id, wishes, limits, stories);
    expect({ created: theirs.created, held: theirs.held, drops: theirs.drops.length }).toEqual(ours);
    expect(theirs.created + theirs.drops.length).toBe(wanted.length);
  }

  async function lookUp(): Promise<void> {
    const order = await numbers(db, workspaceId);
    const theirs = (await claimLost(db, 100, { at: iso() })).toSorted((a, b) => a.deliveryId - b.deliveryId);
    const ours = desk.claim().toSorted((a, b) => a.deliveryId - b.deliveryId);
    expect(theirs.map((each) => ({ ...each, deliveryId: order.indexOf(each.deliveryId) + 1 }))).toEqual(ours);
    for (const [index, mine] of ours.entries()) {
      const real = theirs[index]!;
      claims.push({ real, mine });
      const known = [...memory.deliveries.values()].flatMap(({ remoteId, out }) => [
        ...(remoteId === null ? [] : [remoteId]),
        ...out.flatMap((part) => part.remoteId ?? []),
      ]);
      expect(saidOnly(await takenPosts(db, real, known))).toEqual(saidOnly(desk.taken(mine, known)));
      const post = { remoteId: `s${random.below(1_000_000)}`, url: null, text: "", links: [], at: now() };
      const look = { absent: random.chance(0.5), looked: random.chance(0.8), again: now() + 10 * minute };
      switch (random.below(5)) {
        case 0:
          await adopt(db, real, post);
          desk.adopt(mine, post);
          break;
        case 1:
          await giveUp(db, real);
          desk.giveUp(mine);
          break;
        case 2: {
          // Somebody who stood still since an earlier claim writes what they saw then.
          const lostAgain = claims.filter(({ mine: { deliveryId, epoch } }) => {
            const one = memory.deliveries.get(deliveryId)!;
            return one.state === "unknown" && one.epoch > epoch;
          });
          const late = random.pick(lostAgain.length > 0 ? lostAgain : claims);
          const wrote = random.below(3);
          if (wrote === 0) {
            await adopt(db, late.real, post);
            desk.adopt(late.mine, post);
          } else if (wrote === 1) {
            await giveUp(db, late.real);
            desk.giveUp(late.mine);
          } else {
            await noteLook(db, late.real, look);
            desk.note(late.mine, look);
          }
          break;
        }
        case 3:
          await rounds([
            {
              lane: { workspaceId, accountId: mine.accountId },
              settle: null,
              gate: true,
              window: null,
              // Now and then for a call before the one that was lost.
              replay: {
                deliveryId: mine.deliveryId,
                epoch: mine.epoch - (random.chance(0.3) ? 1 : 0),
                until: now() + random.below(2) * minute,
              },
            },
          ]);
          break;
        default:
          await noteLook(db, real, look);
          desk.note(mine, look);
      }
    }
  }

  return { scheduleSome, lookUp };
}

const pictureOf = (item: number): string => `00000000-0000-4000-8000-${String(item).padStart(12, "0")}`;

/** In one order, and of the rivals what they said and nothing else: the database gives no more. */
function saidOnly({ ids, rivals }: { ids: Set<string>; rivals: { text: string; link: string | null }[] }) {
  return {
    ids: [...ids].toSorted(),
    rivals: rivals.map(({ text, link }) => `${text} ${link ?? ""}`).toSorted(),
  };
}
