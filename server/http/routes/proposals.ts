import { declineProposal, publishProposal, reconsiderProposal } from "../../ledger/proposals.ts";
import { recallProposal } from "../../ledger/recall.ts";
import { listProposals } from "../../ledger/views.ts";
import { actorOf } from "../actor.ts";
import type { Call, Handlers } from "../call.ts";
import { facing } from "../pictures.ts";
import { ownDelivery, seeDelivery } from "../delivery.ts";

type Names = "listProposals" | "publishProposal" | "recallProposal" | "declineProposal" | "reconsiderProposal";

export const proposalRoutes: Pick<Handlers, Names> = {
  listProposals: async ({ services, caller, query }) => {
    const page = await listProposals(services.db, services.nodes.networks, { ...query, ...actorOf(caller) });
    return { ...page, rows: page.rows.map(facing(services, caller).about) };
  },

  publishProposal: (call) => answer(call, (input) => publishProposal(call.services, { ...input, ...call.body })),

  recallProposal: (call) => answer(call, (input) => recallProposal(call.services, input)),

  declineProposal: (call) => answer(call, (input) => declineProposal(call.services, input)),

  reconsiderProposal: (call) => answer(call, (input) => reconsiderProposal(call.services, input)),
};

/** The owner's answer, and what became of the delivery. */
async function answer(
  { services, caller, params }: Pick<Call<"declineProposal">, "services" | "caller" | "params">,
  act: (input: { workspaceId: string; memberId: string; deliveryId: number }) => Promise<unknown>,
) {
  await ownDelivery(services, caller, params.id);
  await act({ ...actorOf(caller), deliveryId: params.id });
  return (await seeDelivery(services, caller, params.id)).detail;
}
