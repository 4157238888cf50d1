import { type RawBuilder, sql } from "kysely";
import type { Role } from "../api.ts";

export type Who = { workspaceId: string; memberId: string; role: Role };

/** Whether somebody may see and change entry `e`: their own, and the company's for who draws maps. */
export const mayWrite = ({ memberId, role }: Who): RawBuilder<boolean> =>
  role === "ambassador"
    ? sql<boolean>`e.owner_id = ${memberId}`
    : sql<boolean>`(e.owner_id is null or e.owner_id = ${memberId})`;

/** An ambassador's are their own, and go to accounts of theirs alone. */
export const ownerOf = ({ memberId, role }: Who): string | null => (role === "ambassador" ? memberId : null);
