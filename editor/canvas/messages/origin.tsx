import { UnstyledButton } from "@mantine/core";
import { textStepOf } from "../../drawing/own-text.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { useStepNames } from "../state/step-name.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import classes from "./answers.module.css";
import type { Message } from "./people.ts";

/** Which step wrote a message's words, as a way to it. */
export function Origin({ message }: { message: Message }) {
  const { t } = useWords();
  const { name } = useStepNames();
  const canvas = useCanvas();
  const document = useDocument();
  const step = textStepOf(document, manifests, message.node);
  if (step === null) return t("posts.wordsOwn");
  return (
    <UnstyledButton className={classes.step!} title={t("posts.openStep")} onClick={() => canvas.choose([step.id])}>
      {name(step)}
    </UnstyledButton>
  );
}
