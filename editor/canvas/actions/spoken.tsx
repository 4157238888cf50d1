import { VisuallyHidden } from "@mantine/core";
import { useWords } from "../../language.tsx";
import { useCanvasPart } from "../state/store.ts";
import { useTeller } from "./undo-words.ts";

/** Tells whoever cannot see the drawing what was just done to it, and where the keys have led them. */
export function Spoken() {
  const words = useWords();
  const said = useCanvasPart((state) => state.said);
  const teller = useTeller(said !== null && "how" in said);
  const sentence =
    said === null ? "" : "sentence" in said ? said.sentence : (teller?.spoken(said, said.how, words) ?? "");
  return (
    <VisuallyHidden role="status" data-said>
      {sentence}
    </VisuallyHidden>
  );
}
