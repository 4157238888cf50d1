import "./words.ts";
import { Anchor } from "@mantine/core";
import { type ReactNode, useCallback, useDeferredValue, useMemo, useState } from "react";
import type { MapNode } from "#engine/map.ts";
import { announce } from "../../announce.ts";
import { networksBehind } from "../../drawing/around.ts";
import { useWords } from "../../language.tsx";
import { NetworkMark, networkTitle } from "../../ui/network.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import classes from "./own-tabs.module.css";
import { Writing } from "./own-writing.tsx";
import { familyOf, useOwnTextAt } from "./use-own-text.ts";

/**
 * Above a step's text, the networks that it is written for. A map has no text per network inside a step: one of its own is a branch, here as
 * where messages are read (edit-here.tsx). So a tab with a dot leads to that branch's step, and one without offers to make it, and says
 * what that draws before anything is drawn.
 */
export function OwnTabs({ node, field, children }: { node: MapNode; field: string; children: ReactNode }) {
  const { t } = useWords();
  const canvas = useCanvas();
  // The tabs may come a moment after a letter: who types is not kept waiting for a walk through the whole map.
  const document = useDeferredValue(useDocument());
  const { accounts } = useOpenMap();
  const [asked, ask] = useState<string | null>(null);
  const reaches = useCallback(
    (step: string) => networksBehind(document, step, accounts.values()),
    [document, accounts],
  );
  const family = useMemo(() => familyOf(document, node.id, reaches), [document, node.id, reaches]);
  const here = family?.networks.find(({ step }) => step === node.id)?.network ?? null;
  const network =
    asked !== null && family?.networks.some((one) => one.network === asked && one.step === null) ? asked : null;
  const own = useOwnTextAt(node, here ?? network);
  const lead = (step: string) => {
    canvas.choose([step]);
    canvas.set({ wanted: { node: step, field } });
  };
  const press = (name: string, step: string | null) => {
    if (step !== null) lead(step);
    else if (here !== null && family !== null) lead(family.common);
    else ask(name);
  };
  const title = networkTitle(here ?? network ?? "");
  // The field keeps its place whether there are tabs or not: they may come while somebody writes in it.
  return (
    <div className={classes.family}>
      {family !== null && (
        <div role="group" aria-label={t("own.tabs")} className={classes.tabs}>
          <button
            type="button"
            aria-pressed={here === null && network === null}
            onClick={() => (here === null ? ask(null) : lead(family.common))}
          >
            {t("own.all")}
          </button>
          {family.networks.map(({ network: name, step }) => {
            const said = t(step === null ? "own.shares" : "own.has", { network: networkTitle(name) });
            return (
              <button
                key={name}
                type="button"
                aria-pressed={name === (here ?? network)}
                aria-label={said}
                title={said}
                onClick={() => (step === node.id ? undefined : press(name, step))}
              >
                <NetworkMark network={name} size={18} />
                {step !== null && <i className={classes.dot} />}
              </button>
            );
          })}
        </div>
      )}
      {family !== null && here !== null && own !== null && (
        <p className={classes.branch}>
          {t("own.branch", { network: title })}{" "}
          <Anchor
            component="button"
            type="button"
            inherit
            underline="always"
            onClick={() => {
              own.back();
              announce.done(t("own.common", { network: title }));
              lead(family.common);
            }}
          >
            {t("own.takeBack")}
          </Anchor>
        </p>
      )}
      {network !== null && own !== null ? (
        <Writing
          key={network}
          own={own}
          network={network}
          cancel={() => ask(null)}
          save={(text) => {
            own.save(text);
            announce.done(t(own.did === "branch" ? "own.branched" : "own.changed", { network: title }));
            ask(null);
          }}
        />
      ) : (
        children
      )}
    </div>
  );
}
