import { Button } from "@mantine/core";
import type { Text } from "#engine/text.ts";
import { useWords } from "../../language.tsx";
import type { Row } from "../../replies.ts";
import { Face } from "../../ui/face.tsx";
import { Tag } from "../../ui/tag.tsx";
import { When } from "../../ui/when.tsx";
import classes from "./history-dialog.module.css";
import { useRestore } from "./restoring.ts";

/** One published version: who, when, why, and what it changed. */
export function VersionItem({
  row,
  chosen,
  choose,
  close,
}: {
  row: Row<"listVersions">;
  chosen: boolean;
  choose: () => void;
  close: () => void;
}) {
  const { t } = useWords();
  const changed = useChangeWords();
  const { restore, pending } = useRestore(close);
  return (
    <li data-chosen={chosen || undefined}>
      {row.by === null ? <span /> : <Face name={row.by} size={28} />}
      <div className={classes.words}>
        <button type="button" className={classes.choose} aria-pressed={chosen} onClick={choose}>
          {t("versions.row", { number: row.number })}
        </button>{" "}
        {row.live && <Tag tone="live">{t("versions.live")}</Tag>}
        {row.note !== "" && <div className={classes.note}>{row.note}</div>}
        <div className={classes.what}>{changed(row)}</div>
        <div className={classes.about}>
          {row.by && `${row.by} · `}
          {row.signedBy && `${t("versions.signed", { name: row.signedBy })} · `}
          <When at={row.publishedAt} />
        </div>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        loading={pending}
        onClick={() => void restore(row.number, t("versions.restored", { number: row.number }))}
      >
        {t("versions.restore")}
      </Button>
    </li>
  );
}

/** What a version changed, in one line. */
function useChangeWords(): (row: Row<"listVersions">) => string {
  const { t, text } = useWords();
  const names = (each: readonly Text[]) => each.map(text).join(", ");
  return ({ number, change, nodes }) => {
    const steps = t("versions.steps", { count: nodes });
    if (change === null) return number === 1 ? `${t("versions.first")} · ${steps}` : steps;
    const { added, edited, removed, more, wires, settings } = change;
    const said = [
      ...(added.length > 0 ? [t("versions.added", { names: names(added) })] : []),
      ...(edited.length > 0 ? [t("versions.edited", { names: names(edited) })] : []),
      ...(removed.length > 0 ? [t("versions.removed", { names: names(removed) })] : []),
      ...(more > 0 ? [t("versions.more", { count: more })] : []),
      ...(wires > 0 ? [t("versions.wires", { count: wires })] : []),
      ...settings.map((setting) => t(`changes.${setting}`)),
    ];
    return said.length === 0 ? t("versions.moved") : said.join(" · ");
  };
}
