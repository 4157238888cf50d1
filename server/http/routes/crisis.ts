import type { crisis } from "../../api/crisis.ts";
import { beginHold, liftHold } from "../../crisis/hold.ts";
import { previewHold, readCrisis } from "../../crisis/views.ts";
import type { Handlers } from "../call.ts";

export const crisisRoutes: Pick<Handlers, keyof typeof crisis> = {
  readCrisis: ({ services, caller }) => readCrisis(services.db, caller.workspaceId),
  previewHold: ({ services, caller, body }) => previewHold(services.db, caller.workspaceId, body.words),
  beginHold: ({ services, caller, body }) => beginHold(services, caller, body),
  liftHold: ({ services, caller, params }) => liftHold(services, caller, params.number),
};
