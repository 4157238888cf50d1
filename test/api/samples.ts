import { noHouseRules } from "#engine/house.ts";
import { api, type ApiName, type Role } from "#server/api.ts";
import { accountSamples } from "./account-samples.ts";
import { briefSamples } from "./brief-samples.ts";
import { campaignSamples } from "./campaign-samples.ts";
import { colleagueSamples } from "./colleague-samples.ts";
import { cueSamples } from "./cue-samples.ts";
import { crisisSamples } from "./crisis-samples.ts";
import { evergreenSamples } from "./evergreen-samples.ts";
import { entrySamples } from "./entry-samples.ts";
import { conversionSamples } from "./conversion-samples.ts";
import { editorialSamples } from "./editorial-samples.ts";
import { machineSettings } from "./settings.ts";
import { mailSamples } from "./mail-samples.ts";
import { mineSamples } from "./mine-samples.ts";
import { mentorSamples } from "./mentor-samples.ts";
import { noticeSamples } from "./notice-samples.ts";
import { portraitSamples } from "./portrait-samples.ts";
import { recognitionSamples } from "./recognition-samples.ts";
import type { Sample } from "./sample.ts";
import { lessonSamples } from "./lesson-samples.ts";
import { surveySamples } from "./survey-samples.ts";
import { suggestionSamples } from "./suggestion-samples.ts";
import { talkSamples } from "./talk-samples.ts";
import { sampleMap, type Things } from "./things.ts";
import { topicSamples } from "./topic-samples.ts";

