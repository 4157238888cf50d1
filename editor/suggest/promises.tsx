import { Checkbox } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import classes from "./suggest.module.css";

type Box = Reply<"suggestionForm">["boxes"][number];

/** What is promised before something is sent; an open one says why it is asked. */
export function Promises({
  boxes,
  ticked,
  tick,
}: {
  boxes: readonly Box[];
  ticked: ReadonlySet<string>;
  tick: (id: string, on: boolean) => void;
}) {
  const { t, text } = useWords();
  if (boxes.length === 0) return null;
  return (
    <fieldset className={classes.promises}>
      <legend className={classes.legend}>{t("suggest.promises")}</legend>
      {boxes.map((box) => (
        <Checkbox
          key={box.id}
          size="md"
          className={classes.promise!}
          label={text(box.text)}
          description={ticked.has(box.id) ? undefined : text(box.why)}
          checked={ticked.has(box.id)}
          onChange={(event) => tick(box.id, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}
