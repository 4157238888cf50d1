/** Which run of which map. `at`: its moment where the database's own clock shall not be used (the demo's history), ISO 8601. */
export type RunKey = { workspaceId: string; id: string; mapId: string; at?: string };
