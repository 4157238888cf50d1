import { useEffect, useEffectEvent, useState } from "react";
import { announce } from "../../announce.ts";
import { call } from "../../client.ts";
import { useWords } from "../../language.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { withSteps } from "../state/step-types.ts";
import { useCanvas } from "../state/store.ts";
import { type Company, createTeller } from "./teller.ts";
import { windowId } from "./window-id.ts";

/** Milliseconds after a change in which somebody counts as editing. */
const editing = 20_000;

/**
 * Who else has the map open. Where another one saved and nothing of ours is unsaved, their drawing is taken over, with a way back; where
 * something is, saving asks whose stays.
 */
export function useCompany(): Company["others"] {
  const { t } = useWords();
  const canvas = useCanvas();
  const { detail, saver, learn } = useOpenMap();
  const [others, setOthers] = useState<Company["others"]>([]);
  const [tab] = useState(windowId);
  const { id } = detail;

  const catchUp = useEffectEvent(async ({ revision, live, state, saved }: Company) => {
    const clean = () => saver.state().kind === "saved" && !saver.dirty();
    const newer = () => clean() && revision > saver.revision();
    const published = live !== (detail.live?.number ?? null);
    if (!newer() && !published && state === detail.state) return;
    const fresh = await call("getMap", { params: { id } });
    await withSteps(fresh.document, () => {
      learn(fresh);
      if (published && live !== null) announce.done(t("presence.published", { version: live }));
      // Somebody may have drawn here while it was read.
      if (!newer() || fresh.revision <= saver.revision()) return;
      saver.adopt(fresh);
      canvas.replace(fresh.document);
      canvas.set({ problems: fresh.problems });
      announce.done(saved.own ? t("presence.tookOwn") : t("presence.took", { name: saved.by ?? "" }));
    });
  });
  const hear = useEffectEvent((company: Company) => {
    setOthers(company.others);
    catchUp(company).catch(() => undefined);
  });

  useEffect(() => {
    let drawing = canvas.document();
    let changed = -editing;
    const chosen = () => {
      const [only, ...more] = [...canvas.get().chosen].filter((one) =>
        canvas.document().nodes.some((node) => node.id === one),
      );
      return only !== undefined && more.length === 0 ? only : null;
    };
    let node = chosen();
    const teller = createTeller({
      say: (word) => call("shareMap", { params: { id }, body: { tab, ...word } }, { keepalive: word.gone }),
      here: () => ({ node: chosen(), editing: performance.now() - changed < editing }),
      hear: (company) => hear(company),
      hidden: () => document.visibilityState === "hidden",
    });
    const stop = canvas.subscribe(() => {
      const moved = chosen() !== node;
      // Another's drawing that was taken over is no edit of ours.
      const edited = canvas.document() !== drawing && saver.dirty();
      if (!moved && !edited) return;
      const told = !moved && performance.now() - changed < editing;
      if (edited) changed = performance.now();
      [node, drawing] = [chosen(), canvas.document()];
      if (!told) teller.nudge();
    });
    const turn = () => document.visibilityState === "visible" && teller.wake();
    const leave = () => teller.end();
    document.addEventListener("visibilitychange", turn);
    addEventListener("pagehide", leave);
    teller.begin();
    return () => {
      stop();
      document.removeEventListener("visibilitychange", turn);
      removeEventListener("pagehide", leave);
      teller.end();
    };
  }, [canvas, id, saver, tab]);
  return others;
}
