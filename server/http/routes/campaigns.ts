import type { campaigns } from "../../api/campaigns.ts";
import { deleteCampaign, fillCampaign, saveCampaign, turnCampaign } from "../../campaigns/change.ts";
import { previewScenario, publishScenario, readScenario, saveScenario } from "../../campaigns/scenario.ts";
import { campaignOutside, campaignPosts, listCampaigns, readCampaign } from "../../campaigns/views.ts";
import type { Handlers } from "../call.ts";

export const campaignRoutes: Pick<Handlers, keyof typeof campaigns> = {
  listCampaigns: ({ services, caller, query }) => listCampaigns(services.db, caller.workspaceId, query),
  getCampaign: ({ services, caller, params }) => readCampaign(services.db, caller.workspaceId, params.id),
  saveCampaign: ({ services, caller, params, body }) => saveCampaign(services, who(caller), params.id, body),
  campaignOutside: ({ services, caller, params, query }) =>
    campaignOutside(services.db, caller.workspaceId, params.id, query),
  turnCampaign: ({ services, caller, params, body }) => turnCampaign(services, who(caller), params.id, body),
  fillCampaign: ({ services, caller, params, body }) => fillCampaign(services, who(caller), params.id, body),
  deleteCampaign: async ({ services, caller, params, query }) => {
    await deleteCampaign(services, who(caller), params.id, query.revision);
    return { ok: true };
  },
  getScenario: ({ services, caller, params }) => readScenario(services.db, caller.workspaceId, params.id),
  saveScenario: ({ services, caller, params, body }) => saveScenario(services, who(caller), params.id, body),
  publishScenario: ({ services, caller, params, body }) => publishScenario(services, who(caller), params.id, body),
  previewScenario: ({ services, caller, params, body }) =>
    previewScenario(services.db, caller.workspaceId, params.id, body),
  campaignPosts: ({ services, caller, params, query }) =>
    campaignPosts(services.db, caller.workspaceId, params.id, query),
};

/** A deed is written down with these two and no more of the caller. */
const who = ({ workspaceId, memberId }: { workspaceId: string; memberId: string }) => ({ workspaceId, memberId });
