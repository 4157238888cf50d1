import { claimOffer, showShares, unclaimOffer } from "../../offers/claims.ts";
import { readOffer } from "../../offers/detail.ts";
import { readFile } from "../../offers/files.ts";
import { makeKit } from "../../offers/kit.ts";
import { recallShare, shareOffer } from "../../offers/share.ts";
import { listContent, readContent } from "../../offers/views.ts";
import { tooMany } from "../../errors.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { ownDelivery } from "../delivery.ts";
import { facing } from "../pictures.ts";

type Names =
  | "getContent"
  | "listOffers"
  | "getOffer"
  | "shareOffer"
  | "recallShare"
  | "claimOffer"
  | "unclaimOffer"
  | "getOfferFile"
  | "getOfferKit"
  | "showShares";

const day = 86_400_000;

export const contentRoutes: Pick<Handlers, Names> = {
  getContent: ({ services, caller }) => readContent(services, actorOf(caller), facing(services, caller)),

  listOffers: ({ services, caller, query: { days, ...query } }) =>
    listContent(services, actorOf(caller), facing(services, caller), {
      ...query,
      ...(days === undefined ? {} : { since: new Date(services.clock.now() - days * day).toISOString() }),
    }),

  getOffer: ({ services, caller, params }) => readOffer(services, actorOf(caller), facing(services, caller), params.id),

  shareOffer: async ({ services, caller, params, body: { account, ...body } }) => ({
    delivery: await shareOffer(services, {
      ...{ ...actorOf(caller), offerId: params.id, accountId: account, now: services.clock.now() },
      ...body,
    }),
  }),

  recallShare: async ({ services, caller, params }) => {
    await ownDelivery(services, caller, params.id);
    await recallShare(services, { ...actorOf(caller), deliveryId: params.id });
    return { ok: true };
  },

  claimOffer: async ({ services, caller, params, body }) => {
    await claimOffer(services.db, { ...actorOf(caller), offerId: params.id, ...body });
    return { ok: true };
  },

  unclaimOffer: async ({ services, caller, params }) => {
    await unclaimOffer(services.db, { ...actorOf(caller), offerId: params.id });
    return { ok: true };
  },

  getOfferFile: ({ services, caller, params }) => readFile(services, caller.workspaceId, params),

  getOfferKit: async ({ services, caller, params, takeAgainIn, signal }) => {
    const seconds = takeAgainIn(`kit ${caller.memberId}`);
    if (seconds !== null) throw tooMany(seconds);
    const download = await makeKit(services, actorOf(caller), {
      ...{ id: params.id, facing: facing(services, caller), language: caller.language, signal },
    });
    return { bytes: new Uint8Array(), type: "application/zip", tag: "", download };
  },

  showShares: async ({ services, caller, body }) => {
    await showShares(services.db, actorOf(caller), body.shown);
    return { ok: true };
  },
};
