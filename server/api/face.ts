import { AccountRow } from "./accounts.ts";
import { z } from "zod";

/** Whose face an account shows. */
export const Face = AccountRow.pick({ id: true, network: true, name: true, avatar: true }).extend({
  /** The company's own, no person's. */
  company: z.boolean(),
});
