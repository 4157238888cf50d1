import "./words.ts";
import { ActionIcon, Button, Menu, ScrollArea } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Suspense } from "react";
import { lazy } from "../../ui/lazy.ts";
import { useWords } from "../../language.tsx";
import { facesByKind } from "../../nodes.ts";
import { addNext } from "../state/commands.ts";
import { withManifest } from "../state/step-types.ts";
import { NodeIcon } from "../../ui/node-icon.tsx";
import { orderOf } from "../../drawing/order.ts";
import { blocksOf } from "../../drawing/marks.ts";
import { OutlineGroup, OutlineNote } from "./outline-marks.tsx";
import { OutlineStep } from "./outline-step.tsx";
import classes from "./outline.module.css";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";

function AddMenu() {
  const { t, text } = useWords();
  const canvas = useCanvas();
  return (
    <Menu position="bottom-start" width={260} withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={16} stroke={1.8} />}>
          {t("outline.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflow: "auto" }}>
        {[...facesByKind].map(([kind, faces]) => (
          <div key={kind}>
            <Menu.Label>{t(`kind.${kind}`)}</Menu.Label>
            {faces.map((face) => (
              <Menu.Item
                key={face.type}
                className={`kind-${kind}`}
                leftSection={
                  <ActionIcon component="span" size={26} variant="transparent" style={{ color: "var(--kind)" }}>
                    <NodeIcon manifest={face} size={16} />
                  </ActionIcon>
                }
                onClick={() => void withManifest(face.type, (manifest) => addNext(canvas, manifest, { x: 0, y: 0 }))}
              >
                {text(face.title)}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

// What passed over a wire is looked at here as beside the drawing.
const WireItems = lazy(async () => ({ default: (await import("../steps/wire-items.tsx")).WireItems }));

/** The map as a list, with the same powers as the drawing: add, wire, edit, delete, look at what passed. */
export function Outline() {
  const { t } = useWords();
  const canvas = useCanvas();
  const looked = useCanvasPart((state) => state.looked);
  const document = useDocument();
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const ordered = orderOf(document).flatMap((id) => byId.get(id) ?? []);
  return (
    <ScrollArea className={classes.outline!} type="hover" onScrollPositionChange={() => canvas.set({ looked: null })}>
      <div className={classes.inner}>
        <header className={classes.header}>
          <div>
            <h2>{t("outline.title")}</h2>
            <p>{t("outline.intro")}</p>
          </div>
          <AddMenu />
        </header>
        {document.nodes.length === 0 ? (
          <div className={classes.empty}>
            <strong>{t("empty.title")}</strong>
            <p>{t("empty.text")}</p>
          </div>
        ) : (
          <ol className={classes.list}>
            {blocksOf(document, ordered).map(({ group, nodes }) =>
              group ? (
                <OutlineGroup key={`group ${group.id}`} group={group}>
                  {nodes.map((node) => (
                    <OutlineStep key={node.id} node={node} />
                  ))}
                </OutlineGroup>
              ) : (
                nodes.map((node) => <OutlineStep key={node.id} node={node} />)
              ),
            )}
            {document.notes?.map((note) => (
              <OutlineNote key={note.id} note={note} />
            ))}
          </ol>
        )}
      </div>
      <Suspense>{looked !== null && <WireItems key={looked} wire={looked} />}</Suspense>
    </ScrollArea>
  );
}
