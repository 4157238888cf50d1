import type { entries } from "#server/api/entries.ts";
import type { slots } from "#server/api/slots.ts";
import type { Sample } from "./sample.ts";

const said = { written: { version: 1, words: [{ text: "Portes ouvertes samedi" }] } } as const;
const later = () => new Date(Date.now() + 86_400_000).toISOString();

/** Of posts that are written by hand, and the times of the week for them. */
export const entrySamples: Record<keyof typeof entries | keyof typeof slots, Sample> = {
  listEntries: { input: () => ({ query: { of: "all" } }) },
  getEntry: { input: ({ entry }) => ({ params: { id: entry } }) },
  saveEntry: { input: ({ entry }) => ({ params: { id: entry }, body: { revision: 1, ...said } }) },
  checkEntry: { input: () => ({ body: said }) },
  planEntry: {
    input: ({ entry }) => ({ params: { id: entry }, body: { revision: 1, when: { kind: "at", at: later() } } }),
    also: [422],
  },
  moveEntry: { input: ({ entry }) => ({ params: { id: entry }, body: { revision: 1, at: later() } }) },
  withdrawEntry: { input: ({ entry }) => ({ params: { id: entry }, body: { revision: 1 } }) },
  deleteEntry: { input: ({ entry }) => ({ params: { id: entry }, query: { revision: 1 } }) },
  entryFits: { input: ({ entry }) => ({ params: { id: entry }, query: { at: later() } }) },
  keepEntryPicture: { input: () => ({ body: "none", headers: { "content-type": "image/jpeg" } }), also: [422] },
  listEntryPictures: { input: () => ({}) },
  listSlots: { input: () => ({}) },
  saveSlot: {
    input: ({ slot, account }) => ({
      params: { id: slot },
      body: { account, weekday: 2, minute: 545, zone: "Europe/Paris" },
    }),
  },
  deleteSlot: { input: ({ slot }) => ({ params: { id: slot } }) },
  slotTimes: { input: () => ({ query: { from: new Date().toISOString(), to: later() } }) },
  bestTimes: { input: ({ account }) => ({ query: { account } }) },
};
