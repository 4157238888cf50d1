import { Modal } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";

import { card, free } from "../../drawing/inserting.ts";
import { useWords } from "../../language.tsx";
import { useDesk } from "../actions/desk.ts";
import { focusCard } from "../floats/focus-card.ts";
import { addAt } from "../state/commands.ts";
import { withManifest } from "../state/step-types.ts";
import { AddressForm } from "./address-form.tsx";
import { useFinder } from "./finder.ts";

/** An address that was pasted onto a map with steps: what is there is read, and becomes one more source. */
export function AddressDialog({ address }: { address: string }) {
  const { t } = useWords();
  const { canvas, camera } = useDesk();
  const close = () => canvas.set({ sought: null });
  const finder = useFinder((type, config) => {
    close();
    const { x, y } = camera.middle();
    void withManifest(type, (manifest) => {
      const place = free(canvas.document(), { x: x - card.half, y: y - card.port });
      focusCard(addAt(canvas, { ...manifest, defaults: config }, place));
    });
  });
  const begin = useEffectEvent(() => finder.begin(address));
  useEffect(() => begin(), []);
  return (
    <Modal
      opened
      onClose={close}
      title={t("empty.title")}
      size={560}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <AddressForm finder={finder} focus act={t("empty.add")} />
    </Modal>
  );
}
