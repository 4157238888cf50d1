/** Which run of which map. */
export type RunKey = { workspaceId: string; id: string; mapId: string };
