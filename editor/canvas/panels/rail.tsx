import { UnstyledButton } from "@mantine/core";
import {
  IconArrowRampRight2,
  IconFilter,
  IconPencil,
  IconRss,
  IconSearch,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import { Suspense, type ReactNode } from "react";
import { lazy } from "../../ui/lazy.ts";
import { nodeKinds, type NodeKind } from "#engine/node.ts";
import { useWords } from "../../language.tsx";
import type { Add, Shelf } from "./palette.tsx";
import classes from "./rail.module.css";
import { useFloat } from "../floats/room.ts";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

const icons: Record<NodeKind, Icon> = {
  source: IconRss,
  filter: IconFilter,
  rewrite: IconPencil,
  flow: IconArrowRampRight2,
  target: IconUsers,
};

/** A place on the rail: an icon on its own ground, and the word below it where there is room. */
export function RailButton({
  icon: Glyph,
  label,
  name = label,
  kind,
  opened,
  act,
}: {
  icon: Icon;
  label: string;
  /** For readers, where the word alone says too little. */
  name?: string;
  kind?: NodeKind;
  opened?: boolean;
  act: () => void;
}) {
  return (
    <UnstyledButton
      className={`${classes.place} ${kind === undefined ? "" : `kind-${kind}`}`}
      onClick={act}
      aria-label={name}
      title={name}
      {...(opened === undefined ? {} : { "aria-expanded": opened })}
      data-shelf={kind}
    >
      <span className={classes.icon}>
        <Glyph size={20} stroke={1.8} aria-hidden="true" />
      </span>
      <span className={classes.word} aria-hidden="true">
        {label}
      </span>
    </UnstyledButton>
  );
}

/** What a map is made of, at the left of the drawing: search and the five kinds. A press opens the list beside it. */
export function Rail({
  shelf,
  open,
  add,
  children,
}: {
  shelf: Shelf | null;
  open: (shelf: Shelf | null) => void;
  add: Add;
  /** More places, below the kinds. */
  children?: ReactNode;
}) {
  const { t } = useWords();
  const float = useFloat("left");
  return (
    <>
      <nav className={classes.rail} aria-label={t("palette.title")} ref={float}>
        <RailButton
          icon={IconSearch}
          label={t("rail.search")}
          name={t("rail.searchName")}
          opened={shelf === "search"}
          act={() => open(shelf === "search" ? null : "search")}
        />
        {nodeKinds.map((kind) => (
          <RailButton
            key={kind}
            icon={icons[kind]}
            label={t(`kind.${kind}`)}
            kind={kind}
            opened={shelf === kind}
            act={() => open(shelf === kind ? null : kind)}
          />
        ))}
        {children}
      </nav>
      <Suspense>{shelf && <Palette key={shelf} shelf={shelf} close={() => open(null)} add={add} />}</Suspense>
    </>
  );
}
