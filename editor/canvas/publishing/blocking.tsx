import { Alert, UnstyledButton } from "@mantine/core";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { calledOf } from "../../drawing/describe.ts";
import { worstOf, type Problem } from "../state/problem.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import classes from "./blocking.module.css";

/** Lines that are shown; the bar's list has them all. */
const most = 4;

/** What forbids publishing, each with its step and a way to it; `leave` closes what this stands in. */
export function Blocking({ problems, leave }: { problems: readonly Problem[]; leave: () => void }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const { nodes } = useDocument();
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return null;
  const blank = worstOf(errors) === "blank";
  return (
    <Alert
      color={blank ? "moss" : "brick"}
      title={t(blank ? "publish.toFill" : "publish.blocked", { count: errors.length })}
    >
      {errors.slice(0, most).map((problem, index) => {
        const node = nodes.find(({ id }) => id === problem.node);
        if (node === undefined) return <div key={index}>{text(problem.message)}</div>;
        return (
          <UnstyledButton
            key={index}
            className={classes.line!}
            onClick={() => {
              leave();
              canvas.choose([node.id]);
              if (problem.field) canvas.set({ wanted: { node: node.id, field: problem.field } });
            }}
          >
            <b>{calledOf(node, manifests.get(node.type), text)}</b> · {text(problem.message)}
          </UnstyledButton>
        );
      })}
      {errors.length > most && <div>{t("publish.more", { count: errors.length - most })}</div>}
    </Alert>
  );
}
