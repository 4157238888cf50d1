import { toyCard } from "#test/support/network.ts";
import { answerDelivery } from "#server/ledger/answers.ts";
import { cancelDelivery } from "#server/ledger/cancel.ts";
import { declineProposal, publishProposal, reconsiderProposal } from "#server/ledger/proposals.ts";
import { recallProposal } from "#server/ledger/recall.ts";
import { reviewMap } from "#server/ledger/review.ts";
import type { Services } from "#server/ports.ts";
import { expect } from "vitest";
import type { Delivery } from "../memory.ts";
import { numbers } from "./compare.ts";
import type { Twins } from "./world.ts";

/** Of the services, what answering takes: a network that takes anything, and a queue that nobody listens to. */
function servicesOf(twins: Twins): Services {
  const network = { card: toyCard("net", { limits: { text: 10_000, pictures: 0, videos: 0, alt: 0 } }) };
  const send = async (): Promise<void> => undefined;
  return {
    db: twins.db,
    nodes: { networks: new Map([["net", network]]) },
    queue: { send, sendMany: send },
  } as unknown as Services;
}

/** What people do, by the product's own code: answers to proposals, to lost posts, to held maps. A refusal is refused on both sides. */
export function makePeople(twins: Twins) {
  const { db, random, memory, desk, actor, iso, workspaceId } = twins;
  const services = servicesOf(twins);

  const some = (fits: (one: Delivery) => boolean): Delivery | null => {
    const all = [...memory.deliveries.values()].filter(fits);
    return all.length === 0 ? null : random.pick(all);
  };
  const input = async (one: Delivery) => {
    const order = await numbers(db, workspaceId);
    return { ...actor, deliveryId: order[one.id - 1]!, at: iso() };
  };
  /** True where the product did it; false where it refused with a conflict. */
  const done = async (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ status: 409 });
        return false;
      },
    );

  return {
    approve: async () => {
      // Now and then one whose time is over, or that waits for something else.
      const one = some(({ state, code }) => state === "held" && (code === "consent" || random.chance(0.1)));
      if (one === null) return;
      const text = random.chance(0.3) ? `${one.text} edited` : undefined;
      const undoSeconds = random.pick([0, 10, 60]);
      const theirs = await done(publishProposal(services, { ...(await input(one)), text, undoSeconds }));
      expect(theirs).toBe(desk.approve(one, text, undoSeconds * 1000));
    },
    recall: async () => {
      const one = some(({ state, approved }) => approved && (state === "ready" || random.chance(0.2)));
      if (one !== null) expect(await done(recallProposal(services, await input(one)))).toBe(desk.recall(one));
    },
    decline: async () => {
      const one = some(({ state }) => state === "held");
      if (one !== null) expect(await done(declineProposal(services, await input(one)))).toBe(desk.decline(one));
    },
    reconsider: async () => {
      const one = some(({ state }) => state === "cancelled");
      if (one !== null) expect(await done(reconsiderProposal(services, await input(one)))).toBe(desk.reconsider(one));
    },
    cancel: async () => {
      const one = some(({ state }) => random.chance(0.2) || state === "ready" || state === "held");
      if (one !== null) expect(await done(cancelDelivery(db, await input(one)))).toBe(desk.cancel(one));
    },
    answer: async () => {
      const one = some(({ state }) => state === "unknown" || random.chance(0.02));
      if (one === null) return;
      const there = random.chance(0.5);
      const theirs = await done(
        answerDelivery(services, { ...(await input(one)), answer: there ? "there" : "absent" }),
      );
      expect(theirs).toBe(desk.answer(one, there));
    },
    review: async () => {
      const mapId = random.pick(twins.maps);
      const answer = random.chance(0.7) ? ("release" as const) : ("cancel" as const);
      expect(await reviewMap(db, { ...actor, mapId, answer, at: iso() })).toBe(desk.review(mapId, answer));
    },
  };
}
