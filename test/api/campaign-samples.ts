import type { campaigns } from "#server/api/campaigns.ts";
import type { Sample } from "./sample.ts";

const said = {
  ...{ name: "Salon", about: "", colour: 2, objective: null, audience: null, topics: [] },
  ...{ firstDay: "2027-01-04", lastDay: "2027-01-29", budget: 3, hashtags: ["Salon"] },
  utm: { source: "ambassadors", medium: "social", campaign: "salon", content: "" },
};

const steps = [
  { id: "start", kind: "start" as const, days: -7, position: { x: 0, y: 0 } },
  {
    ...{
      id: "teaser",
      kind: "post" as const,
      title: "Teaser",
      to: { kind: "all" as const },
      text: "Bientôt",
      link: null,
    },
    ...{ minute: 600, unless: null, position: { x: 0, y: 120 } },
  },
];
const scenario = {
  ...{ version: 1 as const, day: "2027-01-11", steps },
  wires: [{ from: "start", port: "out" as const, to: "teaser" }],
};

/** Of campaigns. */
export const campaignSamples: Record<keyof typeof campaigns, Sample> = {
  listCampaigns: { input: () => ({ query: { from: "2027-01-01", to: "2027-02-01" } }) },
  getCampaign: { input: ({ campaign }) => ({ params: { id: campaign } }) },
  saveCampaign: { input: ({ campaign }) => ({ params: { id: campaign }, body: { revision: 1, ...said } }) },
  turnCampaign: { input: ({ campaign }) => ({ params: { id: campaign }, body: { revision: 1, state: "started" } }) },
  fillCampaign: {
    input: ({ campaign, map }) => ({ params: { id: campaign }, body: { kind: "map", id: map, belongs: true } }),
  },
  deleteCampaign: { input: ({ campaign }) => ({ params: { id: campaign }, query: { revision: 1 } }) },
  getScenario: { input: ({ campaign }) => ({ params: { id: campaign } }) },
  saveScenario: { input: ({ campaign }) => ({ params: { id: campaign }, body: { revision: 0, scenario } }) },
  publishScenario: { input: ({ campaign }) => ({ params: { id: campaign }, body: { revision: 1 } }), also: [409] },
  previewScenario: { input: ({ campaign }) => ({ params: { id: campaign }, body: { scenario, member: null } }) },
  campaignOutside: {
    input: ({ campaign }) => ({ params: { id: campaign }, query: { firstDay: "2027-01-01", lastDay: "2027-01-31" } }),
  },
  campaignPosts: { input: ({ campaign }) => ({ params: { id: campaign } }) },
};
