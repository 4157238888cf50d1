import { Button } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import type { MapNode } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { isOff, switchChosen } from "../actions/hand.ts";
import { useCanvas } from "../state/store.ts";

/** Switches the chosen steps off, and on again. */
export function SwitchButton({ nodes }: { nodes: readonly MapNode[] }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const off = isOff(nodes);
  const Glyph = off ? IconEye : IconEyeOff;
  return (
    <Button
      variant="subtle"
      color="ink"
      px={8}
      leftSection={<Glyph size={16} stroke={1.7} />}
      onClick={() => switchChosen(canvas)}
    >
      {t(off ? "inspector.on" : "inspector.off")}
    </Button>
  );
}
