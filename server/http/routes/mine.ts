import { hash } from "node:crypto";
import { conflict } from "../../errors.ts";
import { retime } from "../../ledger/retime.ts";
import { getMember } from "../../members/views.ts";
import { areaOf } from "../../mine/area-of.ts";
import { readDossier, toldAreas } from "../../mine/dossier.ts";
import { leaveForGood } from "../../mine/leave.ts";
import { readLeaving } from "../../mine/leaving.ts";
import { comingPosts, outPosts } from "../../mine/page.ts";
import { postsFile } from "../../mine/posts-file.ts";
import { receiptsOf } from "../../mine/receipts.ts";
import { readPeopleRule, savePeopleRule } from "../../mine/rule.ts";
import { countStored, readStored, whoIs } from "../../mine/stored.ts";
import { linksOf } from "../../mine/posts.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { ownDelivery } from "../delivery.ts";
import { facing } from "../pictures.ts";

type Names =
  | "myPosts"
  | "downloadPosts"
  | "retimePost"
  | "myReceipts"
  | "countStored"
  | "readStored"
  | "readPeopleRule"
  | "savePeopleRule"
  | "readDossier"
  | "readLeaving"
  | "myLinks"
  | "leaveMe"
  | "readMemberLeaving"
  | "deleteMember";

export const mineRoutes: Pick<Handlers, Names> = {
  myPosts: async ({ services, caller }) => {
    const who = actorOf(caller);
    const { picture } = facing(services, caller);
    const shown = <R extends { picture: Parameters<typeof picture>[0] }>(row: R): R => ({
      ...row,
      picture: picture(row.picture),
    });
    const { total, rows } = await outPosts(services, who);
    const receipts = await receiptsOf(services.db, who);
    return {
      coming: (await comingPosts(services.db, who)).map(shown),
      out: { total, rows: rows.map(shown) },
      receipts: receipts.length,
    };
  },

  downloadPosts: async ({ services, caller }) => {
    const bytes = await postsFile(services, caller);
    return { bytes, type: "text/csv; charset=utf-8", tag: hash("sha256", bytes, "base64url") };
  },

  retimePost: async ({ services, caller, params, body }) => {
    await ownDelivery(services, caller, params.id);
    await retime(services, { ...actorOf(caller), deliveryId: params.id }, body.at);
    return { ok: true };
  },

  myReceipts: async ({ services, caller }) => ({ rows: await receiptsOf(services.db, actorOf(caller)) }),

  countStored: async ({ services, caller }) => ({
    rows: (await countStored(services.db, await whoIs(services.db, caller))).map((row) => ({
      ...row,
      area: areaOf[row.table],
    })),
    areas: toldAreas(),
  }),

  readStored: async ({ services, caller, params, query }) =>
    readStored(services.db, await whoIs(services.db, caller), { table: params.table, after: query.after }),

  readPeopleRule: ({ services, caller }) => readPeopleRule(services.db, caller.workspaceId),

  savePeopleRule: ({ services, caller, body }) => savePeopleRule(services.db, actorOf(caller), body.personFigures),

  readDossier: ({ services, caller }) => readDossier(services.db, caller.workspaceId),

  readLeaving: ({ services, caller }) => readLeaving(services.db, actorOf(caller)),

  myLinks: async ({ services, caller }) => ({ rows: await linksOf(services.db, caller.workspaceId, caller.memberId) }),

  leaveMe: ({ services, caller, body }) => {
    if (body.email.trim().toLowerCase() !== caller.email.toLowerCase()) throw notYou();
    return leaveForGood(services, actorOf(caller), { by: caller.memberId, heir: body.heir });
  },

  readMemberLeaving: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    await getMember(services.db, workspaceId, params.id);
    const { last, maps, pages, colleagues } = await readLeaving(services.db, { workspaceId, memberId: params.id });
    return { last, maps, pages, colleagues };
  },

  deleteMember: async ({ services, caller, params, body }) => {
    const leaver = { workspaceId: caller.workspaceId, memberId: params.id };
    // Where their posts are is theirs to know.
    const { links: _, ...gone } = await leaveForGood(services, leaver, { by: caller.memberId, heir: body.heir });
    return gone;
  },
};

const notYou = () =>
  conflict("not_you", {
    en: "This is not the address you are signed in with. Nothing was erased.",
    fr: "Ce n’est pas l’adresse avec laquelle vous êtes connecté. Rien n’a été effacé.",
  });
