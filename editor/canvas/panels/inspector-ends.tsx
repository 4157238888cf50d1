import "./words.ts";
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconCopy, IconDots, IconTrash, IconX } from "@tabler/icons-react";
import type { MapNode } from "#engine/map.ts";
import { titleOf } from "../../drawing/describe.ts";
import { changeNode } from "../../drawing/draft.ts";
import { orderOf } from "../../drawing/order.ts";
import { useAhead } from "../../ui/ahead.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { duplicate, removeChosen } from "../state/commands.ts";
import { useAccountOf } from "../state/map-context.ts";
import { focusCard } from "../floats/focus-card.ts";
import { NodeFace } from "../surface/node-face.tsx";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import classes from "./inspector.module.css";
import { SwitchButton } from "./switch-button.tsx";

/** What is chosen goes, and the keyboard goes back to the step it came from. */
function useClose(id: string | undefined) {
  const canvas = useCanvas();
  return () => {
    canvas.choose([]);
    // Its step keeps the keyboard, and is not chosen by that: the panel would be open again.
    focusCard(id, { quiet: true });
  };
}

/** What a step is, under its name: its kind, its type where its own name hides it, and what passed it last. */
function useKindWords(node: MapNode): string {
  const { t, text } = useWords();
  const manifest = manifests.get(node.type);
  const step = useCanvasPart((state) => state.overlay?.steps[node.id]);
  const kind = t(`kind.one.${manifest?.kind ?? "flow"}`);
  const passed =
    step === undefined || step.in === 0
      ? null
      : step.drops === 0
        ? t("node.in", { count: step.in })
        : t("inspector.passed", { count: step.in, drops: step.drops });
  return [kind, manifest && node.title ? text(manifest.title) : null, passed].filter(Boolean).join(" · ");
}

/** The top of the settings of one step: its face, its name to be written over, what it is. */
export function StepHead({ node }: { node: MapNode }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const close = useClose(node.id);
  const manifest = manifests.get(node.type);
  const account = useAccountOf(node);
  const usual = account?.name ?? titleOf({ ...node, title: "" }, manifest, text);
  const name = useAhead(node.title, (title) => canvas.edit(changeNode(node.id, { title }), `${node.id} title`));
  return (
    <header className={classes.header}>
      <NodeFace node={node} manifest={manifest} />
      <div className={classes.heading}>
        <input
          className={classes.name}
          aria-label={t("inspector.name")}
          title={t("inspector.nameHelp", { title: usual })}
          placeholder={usual}
          maxLength={120}
          autoComplete="off"
          value={name.written}
          onChange={(event) => name.write(event.currentTarget.value)}
          onBlur={name.tell}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.ctrlKey || event.metaKey) name.tell();
            if (event.key === "Enter") focusCard(node.id);
          }}
        />
        <span className={classes.kind}>{useKindWords(node)}</span>
      </div>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={t("inspector.more")}>
            <IconDots size={18} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.7} />} onClick={() => duplicate(canvas)}>
            {t("inspector.duplicate")}
          </Menu.Item>
          <Menu.Item
            color="brick"
            leftSection={<IconTrash size={16} stroke={1.7} />}
            onClick={() => removeChosen(canvas)}
          >
            {t("action.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <CloseStep close={close} />
    </header>
  );
}

/** The same of several steps. */
export function StepsHead({ count }: { count: number }) {
  const { t } = useWords();
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <h2>{t("inspector.many", { count })}</h2>
      </div>
      <CloseStep close={useClose(undefined)} />
    </header>
  );
}

function CloseStep({ close }: { close: () => void }) {
  const { t } = useWords();
  return (
    <Tooltip label={t("action.close")}>
      <ActionIcon aria-label={t("action.close")} onClick={close}>
        <IconX size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The bottom: which of the steps it is, in the order in which items pass, and its neighbours. */
export function StepFoot({ node }: { node: MapNode }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const document = useDocument();
  const ids = orderOf(document);
  const at = ids.indexOf(node.id);
  const beside = (by: number, label: string, Glyph: typeof IconChevronLeft) => {
    const id = ids[at + by];
    return (
      <Tooltip label={label}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={label}
          aria-disabled={id === undefined}
          {...(id === undefined ? { "data-disabled": true } : {})}
          onClick={() => (id === undefined ? undefined : canvas.choose([id]))}
        >
          <Glyph size={17} stroke={1.8} />
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    <footer className={classes.footer}>
      <SwitchButton nodes={[node]} />
      <span className={classes.place} role="status">
        {t("inspector.place", { number: at + 1, count: ids.length })}
      </span>
      {beside(-1, t("inspector.previous"), IconChevronLeft)}
      {beside(1, t("inspector.next"), IconChevronRight)}
    </footer>
  );
}
