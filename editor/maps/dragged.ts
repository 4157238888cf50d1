import type { MapRow } from "./health.ts";

type Carried = Pick<MapRow, "id" | "name">;
const kind = "application/x-relaymap-map";

/** A map that is dragged from its card. While it is on its way only its kind can be seen, as browsers have it. */
export const dragged = {
  give: (data: DataTransfer, { id, name }: Carried): void => {
    data.setData(kind, `${id} ${name}`);
    data.effectAllowed = "move";
  },
  isHere: (data: DataTransfer): boolean => data.types.includes(kind),
  take: (data: DataTransfer): Carried | null => {
    const given = data.getData(kind);
    const [, id, name] = /^(\S+) (.*)$/su.exec(given) ?? [];
    return id === undefined || name === undefined ? null : { id, name };
  },
};
