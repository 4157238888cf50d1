import { useEffect, useRef, useState } from "react";
import { call } from "../client.ts";
import { useChange } from "../replies.ts";
import type { Waiting } from "./archive-dialog.tsx";
import type { MapRow } from "./health.ts";

type Leaving = { map: MapRow; waiting: Waiting };
const partsOf = ({ map, waiting }: Leaving) => ({ params: { id: map.id }, query: { waiting } });

/**
 * Archiving waits a few seconds for second thoughts before it is done; who leaves the page, or archives another, has had theirs. Where a
 * map could send something meanwhile, it is asked first what becomes of that.
 */
export function useArchive() {
  const [asked, ask] = useState<MapRow | null>(null);
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const change = useChange("deleteMap", { stale: ["listMaps", "listFolders"] });
  const finish = () => {
    if (leaving) change.mutate(partsOf(leaving));
    setLeaving(null);
  };
  const leave = (map: MapRow, waiting: Waiting) => {
    if (leaving) change.mutate(partsOf(leaving));
    ask(null);
    setLeaving({ map, waiting });
  };
  const pending = useRef<Leaving | null>(null);
  useEffect(() => {
    pending.current = leaving;
  }, [leaving]);
  useEffect(
    () => () => {
      if (pending.current) void call("deleteMap", partsOf(pending.current), { keepalive: true });
    },
    [],
  );
  return {
    asked,
    close: () => ask(null),
    begin: (map: MapRow) => (map.state === "live" ? ask(map) : leave(map, "cancel")),
    leave,
    leaving,
    undo: () => setLeaving(null),
    finish,
    /** Those that are not shown any more. */
    gone: new Set([leaving?.map.id, change.isError ? undefined : change.variables?.params.id]),
  };
}
