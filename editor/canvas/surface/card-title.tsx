import { Suspense } from "react";
import { lazy } from "../../ui/lazy.ts";
import type { MapNode } from "#engine/map.ts";
import { changeNode } from "../../drawing/draft.ts";
import { useWords } from "../../language.tsx";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import { focusCard } from "../floats/focus-card.ts";

const TitleField = lazy(() => import("./title-field.tsx"));

/** What a card is called; written anew in its place by F2 or a double click. */
export function CardTitle({
  node,
  title,
  className,
}: {
  node: MapNode;
  title: string;
  className?: string | undefined;
}) {
  const { t } = useWords();
  const canvas = useCanvas();
  const renaming = useCanvasPart((state) => state.renaming === node.id);
  const done = (words: string | null) => {
    canvas.set({ renaming: null });
    if (words !== null) canvas.edit(changeNode(node.id, { title: words }));
    focusCard(node.id);
  };
  return (
    <div
      className={className}
      onDoubleClick={(event) => {
        event.stopPropagation();
        canvas.set({ renaming: node.id });
      }}
    >
      {renaming ? (
        <Suspense fallback={title}>
          <TitleField value={node.title} label={t("inspector.name")} hint={title} done={done} />
        </Suspense>
      ) : (
        title
      )}
    </div>
  );
}
