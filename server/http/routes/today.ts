import { readToday } from "../../today/views.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

export const todayRoutes: Pick<Handlers, "today"> = {
  today: async ({ services, caller }) => {
    const found = await readToday(services, caller);
    const { face } = facing(services, caller);
    return {
      ...found,
      reconnect: { ...found.reconnect, rows: found.reconnect.rows.map(face) },
      out: { ...found.out, rows: found.out.rows.map((row) => ({ ...row, faces: row.faces.map(face) })) },
    };
  },
};
