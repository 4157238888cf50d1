import { noHouseRules } from "#engine/house.ts";
import { api, type ApiName, type Role } from "#server/api.ts";
import type { Input, TestMember } from "#test/support/session.ts";
import { sampleMap, type Things } from "./things.ts";

/**
 * A sound request to each route. The compiler asks for a line per route of the table; `also` are other answers that are
 * right for the person and the state of the things (never 401, never 404).
 */
const mailSettings = {
  host: "mail.nowhere.invalid",
  port: 587,
  tls: "starttls",
  auth: "none",
  username: "",
  secret: null,
  tokenUrl: null,
  clientId: null,
  scope: null,
  refreshSecret: null,
  fromName: "Atelier Lumen",
  fromAddress: "news@example.org",
  replyTo: null,
  perMinute: 60,
  perRecipient: 10,
};
const mailReturns = {
  host: "imap.nowhere.invalid",
  port: 993,
  tls: "tls",
  username: "news@example.org",
  folder: "INBOX",
};
const machineSettings = {
  address: "https://ai.nowhere.invalid/v1",
  model: "scribe",
  secret: null,
  callsPerDay: 10,
  perMonth: null,
  priceIn: 0,
  priceOut: 0,
};
type Sample = { input: (things: Things, member: TestMember) => Input; also?: number[] };
const map = (things: Things) => ({ id: things.map });
export const samples: Record<ApiName, Sample> = {
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
  saveSignOffRule: { input: () => ({ body: { by: "off", own: false } }) },
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
  stepExample: { input: () => ({ body: { document: sampleMap(), node: "none" } }) },
  firstItems: { input: () => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] }, counts: [] } }) },
  mapCosts: { input: ({ map }) => ({ params: { id: map } }) },
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
  listProposals: { input: () => ({}) },
  publishProposal: { input: (things) => ({ params: { id: things.delivery }, body: {} }) },
  declineProposal: { input: (things) => ({ params: { id: things.delivery } }) },
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
  listNetworks: { input: () => ({}) },
  saveNetworkApp: {
    input: () => ({
      params: { name: "x", connection: "account" },
      body: { clientId: "c", clientSecret: "canary-client" },
    }),
  },
  savePaidSources: { input: () => ({ params: { name: "x" }, body: { on: true, price: 5000, cap: 1_000_000 } }) },
  savePaidReadings: { input: () => ({ params: { name: "x" }, body: { on: true } }) },
  saveAttestation: { input: () => ({ params: { name: "linkedin" }, body: { on: true } }) },
  connect: { input: () => ({ body: { network: "x" } }), also: [409, 422] },
  connectCallback: { input: () => ({ query: { state: "none", code: "none" } }), also: [303] },
  // A choice belongs to the session that signed in: to any other it is not there.
  getChoice: { input: (things) => ({ params: { id: things.account } }), also: [404] },
  makeChoice: { input: (things) => ({ params: { id: things.account }, body: { accounts: [] } }), also: [404] },
  listAccounts: { input: () => ({}) },
  getAccount: { input: (things) => ({ params: { id: things.account } }) },
  accountAudience: { input: (things) => ({ params: { id: things.account } }), also: [403] },
  today: { input: () => ({}) },
  accountResults: { input: (things) => ({ params: { id: things.account } }), also: [403] },
  changeAccount: { input: (things) => ({ params: { id: things.account }, body: { dailyCap: 3 } }) },
  setMode: { input: (things) => ({ params: { id: things.account }, body: { mode: "auto" } }) },
  reconnectAccount: { input: (things) => ({ params: { id: things.account }, body: {} }), also: [422] },
  chooseAgain: { input: (things) => ({ params: { id: things.account } }), also: [409, 422] },
  disconnectAccount: { input: (things) => ({ params: { id: things.account } }) },
  listMembers: { input: () => ({}) },
  inviteMember: {
    input: () => ({ body: { name: "Eva", email: `eva-${crypto.randomUUID()}@example.org`, role: "ambassador" } }),
  },
  memberLink: { input: (_things, member) => ({ params: { id: member.id } }) },
  changeMember: { input: (_things, member) => ({ params: { id: member.id }, body: {} }) },
  stopAll: { input: () => ({ body: { on: false } }) },
  listSecrets: { input: () => ({}) },
  saveSecret: { input: () => ({ params: { name: "own:1" }, body: { value: "canary-saved" } }) },
  deleteSecret: { input: (things) => ({ params: { name: things.secret } }) },
  readLinkRule: { input: () => ({}) },
  saveLinkRule: { input: () => ({ body: { short: false, marks: true } }) },
  readStoryRule: { input: () => ({}) },
  readHouseRules: { input: () => ({}) },
  saveHouseRules: { input: () => ({ body: noHouseRules }) },
  saveStoryRule: { input: () => ({ body: { by: "both", days: 30 } }) },
  listAudit: { input: () => ({}) },
  readMachine: { input: () => ({}) },
  saveMachine: { input: () => ({ body: machineSettings }) },
  forgetMachine: { input: () => ({}) },
  // None is set up.
  tryMachine: { input: () => ({}), also: [422] },
  readMail: { input: () => ({}) },
  saveMail: { input: () => ({ body: mailSettings }) },
  forgetMail: { input: () => ({}) },
  // Nothing is set up, so that nothing leaves the test; or the sample's server, which is not there.
  tryMail: { input: () => ({}), also: [422] },
  listMails: { input: () => ({}) },
  mailAgain: { input: (things) => ({ params: { id: things.mail } }) },
  listParked: { input: () => ({}) },
  parkAddress: { input: () => ({ body: { address: "back@example.org" } }) },
  freeAddress: { input: () => ({ body: { address: "gone@example.org" } }) },
  readMailReturns: { input: () => ({}) },
  saveMailReturns: { input: (things) => ({ body: { ...mailReturns, secret: things.secret } }) },
  forgetMailReturns: { input: () => ({}) },
  // None is set up.
  tryMailReturns: { input: () => ({}), also: [422] },
  listMailTemplates: { input: () => ({}) },
  showMailTemplate: { input: () => ({ params: { name: "invitation" } }) },
  readMailChoice: { input: (things) => ({ params: { token: things.choice } }) },
  makeMailChoice: { input: (things) => ({ params: { token: things.choice }, body: { stop: false } }) },
  unsubscribe: { input: (things) => ({ params: { token: things.choice } }) },
  health: { input: () => ({}) },
  listBackups: { input: () => ({}) },
  askBackup: { input: () => ({}), also: [409] },
  saveBackupPlan: { input: () => ({ body: { hours: 24, keep: 14 } }) },
};

/** Routes whose name in `params` means another thing in each workspace. */
const common = new Set<ApiName>([
  "showMailTemplate",
  "saveSecret",
  "saveNetworkApp",
  "savePaidReadings",
  "savePaidSources",
  "saveAttestation",
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
