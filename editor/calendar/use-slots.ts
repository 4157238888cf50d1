import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { call, CallError } from "../client.ts";
import { queries } from "../queries.ts";

export type Slot = Reply<"listSlots">["rows"][number];
/** A slot as it is written. */
export type Written = { id: string; account: string | null; weekday: number; minute: number; zone: string };
export type Deed = { kind: "put" | "drop"; slot: Written };

/** What takes deeds back: what was new goes, what was there stands as it was. Pure. */
export const opposite = (deeds: readonly Deed[], before: ReadonlyMap<string, Written>): Deed[] =>
  deeds.map(({ slot }) => {
    const was = before.get(slot.id);
    return was === undefined ? { kind: "drop", slot } : { kind: "put", slot: was };
  });

/** Changes slots, and takes the last change back. `rows`: as they are. */
export function useSlotDeeds(rows: readonly Slot[]) {
  const [undo, setUndo] = useState<{ said: string; back: Deed[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (deeds: readonly Deed[]): Promise<Deed[]> => {
    const done: Deed[] = [];
    setBusy(true);
    try {
      for (const deed of deeds) {
        const { id, ...body } = deed.slot;
        await (deed.kind === "put"
          ? call("saveSlot", { params: { id }, body })
          : call("deleteSlot", { params: { id } }));
        done.push(deed);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      announce.failure(error);
    } finally {
      setBusy(false);
      for (const name of ["listSlots", "slotTimes"]) void queries.invalidateQueries({ queryKey: [name] });
    }
    return done;
  };
  /** What of it could not be done is told, and what was done can be taken back. */
  const act = async (deeds: readonly Deed[], said: (count: number) => string): Promise<void> => {
    const before = new Map(
      rows.map(({ account, ...slot }) => [slot.id, { ...slot, account: account?.id ?? null } satisfies Written]),
    );
    const done = await send(deeds);
    if (done.length > 0) setUndo({ said: said(done.length), back: opposite(done, before) });
  };
  const takeBack = (): void => {
    const back = undo?.back ?? [];
    setUndo(null);
    void send(back);
  };
  return { act, busy, undo, takeBack, forget: () => setUndo(null) };
}

export type Deeds = ReturnType<typeof useSlotDeeds>;
