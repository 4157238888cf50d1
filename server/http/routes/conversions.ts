import type { conversions } from "../../api/conversions.ts";
import { deleteKey, listKeys, makeKey } from "../../conversions/keys.ts";
import { receiveClick, receiveConversions } from "../../conversions/receive.ts";
import type { Handlers } from "../call.ts";

export const conversionRoutes: Pick<Handlers, keyof typeof conversions> = {
  listConversionKeys: ({ services, caller }) => listKeys(services, caller.workspaceId),
  createConversionKey: ({ services, caller, body }) => makeKey(services, caller, body.name),
  deleteConversionKey: async ({ services, caller, params }) => {
    await deleteKey(services, caller, params.id);
    return { ok: true };
  },
  tellConversions: ({ services, params, incoming, takeAgainIn }) =>
    receiveConversions(services, params.id, incoming, takeAgainIn),
  tellClick: ({ services, params, incoming, takeAgainIn }) =>
    receiveClick(services, params.token, incoming, takeAgainIn),
};
