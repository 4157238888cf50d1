import type { Handlers } from "./call.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { mapRoutes } from "./routes/maps.ts";
import { meRoutes } from "./routes/me.ts";
import { mediaRoutes } from "./routes/media.ts";
import { memberRoutes } from "./routes/members.ts";
import { networkRoutes } from "./routes/networks.ts";
import { proposalRoutes } from "./routes/proposals.ts";
import { runRoutes } from "./routes/runs.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { workspaceRoutes } from "./routes/workspace.ts";

/** A handler for each route of the table; the compiler and the boot both hold it to that. */
export const handlers: Handlers = {
  ...signInRoutes,
  ...meRoutes,
  ...mapRoutes,
  ...runRoutes,
  ...deliveryRoutes,
  ...proposalRoutes,
  ...sourceRoutes,
  ...networkRoutes,
  ...accountRoutes,
  ...mediaRoutes,
  ...memberRoutes,
  ...workspaceRoutes,
};
