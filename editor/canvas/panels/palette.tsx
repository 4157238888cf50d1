import { ActionIcon, Kbd, ScrollArea, TextInput, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from "@tabler/icons-react";
import { useRef, useState, type DragEvent, type RefObject } from "react";
import type { Manifest } from "#engine/node.ts";
import { useWords } from "../../language.tsx";
import { manifestsByKind } from "../../nodes.ts";
import { dragConfig, dragType } from "../surface/flow-view.tsx";
import { fold } from "./fold.ts";
import { NodeIcon } from "../../ui/node-icon.tsx";
import classes from "./palette.module.css";

function Entry({ manifest, add }: { manifest: Manifest; add: (manifest: Manifest) => void }) {
  const { t, text } = useWords();
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(dragType, manifest.type);
    event.dataTransfer.setData(dragConfig, JSON.stringify(manifest.defaults));
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <Tooltip label={text(manifest.help)} position="right" openDelay={500} w={260}>
      <button
        type="button"
        className={`${classes.entry} kind-${manifest.kind}`}
        draggable
        onDragStart={onDragStart}
        onClick={() => add(manifest)}
        aria-label={t("palette.add", { title: text(manifest.title) })}
        data-type={manifest.type}
      >
        <span className={classes.icon}>
          <NodeIcon manifest={manifest} size={17} />
        </span>
        <span>{text(manifest.title)}</span>
      </button>
    </Tooltip>
  );
}

/** The sources that read what is at an address, as they are dropped: with the address filled in. */
function takers(query: string): ReadonlyMap<string, Manifest> {
  const address = query.trim();
  return new Map(
    [...manifestsByKind.values()].flat().flatMap((manifest) => {
      const defaults: unknown = address === "" ? null : (manifest.takes?.(address) ?? null);
      return defaults === null ? [] : [[manifest.type, { ...manifest, defaults }] as const];
    }),
  );
}

/** All kinds of steps, grouped and searchable; drag one onto the map, or press Enter. */
export function Palette({
  add,
  search,
  opened,
  toggle,
}: {
  add: (manifest: Manifest) => void;
  search: RefObject<HTMLInputElement | null>;
  opened: boolean;
  toggle: () => void;
}) {
  const { t, text } = useWords();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  if (!opened) {
    return (
      <aside className={classes.folded} aria-label={t("palette.title")}>
        <Tooltip label={t("palette.show")} position="right">
          <ActionIcon onClick={toggle} aria-label={t("palette.show")} aria-expanded={false}>
            <IconLayoutSidebarLeftExpand size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </aside>
    );
  }
  const wanted = fold(query.trim());
  const taken = takers(query);
  const matches = (manifest: Manifest) =>
    wanted === "" ||
    taken.has(manifest.type) ||
    [manifest.title.en, manifest.title.fr, manifest.type, text(manifest.help)].some((words) =>
      fold(words).includes(wanted),
    );
  const groups = [...manifestsByKind]
    .map(([kind, all]) => [kind, all.filter(matches)] as const)
    .filter(([, some]) => some.length > 0);
  const found = groups[0]?.[1][0];
  const first = found && (taken.get(found.type) ?? found);
  return (
    <aside className={classes.palette} aria-label={t("palette.title")}>
      <div className={classes.top}>
        <TextInput
          ref={search}
          className={classes.search!}
          aria-label={t("palette.search")}
          placeholder={t("palette.search")}
          leftSection={<IconSearch size={15} stroke={1.8} />}
          rightSection={query === "" ? <Kbd size="xs">/</Kbd> : null}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && first) add(first);
            if (event.key === "ArrowDown") list.current?.querySelector("button")?.focus();
            if (event.key === "Escape") {
              setQuery("");
              event.currentTarget.blur();
            }
          }}
        />
        <Tooltip label={t("palette.hide")}>
          <ActionIcon onClick={toggle} aria-label={t("palette.hide")} aria-expanded>
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ScrollArea className={classes.list!} type="hover" scrollbarSize={8}>
        <div ref={list}>
          {groups.map(([kind, some]) => (
            <section key={kind} className={classes.group} aria-label={t(`kind.${kind}`)}>
              <h2 className={`${classes.kind} kind-${kind}`}>{t(`kind.${kind}`)}</h2>
              {some.map((manifest) => (
                <Entry key={manifest.type} manifest={taken.get(manifest.type) ?? manifest} add={add} />
              ))}
            </section>
          ))}
          {groups.length === 0 && <p className={classes.none}>{t("palette.none", { query })}</p>}
        </div>
      </ScrollArea>
      <p className={classes.hint}>{t("palette.hint")}</p>
    </aside>
  );
}
