import { answerOf } from "../../ledger/answered.ts";
import { answerStory, explain, listAnswered, undoAnswers } from "../../ledger/answering.ts";
import { listProposals, proposedWith } from "../../ledger/asked.ts";
import { declineProposal, publishProposal, reconsiderProposal } from "../../ledger/proposals.ts";
import { recallProposal } from "../../ledger/recall.ts";
import { otherPictures, takeOther } from "../../media/others.ts";
import { timesFor } from "../../ledger/times.ts";
import { actorOf } from "../actor.ts";
import type { Call, Handlers } from "../call.ts";
import { facing } from "../pictures.ts";
import { ownDeliveries, ownDelivery, seeDelivery } from "../delivery.ts";

type Names =
  | "listProposals"
  | "getProposal"
  | "proposalTimes"
  | "otherPictures"
  | "takePicture"
  | "listAnswered"
  | "answerProposals"
  | "undoProposals"
  | "explainProposals"
  | "publishProposal"
  | "recallProposal"
  | "declineProposal"
  | "reconsiderProposal";

export const proposalRoutes: Pick<Handlers, Names> = {
  listProposals: async ({ services, caller, query }) => {
    const page = await listProposals(services.db, services.nodes.networks, { ...query, ...actorOf(caller) });
    return { ...page, rows: page.rows.map(storyFacing(services, caller)) };
  },

  getProposal: async ({ services, caller, params }) => {
    const { detail } = await ownDelivery(services, caller, params.id);
    const story = await proposedWith(services.db, services.nodes.networks, actorOf(caller), params.id);
    const answered = await services.db
      .transaction()
      .execute((trx) => answerOf(trx, { workspaceId: caller.workspaceId, deliveryId: params.id }));
    const { key: _, ...given } = answered ?? { key: "" };
    return {
      story: story === null ? null : storyFacing(services, caller)(story),
      state: detail.state,
      answered: answered === null ? null : (given as typeof answered),
      network: detail.account.network,
      expiresAt: detail.expiresAt,
    };
  },

  proposalTimes: async ({ services, caller, params }) => {
    await ownDeliveries(services, caller, [params.id]);
    const { workspaceId } = caller;
    return timesFor(services.db, services.nodes.networks, { workspaceId, deliveryId: params.id });
  },

  otherPictures: async ({ services, caller, params }) => {
    await ownDeliveries(services, caller, [params.id]);
    const { picture } = facing(services, caller);
    const rows = await otherPictures(services.db, { workspaceId: caller.workspaceId, deliveryId: params.id });
    return {
      rows: rows.flatMap(({ place, url, alt }) => {
        const shown = picture({ url, alt });
        return shown === null ? [] : [{ place, url: shown.url, alt }];
      }),
    };
  },

  takePicture: async ({ services, caller, params, body }) => {
    await ownDeliveries(services, caller, [params.id]);
    const { workspaceId } = caller;
    return { medium: await takeOther(services, { workspaceId, deliveryId: params.id, place: body.place }) };
  },

  listAnswered: async ({ services, caller, query }) => {
    const { picture } = facing(services, caller);
    const rows = await listAnswered(services.db, actorOf(caller), query.since);
    return { rows: rows.map((row) => ({ ...row, picture: picture(row.picture) })) };
  },

  answerProposals: async ({ services, caller, body }) => {
    const ids = body.answer === "publish" ? body.posts.map(({ id }) => id) : body.ids;
    await ownDeliveries(services, caller, ids);
    return { posts: await answerStory(services, actorOf(caller), body) };
  },

  undoProposals: async ({ services, caller, body }) => {
    await ownDeliveries(services, caller, body.ids);
    return { posts: await undoAnswers(services, actorOf(caller), body.ids) };
  },

  explainProposals: async ({ services, caller, body }) => {
    await ownDeliveries(services, caller, body.ids);
    await explain(services, actorOf(caller), body);
    return { ok: true };
  },

  publishProposal: (call) => answer(call, (input) => publishProposal(call.services, { ...input, ...call.body })),

  recallProposal: (call) => answer(call, (input) => recallProposal(call.services, input)),

  declineProposal: (call) => answer(call, (input) => declineProposal(call.services, input)),

  reconsiderProposal: (call) => answer(call, (input) => reconsiderProposal(call.services, input)),
};

type ListCall = Call<"listProposals">;
type Story = Awaited<ReturnType<typeof listProposals>>["rows"][number];
function storyFacing(services: ListCall["services"], caller: ListCall["caller"]): (story: Story) => Story {
  const { about, item } = facing(services, caller);
  return (story) => ({
    ...story,
    item: story.item === null ? null : item(story.item),
    posts: story.posts.map((post) => about(post)),
  });
}

/** The owner's answer, and what became of the delivery. */
async function answer(
  { services, caller, params }: Pick<Call<"declineProposal">, "services" | "caller" | "params">,
  act: (input: { workspaceId: string; memberId: string; deliveryId: number }) => Promise<unknown>,
) {
  await ownDelivery(services, caller, params.id);
  await act({ ...actorOf(caller), deliveryId: params.id });
  return (await seeDelivery(services, caller, params.id)).detail;
}
