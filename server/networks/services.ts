import type { Services } from "../ports.ts";

/** What the room of networks needs of the server. */
export type NetworkServices = Pick<Services, "settings" | "outbound" | "clock" | "db" | "vault" | "nodes" | "log">;
