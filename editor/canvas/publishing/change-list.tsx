import { VisuallyHidden } from "@mantine/core";
import { useWords } from "../../language.tsx";
import classes from "./change-list.module.css";
import type { Row, Sort } from "./change-rows.ts";
import type { Changed } from "./field-words.ts";

export const signs: Record<Sort, string> = { added: "+", edited: "=", removed: "−" };

/** What differs, a row each: a press shows it in the drawing. Old and new stand side by side, and are told apart in words too. */
export function ChangeList({
  rows,
  shown,
  show,
}: {
  rows: readonly Row[];
  shown: string | null;
  show: (row: Row) => void;
}) {
  const { t } = useWords();
  return (
    <ul className={classes.list} aria-label={t("changes.heading")}>
      {rows.map((row) => (
        <li key={row.id} data-shown={row.id === shown || undefined}>
          <span className={classes.sign} data-sort={row.sort} aria-hidden="true">
            {signs[row.sort]}
          </span>
          <div className={classes.head}>
            <button
              type="button"
              className={classes.title}
              title={row.title}
              disabled={row.nodes.length === 0}
              onClick={() => show(row)}
            >
              <VisuallyHidden>{t(`changes.${row.sort}`)} </VisuallyHidden>
              {row.title}
            </button>
            {row.about !== "" && <div className={classes.about}>{row.about}</div>}
          </div>
          {row.fields.length > 0 && (
            <dl className={classes.fields}>
              {row.fields.map((field, index) => (
                <div key={index}>
                  <dt>{field.label}</dt>
                  <dd>
                    <Parts field={field} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}

function Parts({ field: { parts, list } }: { field: Changed }) {
  const { t } = useWords();
  if (parts.length === 0 || (parts.length === 1 && parts[0]!.kind === "old"))
    return (
      <>
        <Old text={parts[0]?.text ?? ""} list={list} /> <em className={classes.none}>{t("changes.nothing")}</em>
      </>
    );
  return parts.map(({ kind, text }, index) => {
    if (kind === "old") return <Old key={index} text={text} list={list} />;
    if (kind === "same")
      return list ? (
        <span key={index} className={classes.chip}>
          {text}
        </span>
      ) : (
        <span key={index}>{text}</span>
      );
    return (
      <ins key={index} className={list ? classes.chip : undefined}>
        <VisuallyHidden> {t("changes.is")} </VisuallyHidden>
        {text}
      </ins>
    );
  });
}

function Old({ text, list }: { text: string; list: boolean }) {
  const { t } = useWords();
  if (text === "") return null;
  return (
    <del className={list ? classes.chip : undefined}>
      <VisuallyHidden> {t("changes.was")} </VisuallyHidden>
      {text}
    </del>
  );
}
