import type { MapDocument } from "#engine/map.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { useOpenMap } from "../state/map-context.ts";
import { withSteps } from "../state/step-types.ts";
import { useCanvas } from "../state/store.ts";
import { putAside } from "./aside.ts";
import "./words.ts";

/**
 * Makes a published version the draft. What was drawn is saved first, so that nobody's newer drawing is overwritten unseen; it stays in the
 * undo history, and put aside in this window.
 */
export function useRestore(done: () => void): {
  restore: (number: number, said: string) => Promise<void>;
  pending: boolean;
} {
  const { t } = useWords();
  const canvas = useCanvas();
  const { detail, saver, learn } = useOpenMap();
  const change = useChange("restoreVersion", { stale: ["listMaps"] });
  const restore = async (number: number, said: string) => {
    const revision = await saver.flush();
    if (revision === null) return announce.warning(t("versions.unsaved"));
    const drawn = canvas.document();
    change.mutate(
      { params: { id: detail.id }, body: { number, revision } },
      {
        onSuccess: (reply) =>
          void withSteps(reply.document, () => {
            putAside(detail.id, drawn);
            saver.adopt(reply);
            canvas.replace(reply.document);
            canvas.set({ problems: reply.problems });
            learn(reply);
            announce.done(said);
            done();
          }),
      },
    );
  };
  return { restore, pending: change.isPending };
}

/** Puts another drawing in the place of this one, as one step that can be undone; it is saved as any other. */
export function useExchange(): (drawing: MapDocument) => void {
  const canvas = useCanvas();
  const { detail } = useOpenMap();
  return (drawing) =>
    void withSteps(drawing, () => {
      putAside(detail.id, canvas.document());
      canvas.replace(drawing);
    });
}
