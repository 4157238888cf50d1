import { checkEntry } from "../../entries/check.ts";
import { fitsOf } from "../../entries/fits.ts";
import { keepPicture, listPictures } from "../../entries/pictures.ts";
import { deleteEntry, moveEntry, planEntry, withdrawEntry } from "../../entries/plan.ts";
import { findEntry } from "../../entries/row.ts";
import { saveEntry } from "../../entries/save.ts";
import { bestTimes, deleteSlot, listSlots, saveSlot, slotTimes } from "../../entries/slots.ts";
import { getEntry, listEntries } from "../../entries/views.ts";
import { notFound } from "../../errors.ts";
import type { Handlers } from "../call.ts";

type Names =
  | "listEntries"
  | "getEntry"
  | "saveEntry"
  | "checkEntry"
  | "planEntry"
  | "moveEntry"
  | "withdrawEntry"
  | "deleteEntry"
  | "entryFits"
  | "keepEntryPicture"
  | "listEntryPictures"
  | "listSlots"
  | "saveSlot"
  | "deleteSlot"
  | "slotTimes"
  | "bestTimes";

const ok = { ok: true } as const;

export const entryRoutes: Pick<Handlers, Names> = {
  listEntries: ({ services, caller, query }) => listEntries(services, caller, query),

  getEntry: ({ services, caller, params }) => getEntry(services, caller, params.id),

  saveEntry: ({ services, caller, params, body }) => saveEntry(services, caller, params.id, body),

  checkEntry: ({ services, caller, body }) => checkEntry(services, caller, body),

  planEntry: ({ services, caller, params, body }) => planEntry(services, caller, params.id, body),

  moveEntry: ({ services, caller, params, body }) => moveEntry(services, caller, params.id, body),

  withdrawEntry: ({ services, caller, params, body }) => withdrawEntry(services, caller, params.id, body.revision),

  deleteEntry: async ({ services, caller, params, query }) => {
    await deleteEntry(services, caller, params.id, query.revision);
    return ok;
  },

  entryFits: async ({ services, caller, params, query }) => {
    const row = await findEntry(services.db, caller, params.id);
    if (row === null) throw notFound();
    return { fits: await fitsOf(services.db, caller, row, Date.parse(query.at)) };
  },

  keepEntryPicture: ({ services, caller, incoming }) => keepPicture(services, caller, incoming.body),

  listEntryPictures: ({ services, caller, query }) => listPictures(services.db, caller, query),

  listSlots: ({ services, caller }) => listSlots(services.db, caller),

  saveSlot: async ({ services, caller, params, body }) => {
    await saveSlot(services.db, caller, params.id, body);
    return ok;
  },

  deleteSlot: async ({ services, caller, params }) => {
    await deleteSlot(services.db, caller, params.id);
    return ok;
  },

  slotTimes: ({ services, caller, query }) => slotTimes(services.db, caller, query),

  bestTimes: ({ services, caller, query }) => bestTimes(services.db, caller, query.account),
};
