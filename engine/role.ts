/** What somebody may do in a workspace, the most first: run it, make its maps, or answer for their own accounts. */
export const roles = ["admin", "manager", "ambassador"] as const;
export type Role = (typeof roles)[number];
