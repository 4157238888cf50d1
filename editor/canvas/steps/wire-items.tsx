import "./words.ts";
import { Popover, ScrollArea } from "@mantine/core";
import { useOnViewportChange } from "@xyflow/react";
import { useEffect, useState } from "react";
import type { Text } from "#engine/text.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { When } from "../../ui/when.tsx";
import { WhyLink } from "../../why/why-link.tsx";
import { usePhone } from "../floats/phone.ts";
import { LiveItems } from "../live/live-items.tsx";
import { PinButton } from "../live/pin-button.tsx";
import { useStepNames } from "../state/step-name.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import { KeepButton } from "../tests/keep-button.tsx";
import { Dot } from "./dot.tsx";
import classes from "./wire-items.module.css";

type Row = { key: string; title: string; deliveries: number; drop: Text | null };

function Rows({ rows, notes }: { rows: readonly Row[]; notes: string[] }) {
  const { t, text } = useWords();
  return (
    <>
      <ul className={classes.rows}>
        {rows.map(({ key, title, deliveries, drop }) => (
          <li key={key}>
            <b>{title || key}</b>
            <span className={classes.buttons}>
              <KeepButton item={{ key, title }} />
              <PinButton item={{ key, title }} />
            </span>
            <div className={classes.foot}>
              <span className={classes.end}>
                {(drop !== null || deliveries > 0) && (
                  <>
                    <Dot tone={drop === null ? "good" : "plain"} />{" "}
                    {drop === null ? t("passed.accounts", { count: deliveries }) : text(drop)}
                  </>
                )}
              </span>
              <WhyLink item={key} className={classes.way} />
            </div>
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </>
  );
}

/** Of a run, with what became of each item. */
function OfRun({ run, wire, nameOf }: { run: string; wire: string; nameOf: (node: string) => string }) {
  const { t } = useWords();
  const query = useReply("wireItems", { params: { id: run, edge: wire } });
  return (
    <Answer query={query} lines={3} height={36} small>
      {() => {
        const { rows, count, more } = query.data!;
        const said = rows.map(({ drop, ...row }) => {
          const name = drop === null ? "" : nameOf(drop.node);
          const end = drop && { en: `${name}: ${drop.reason.en}`, fr: `${name} : ${drop.reason.fr}` };
          return { ...row, drop: end };
        });
        const notes = [
          ...(more ? [t("passed.more")] : []),
          ...(!more && rows.length > count ? [t("passed.among")] : []),
          ...(rows.length < count && !more ? [t("passed.kept")] : []),
        ];
        return <Rows rows={said} notes={notes} />;
      }}
    </Answer>
  );
}

/** What passed over a wire, beside its count: opened by a press or a key on it, closed with the first move of the drawing or of the list. */
export function WireItems({ wire: id }: { wire: string }) {
  const { t } = useWords();
  const { name } = useStepNames();
  const canvas = useCanvas();
  const phone = usePhone();
  const document = useDocument();
  const overlay = useCanvasPart((state) => state.overlay);
  const counts = useCanvasPart((state) => state.counts);
  const wire = document.edges.find((edge) => edge.id === id);
  const [place] = useState(() =>
    globalThis.document.querySelector(`[data-wire="${CSS.escape(id)}"] button`)?.getBoundingClientRect(),
  );
  const close = () => canvas.set({ looked: null });
  useOnViewportChange({ onStart: close });
  const there = wire !== undefined && overlay !== null && place !== undefined;
  useEffect(() => {
    if (!there) canvas.set({ looked: null });
  }, [canvas, there]);
  if (!there) return null;
  const count = (overlay.run === null ? counts?.reply.edges[id]?.count : overlay.edges[id]) ?? 0;
  const nameOf = (node: string): string => {
    const found = document.nodes.find((each) => each.id === node);
    return found ? name(found) : node;
  };
  return (
    <Popover
      opened
      onChange={(opened) => !opened && close()}
      withArrow
      trapFocus
      returnFocus
      position={phone ? "bottom" : "right"}
      width="min(420px, calc(100vw - 16px))"
      // What it is fastened to is a place and no button: what the button says of it would be said there.
      withRoles={false}
    >
      <Popover.Target>
        <span
          className={classes.place}
          style={{ left: place.left, top: place.top, width: place.width, height: place.height }}
        />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t("passed.count", { count })}>
        <h2 className={classes.title}>{t("passed.count", { count })}</h2>
        <p className={classes.of}>
          {nameOf(wire.from.node)} → {nameOf(wire.to.node)}
          {overlay.run !== null && (
            <>
              <br />
              {t("passed.ofRun")} <When at={overlay.at} />
            </>
          )}
        </p>
        {overlay.run !== null ? (
          <ScrollArea.Autosize mah={380} type="auto" scrollbars="y" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
            <OfRun run={overlay.run} wire={id} nameOf={nameOf} />
          </ScrollArea.Autosize>
        ) : counts ? (
          <LiveItems counts={counts} edge={id} />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
