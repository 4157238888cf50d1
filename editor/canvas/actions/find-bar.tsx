import "./words.ts";
import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from "@tabler/icons-react";
import { useReactFlow, ViewportPortal } from "@xyflow/react";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import type { MapNode } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { focusCard } from "../floats/focus-card.ts";
import { useOpenMap } from "../state/map-context.ts";
import { useDocument } from "../state/store.ts";
import { useDesk } from "./desk.ts";
import classes from "./find-bar.module.css";
import { findSteps } from "./finding.ts";

/** Finds steps on the drawing by what they are called and set to. Enter walks them; what was walked to is chosen once the search closes. */
export function FindBar() {
  const { t } = useWords();
  const { canvas, camera } = useDesk();
  const flow = useReactFlow();
  const document = useDocument();
  const { accounts } = useOpenMap();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const namesOf = ({ title, type, config }: MapNode): string[] => {
    const names = manifests.get(type)?.title;
    const { account } = config;
    const known = typeof account === "string" ? accounts.get(account) : undefined;
    return [title, type, names?.en ?? "", names?.fr ?? "", known?.name ?? "", known?.handle ?? ""].filter(Boolean);
  };
  const hits = findSteps(document, query, namesOf);
  const now = Math.min(at, Math.max(0, hits.length - 1));
  const current = hits[now];
  const id = current?.id;

  const show = useEffectEvent((wanted: string | undefined) => wanted !== undefined && camera.reveal(wanted));
  useEffect(() => void show(id), [id]);
  // The keys of the search while it is open bring back to its field.
  const again = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") field.current?.select();
  });
  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent) => again(event);
    globalThis.document.addEventListener("keydown", key);
    return () => globalThis.document.removeEventListener("keydown", key);
  }, []);
  const close = () => {
    canvas.set({ finding: false });
    if (id === undefined) return;
    canvas.choose([id]);
    focusCard(id);
  };
  const step = (by: number) => setAt((now + by + hits.length) % Math.max(1, hits.length));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") close();
    else step(event.shiftKey ? -1 : 1);
  };
  const count = t("find.count", { number: hits.length === 0 ? 0 : now + 1, count: hits.length });
  return (
    <>
      <search className={classes.bar} aria-label={t("do.find")}>
        <IconSearch size={17} stroke={1.8} aria-hidden="true" />
        <input
          ref={field}
          aria-label={t("do.find")}
          placeholder={t("find.hint")}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={(event) => (setQuery(event.currentTarget.value), setAt(0))}
          onKeyDown={onKeyDown}
        />
        <span role="status" className={`${classes.count} num`}>
          {query.trim() !== "" && count}
        </span>
        <ActionIcon aria-label={t("find.before")} onClick={() => step(-1)} disabled={hits.length < 2}>
          <IconChevronUp size={16} stroke={1.8} />
        </ActionIcon>
        <ActionIcon aria-label={t("find.next")} onClick={() => step(1)} disabled={hits.length < 2}>
          <IconChevronDown size={16} stroke={1.8} />
        </ActionIcon>
        <ActionIcon aria-label={t("action.close")} onClick={close}>
          <IconX size={16} stroke={1.8} />
        </ActionIcon>
      </search>
      <ViewportPortal>
        {hits.map((node) => {
          const { width = 232, height = 64 } = flow.getInternalNode(node.id)?.measured ?? {};
          const { x, y } = node.position;
          return (
            <div
              key={node.id}
              className={classes.hit}
              data-now={node === current || undefined}
              style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
            />
          );
        })}
      </ViewportPortal>
    </>
  );
}
