import "./words.ts";
import { useWords } from "../../language.tsx";
import { useCanvasPart } from "../state/store.ts";
import { Dot } from "./dot.tsx";
import classes from "./hindered.module.css";
import { toneOf, useSaid } from "./said.ts";

/** Targets that are told of; the others say it on their cards. */
const most = 8;

/** Of each target, who gets nothing just now or not for long, with the reason: they are meant, and do not vanish. Nothing where all is well. */
export function Hindered({ nameOf }: { nameOf: (node: string) => string | null }) {
  const { t } = useWords();
  const { said } = useSaid();
  const signs = useCanvasPart((state) => state.signs);
  const rows = Object.values(signs).flatMap(({ node, reach }) => {
    const name = nameOf(node);
    return reach?.first && name !== null ? [{ node, name, hindered: reach.hindered, first: reach.first }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <ul className={classes.hindered}>
      {rows.slice(0, most).map(({ node, name, hindered, first }) => (
        <li key={node}>
          <Dot tone={toneOf(first)} />
          <span>
            <b>{name}</b> · {t("sign.one", { name: first.name, why: said(first) })}
            {hindered > 1 && ` · ${t("sign.hindered", { count: hindered })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
