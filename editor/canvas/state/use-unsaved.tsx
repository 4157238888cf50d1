import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { sameDrawing } from "#engine/difference.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { useMe } from "../../me.ts";
import { show } from "../../notices.tsx";
import type { Detail } from "./map-context.ts";
import type { Saver, SaveState } from "./saver.ts";
import { withSteps } from "./step-types.ts";
import type { Canvas } from "./store.ts";
import { forgetUnsaved, keepUnsaved, lookUnsaved, type Owner, type Unsaved } from "./unsaved.ts";

/** Milliseconds between an edit that cannot be saved and its copy here: a drawing may be a megabyte. */
const pause = 800;

/** `moved`: the server has another revision since, and its conflict is asked about instead. */
type Found = { owner: Owner; found: Unsaved | null; moved: boolean };

/** What this person did not get saved of this map before, looked up once when it is opened. */
export function useFound({ id, document, revision }: Detail): Found {
  const { member, workspace } = useMe();
  const [found] = useState((): Found => {
    const owner = { workspace: workspace.id, member: member.id, map: id };
    const kept = lookUnsaved(owner, Date.now());
    if (kept === null || !sameDrawing(kept.document, document))
      return { owner, found: kept, moved: kept !== null && kept.revision !== revision };
    // It arrived after all.
    forgetUnsaved(owner, [kept.tab]);
    return { owner, found: null, moved: false };
  });
  return found;
}

/**
 * Keeps in this browser what the server has not got, and puts back what was found: as an edit, which can be undone. Where the server moved on since,
 * the saver meets the conflict, and its dialog asks.
 */
export function useUnsaved(canvas: Canvas, saver: Saver, saveState: SaveState, { owner, found, moved }: Found): void {
  const { t, clock, day, language } = useWords();
  const [tab] = useState(() => crypto.getRandomValues(new Uint32Array(2)).join("-"));
  const told = useRef(false);
  const back = useRef(false);
  /** The last try did not reach the server, or something is on its way there. */
  const failing = useRef(false);
  const begun = useRef(false);
  const { kind } = saveState;

  useEffect(() => {
    if (found === null || back.current) return;
    back.current = true;
    const today = new Date(found.at).toDateString() === new Date().toDateString();
    // In a French sentence an hour has its h.
    const hour = clock(found.at).replace(":", language === "fr" ? "\u00a0h\u00a0" : ":");
    const when = today ? hour : `${day(found.at)}, ${hour}`;
    void withSteps(found.document, () => {
      canvas.replace(found.document);
      if (moved) return;
      show({
        id: "unsaved",
        message: (
          <>
            {t("unsaved.back", { time: when })}{" "}
            <Button variant="subtle" size="compact-sm" onClick={canvas.undo}>
              {t("action.undo")}
            </Button>
          </>
        ),
        color: "moss",
        autoClose: 15_000,
        closeButtonProps: { "aria-label": t("action.close") },
      });
    });
  }, [canvas, found, moved, t, clock, day, language]);

  useEffect(() => {
    const keep = () => {
      if (!saver.dirty()) return;
      const at = new Date().toISOString();
      const kept = keepUnsaved(owner, { revision: saver.revision(), at, tab, document: canvas.document() });
      if (kept || !failing.current || told.current) return;
      told.current = true;
      announce.warning(t("unsaved.noRoom"));
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      if (!failing.current) return;
      clearTimeout(timer);
      timer = setTimeout(keep, pause);
    };
    if (kind === "failed" || kind === "conflict" || kind === "refused") failing.current = true;
    if (kind !== "saved") begun.current = true;
    else if (begun.current) {
      failing.current = false;
      forgetUnsaved(owner, found === null ? [tab] : [tab, found.tab]);
    }
    later();
    const stop = canvas.subscribe(later);
    addEventListener("pagehide", keep);
    return () => {
      stop();
      clearTimeout(timer);
      removeEventListener("pagehide", keep);
    };
  }, [canvas, saver, owner, kind, found, tab, t]);
}