const tap = { key: "3f0cf4c8-6a57-4be5-8d0a-9f0f3a3f7b11", device: "phone" };
const map = (things: Things) => ({ id: things.map });
export const samples: Record<ApiName, Sample> = {
  ...mailSamples,
  ...noticeSamples,
  ...topicSamples,
  ...editorialSamples,
  ...conversionSamples,
  ...suggestionSamples,
  ...entrySamples,
  ...campaignSamples,
  ...briefSamples,
  ...colleagueSamples,
  ...cueSamples,
  ...crisisSamples,
  ...evergreenSamples,
  ...accountSamples,
  signIn: { input: () => ({ body: { email: "nobody@example.org", password: "x" } }), also: [401, 429] },
  signInByLink: { input: () => ({ body: { token: "none" } }), also: [401] },
  signInWays: { input: () => ({}) },
  mailSignInLink: { input: () => ({ body: { email: "nobody@example.org" } }), also: [429] },
  signOut: { input: () => ({ headers: { cookie: "" } }) },
  me: { input: () => ({}) },
  changeMe: { input: () => ({ body: { language: "fr" } }) },
  setPassword: { input: () => ({ body: { password: "long enough it is" } }) },
  listMaps: { input: () => ({}) },
  listFolders: { input: () => ({}) },
  createFolder: { input: () => ({ body: { name: crypto.randomUUID() } }) },
  renameFolder: { input: ({ folder }) => ({ params: { id: folder }, body: { name: crypto.randomUUID() } }) },
  deleteFolder: { input: ({ folder }) => ({ params: { id: folder } }) },
  changeMap: { input: (things) => ({ params: map(things), body: { folder: things.folder, starred: true } }) },
  duplicateMap: { input: (things) => ({ params: map(things), body: { name: "Copie" } }) },
  returnMap: { input: (things) => ({ params: map(things) }), also: [409] },
  createMap: { input: () => ({ body: { name: "New" } }) },
  getMap: { input: (things) => ({ params: map(things) }) },
  mapSigns: { input: (things) => ({ params: map(things) }) },
  mapReach: { input: (things) => ({ params: map(things), query: { node: "lea" } }) },
  getKept: { input: (things) => ({ params: map(things) }) },
  listKept: { input: (things) => ({ params: map(things), query: { node: "a", limit: 5 } }) },
  takeOutKept: { input: (things) => ({ params: map(things), body: { node: "a", place: 1 } }), also: [409] },
  listApprovals: { input: (things) => ({ query: { map: things.map } }) },
  answerApprovals: { input: (things) => ({ body: { asks: [{ id: things.approval, mark: "none" }], yes: true } }) },
  takeBackApprovals: { input: (things) => ({ body: { ids: [things.approval] } }) },
  listEditors: { input: () => ({}) },
  getLooks: { input: (things) => ({ params: map(things) }) },
  saveDraft: { input: (things) => ({ params: map(things), body: { revision: 1, document: sampleMap() } }) },
  publishMap: { input: (things) => ({ params: map(things), body: { revision: 1 } }), also: [422] },
  pauseMap: { input: (things) => ({ params: map(things) }) },
  resumeMap: { input: (things) => ({ params: map(things) }), also: [409] },
  deleteMap: { input: (things) => ({ params: map(things) }) },
  listVersions: { input: (things) => ({ params: map(things) }) },
  getVersion: { input: ({ map: id }) => ({ params: { id, number: 1 } }) },
  readSignOffRule: { input: () => ({}) },
  saveSignOffRule: { input: () => ({ body: { by: "off", own: false, entries: false } }) },
  readSignOff: { input: (things) => ({ params: map(things) }) },
  askSignOff: { input: (things) => ({ params: map(things), body: { revision: 1 } }), also: [409, 422] },
  answerSignOff: {
    input: (things) => ({ params: map(things), body: { id: 1, hash: "0".repeat(64), yes: true } }),
    also: [409],
  },
  withdrawSignOff: { input: (things) => ({ params: map(things) }), also: [409] },
  shareMap: {
    input: (things) => ({ params: map(things), body: { tab: "00000000-0000-4000-8000-000000000001", gone: true } }),
  },
  restoreVersion: { input: (things) => ({ params: map(things), body: { number: 1 } }) },
  runMap: { input: (things) => ({ params: map(things) }) },
  reviewMap: { input: (things) => ({ params: map(things), body: { answer: "release" } }) },
  preview: { input: () => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] } } }) },
  runAhead: { input: ({ map: id }) => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] }, map: id } }) },
  liveWires: { input: () => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] } } }) },
  liveItems: { input: () => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] }, edge: "none" } }) },
  tryTests: { input: () => ({ body: { document: sampleMap() } }) },
  endsOfItem: { input: () => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] }, key: "none" } }) },
  stepExample: { input: () => ({ body: { document: sampleMap(), node: "none" } }) },
  backtest: {
    input: (things) => ({
      params: map(things),
      body: { document: { ...sampleMap(), nodes: [], edges: [] }, days: 7 },
    }),
  },
  backtestProgress: { input: () => ({}) },
  firstItems: { input: () => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] }, counts: [] } }) },
  backlog: { input: ({ map: id }) => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] }, map: id } }) },
  mapCosts: { input: ({ map }) => ({ params: { id: map } }) },
  mapDeclined: { input: (things) => ({ params: map(things) }) },
  results: { input: () => ({ query: { by: "topic" } }) },
  tellMonday: { input: () => ({ body: { week: "next" as const } }) },
  monday: { input: () => ({ query: { week: "next" } }) },
  resultsFile: { input: () => ({ query: { by: "map" } }) },
  saveMediaPrice: { input: () => ({ body: { price: { currency: "€", cpm: 8, cpc: null } } }) },
  tellOutcome: { input: () => ({ body: { since: "2026-01-01", until: "2026-01-28", words: "Merci." } }) },
  lastOutcome: { input: () => ({}) },
  takeBackOutcome: { input: ({ outcome }) => ({ params: { id: outcome } }) },
  showMyFigures: { input: () => ({ body: { shown: true } }) },
  mapResults: { input: ({ map }) => ({ params: { id: map } }) },
  nextTimes: { input: () => ({ body: { schedule: { kind: "interval", minutes: 5 } } }) },
  templates: { input: () => ({}) },
  drawTemplate: { input: () => ({ params: { name: "first-map" }, body: { answers: { words: ["emploi"] } } }) },
  mapSchema: { input: () => ({}) },
  openapi: { input: () => ({}) },
  listRuns: { input: () => ({}) },
  getRun: { input: (things) => ({ params: { id: things.run } }) },
  listDrops: { input: (things) => ({ params: { id: things.run } }) },
  wireItems: { input: (things) => ({ params: { id: things.run, edge: "wire" } }) },
  sendDrop: { input: (things) => ({ params: { id: things.drop } }), also: [409] },
  listDeliveries: { input: () => ({}) },
  countStories: { input: () => ({}) },
  getStory: { input: (things) => ({ params: { id: things.delivery } }) },
  listStories: { input: (things) => ({ query: { account: things.account, mark: "asked" } }) },
  getDelivery: { input: (things) => ({ params: { id: things.delivery } }) },
  answerDelivery: { input: (things) => ({ params: { id: things.delivery }, body: { answer: "there" } }), also: [409] },
  sendAgain: { input: (things) => ({ params: { id: things.delivery } }), also: [409] },
  answerPicture: {
    input: (things) => ({ params: { id: things.delivery }, body: { answer: "without" } }),
    also: [409],
  },
  cancelDelivery: { input: (things) => ({ params: { id: things.delivery } }) },
  // Whoever knows the address; another one is nobody's.
  readFeed: { input: () => ({ params: { place: "none", secret: "none" } }), also: [404] },
  readFeedPicture: { input: () => ({ params: { place: "none", mark: "none" } }), also: [404] },
  // The things hold no feed: to an account of another kind there is none.
  feedAddress: { input: (things) => ({ params: { id: things.account } }), also: [404] },
  renewFeed: { input: (things) => ({ params: { id: things.account } }), also: [404] },
  retractDelivery: { input: (things) => ({ params: { id: things.delivery } }), also: [409] },
  getContent: { input: () => ({}) },
  listOffers: { input: () => ({ query: { limit: 5, search: "offre" } }) },
  getOffer: { input: ({ offer }) => ({ params: { id: offer } }) },
  shareOffer: { input: ({ offer, account }) => ({ params: { id: offer }, body: { account } }) },
  recallShare: { input: ({ delivery }) => ({ params: { id: delivery } }), also: [409] },
  claimOffer: { input: ({ offer }) => ({ params: { id: offer }, body: { network: "x" } }) },
  unclaimOffer: { input: ({ offer }) => ({ params: { id: offer } }) },
  getOfferKit: { input: ({ offer }) => ({ params: { id: offer } }) },
  getOfferFile: { input: ({ offer }) => ({ params: { id: offer, place: 0 } }) },
  showShares: { input: () => ({ body: { shown: true } }) },
  listProposals: { input: () => ({}) },
  getProposal: { input: (things) => ({ params: { id: things.delivery } }) },
  otherPictures: { input: (things) => ({ params: { id: things.delivery } }) },
  takePicture: { input: (things) => ({ params: { id: things.delivery }, body: { place: 0 } }), also: [404] },
  proposalTimes: { input: (things) => ({ params: { id: things.delivery } }) },
  listAnswered: { input: () => ({ query: { since: "2026-01-01T00:00:00Z" } }) },
  answerProposals: { input: (things) => ({ body: { answer: "later", ...tap, ids: [things.delivery] } }) },
  explainProposals: {
    input: (things) => ({ body: { ids: [things.delivery], reason: "tone" } }),
    also: [409],
  },
  undoProposals: { input: (things) => ({ body: { ids: [things.delivery] } }) },
  publishProposal: { input: (things) => ({ params: { id: things.delivery }, body: {} }) },
  declineProposal: { input: (things) => ({ params: { id: things.delivery } }) },
  recallProposal: { input: (things) => ({ params: { id: things.delivery } }), also: [409] },
  reconsiderProposal: { input: (things) => ({ params: { id: things.delivery } }), also: [409] },
  showMedium: { input: (things) => ({ params: { id: things.medium } }) },
  showPicture: { input: (things) => ({ query: things.picture }) },
  listSources: { input: () => ({}) },
  checkSource: { input: () => ({ body: { type: "rss", config: {} } }) },
  pollSource: { input: (things) => ({ params: { id: things.source } }) },
  sourceAddress: {
    input: () => ({ body: { type: "webhook-in", config: { name: "own", proof: "address", secret: null } } }),
  },
  renewAddress: { input: (things) => ({ params: { id: things.hook } }) },
  receive: { input: (things) => ({ params: { address: things.address }, body: { title: "Bonjour" } }) },
  today: { input: () => ({}) },
  openInvitation: { input: ({ invitation }) => ({ body: { token: invitation } }) },
  acceptInvitation: { input: ({ invitation }) => ({ body: { token: invitation } }), also: [409] },
  mailInvitation: { input: ({ invitation }) => ({ body: { token: invitation } }), also: [429] },
  readDoor: { input: ({ door }) => ({ body: { code: door } }) },
  knock: {
    input: ({ door }) => ({
      body: { code: door, name: "Eva", email: "eva@lumen.example", language: "fr" },
    }),
    also: [429],
  },
  getDoor: { input: () => ({}) },
  setDoor: { input: () => ({ body: { open: true, domains: ["lumen.example"] } }), also: [422] },
  readWelcome: { input: () => ({}) },
  setWelcome: { input: () => ({ body: { step: null } }) },
  getCharter: { input: () => ({}) },
  acceptCharter: { input: () => ({ body: { number: 1, language: "fr" } }), also: [409] },
  listCharterReceipts: { input: () => ({}) },
  getCharterDraft: { input: () => ({}) },
  saveCharterDraft: {
    input: () => ({
      body: { content: { en: { promises: [], legal: "" }, fr: { promises: [], legal: "" } }, revision: 0 },
    }),
    also: [409],
  },
  publishCharter: {
    input: () => ({ body: { revision: 1, note: { en: "", fr: "" }, asks: true } }),
    also: [409, 422],
  },
  withdrawCharter: { input: () => ({}) },
  listMembers: { input: () => ({}) },
  inviteMember: {
    input: () => ({ body: { name: "Eva", email: `eva-${crypto.randomUUID()}@example.org`, role: "ambassador" } }),
  },
  readPeopleList: { input: () => ({ body: "Nom;E-mail\nEva;eva@example.org\n" }) },
  invitePeople: {
    input: () => ({
      body: {
        people: [
          { name: "Eva", email: `eva-${crypto.randomUUID()}@example.org`, language: "fr", teams: [], place: "" },
        ],
      },
    }),
  },
  inviteAgain: { input: (_things, member) => ({ params: { id: member.id } }), also: [404] },
  memberLink: { input: (_things, member) => ({ params: { id: member.id } }) },
  changeMember: { input: (_things, member) => ({ params: { id: member.id }, body: {} }) },
  ...mineSamples,
  ...surveySamples,
  ...lessonSamples,
  ...mentorSamples,
  ...recognitionSamples,
  ...talkSamples,
  ...portraitSamples,
  stopAll: { input: () => ({ body: { on: false } }) },
  listSecrets: { input: () => ({}) },
  saveSecret: { input: () => ({ params: { name: "own:1" }, body: { value: "canary-saved" } }), also: [409] },
  deleteSecret: { input: (things) => ({ params: { name: things.secret } }) },
  readLinkRule: { input: () => ({}) },
  saveLinkRule: { input: () => ({ body: { short: false, marks: true } }) },
  readStoryRule: { input: () => ({}) },
  readHouseRules: { input: () => ({}) },
  saveHouseRules: { input: () => ({ body: noHouseRules }) },
  searchWhy: { input: () => ({ query: { search: "bonjour" } }) },
  why: { input: (things) => ({ query: { key: things.let, account: things.account } }) },
  readTraceRule: { input: () => ({}) },
  saveTraceRule: { input: () => ({ body: { days: 14 } }) },
  saveStoryRule: { input: () => ({ body: { by: "both", days: 30 } }) },
  listAudit: { input: () => ({}) },
  readMachine: { input: () => ({}) },
  saveMachine: { input: () => ({ body: machineSettings }) },
  forgetMachine: { input: () => ({}) },
  // None is set up.
  tryMachine: { input: () => ({}), also: [422] },
  // Nothing is set up, so that nothing leaves the test; or the sample's server, which is not there.
  // None is set up.
  health: { input: () => ({}) },
  listBackups: { input: () => ({}) },
  askBackup: { input: () => ({}), also: [409] },
  saveBackupPlan: { input: () => ({ body: { hours: 24, keep: 14 } }) },
};

/** Routes whose name in `params` means another thing in each workspace. */
const common = new Set<ApiName>([
  // A link lets in its own person, signed in or not; somebody else is told so (test/notices/link.test.ts).
  "openLink",
  "answerLink",
  "readStored",
  "showMailTemplate",
  // Lessons ship with the product, and each caller has their own place in them.
  "readLesson",
  "keepLesson",
  "saveSecret",
  "saveNetworkApp",
  "savePaidReadings",
  "savePaidSources",
  "saveAttestation",
  "drawTemplate",
]);
/** Routes whose `params` name a thing of a workspace, so that another workspace's must be 404. */
export const named = (Object.keys(api) as ApiName[]).filter(
  (name) => "params" in api[name] && !common.has(name) && api[name].access !== "address",
);

export const names = Object.keys(api) as ApiName[];
export const allows = (name: ApiName, role: Role) => {
  const { access } = api[name];
  return typeof access === "string" || access.some((each) => each === role);
};
export const fits = (name: ApiName, status: number) => status === 200 || (samples[name].also ?? []).includes(status);
