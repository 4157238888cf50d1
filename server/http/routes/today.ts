import { readToday } from "../../today/views.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

export const todayRoutes: Pick<Handlers, "today"> = {
  today: async ({ services, caller }) => {
    const found = await readToday(services, caller);
    const { face, picture, item } = facing(services, caller);
    return {
      ...found,
      reconnect: { ...found.reconnect, rows: found.reconnect.rows.map(face) },
      approvals: found.approvals.map((row) => ({ ...row, item: item(row.item) })),
      proposal: found.proposal && { ...found.proposal, picture: picture(found.proposal.picture) },
      line: {
        ...found.line,
        slots: found.line.slots.map((slot) => ({ ...slot, faces: slot.faces.map(face) })),
      },
      out: {
        ...found.out,
        rows: found.out.rows.map((row) => ({
          ...row,
          picture: picture(row.picture),
          faces: row.faces.map(face),
        })),
      },
    };
  },
};
