import type { ApiName } from "#server/api.ts";
import type { Sample } from "./sample.ts";

/** Networks, accounts on them, and what stands on which day. */
export const accountSamples = {
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
  connectSaid: { input: () => ({ query: { said: "none" } }) },
  connectCallback: { input: () => ({ query: { state: "none", code: "none" } }), also: [303] },
  // A choice belongs to the session that signed in: to any other it is not there.
  getChoice: { input: (things) => ({ params: { id: things.account } }), also: [404] },
  makeChoice: { input: (things) => ({ params: { id: things.account }, body: { accounts: [] } }), also: [404] },
  listAccounts: { input: () => ({}) },
  getAccount: { input: (things) => ({ params: { id: things.account } }) },
  accountAudience: { input: (things) => ({ params: { id: things.account } }), also: [403] },
  readCalendar: { input: () => ({ query: { from: "2026-11-23", to: "2026-11-30", zone: "Europe/Paris" } }) },
  readCalendarLink: { input: () => ({}) },
  makeCalendarLink: { input: () => ({}) },
  dropCalendarLink: { input: () => ({}) },
  movePost: {
    input: ({ delivery }) => ({
      params: { id: delivery },
      body: { at: "2026-11-26T10:00:00Z", was: "2026-11-26T09:00:00Z" },
    }),
    also: [403, 409],
  },
  listDay: { input: () => ({ query: { day: "2026-11-26", zone: "Europe/Paris" } }) },
  accountResults: { input: (things) => ({ params: { id: things.account } }), also: [403] },
  changeAccount: { input: (things) => ({ params: { id: things.account }, body: { dailyCap: 3 } }) },
  setMode: { input: (things) => ({ params: { id: things.account }, body: { mode: "auto" } }) },
  endTopicMode: { input: (things) => ({ params: { id: things.account, topic: things.topic } }) },
  listReceipts: { input: () => ({}) },
  downloadReceipts: { input: () => ({ query: { as: "json" } }) },
  resumeAccount: { input: (things) => ({ params: { id: things.account } }) },
  pauseMine: { input: () => ({ body: {} }) },
  resumeMine: { input: () => ({}) },
  reconnectAccount: { input: (things) => ({ params: { id: things.account }, body: {} }), also: [422] },
  chooseAgain: { input: (things) => ({ params: { id: things.account } }), also: [409, 422] },
  disconnectAccount: { input: (things) => ({ params: { id: things.account } }) },
} satisfies Partial<Record<ApiName, Sample>>;
