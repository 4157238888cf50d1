import { useWords } from "../language.tsx";
import type { Row } from "../replies.ts";
import { spellBytes } from "../ui/bytes.ts";
import { Table } from "../ui/table.tsx";
import { When } from "../ui/when.tsx";
import classes from "./settings.module.css";

/** The backups that ended, those that failed included, with what is in them and where they lie. */
export function BackupList({ rows }: { rows: Row<"listBackups">[] }) {
  const { t, text, language } = useWords();
  return (
    <Table label={t("backups.list")}>
      <thead>
        <tr>
          <th>{t("backups.at")}</th>
          <th>{t("backups.size")}</th>
          <th>{t("backups.contents")}</th>
          <th>{t("backups.file")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <When at={row.contents?.takenAt ?? row.endedAt ?? row.at} />
              <div className="muted">{row.cause === "person" ? row.by : t(`backups.by.${row.cause}`)}</div>
            </td>
            <td className="num" style={{ whiteSpace: "nowrap" }}>
              {row.bytes === null ? "–" : spellBytes(row.bytes, language)}
            </td>
            <td className={classes.told}>
              {row.state === "failed" ? (
                <>
                  <strong>{t("backups.failed")}.</strong> {row.failure && text(row.failure)}
                </>
              ) : (
                row.contents && t("backups.holds", row.contents)
              )}
            </td>
            <td className={classes.told}>
              {row.file !== null && (
                <code>
                  {row.there === null && row.host !== null
                    ? t("backups.onHost", { file: row.file, host: row.host })
                    : row.file}
                </code>
              )}
              {row.there === false && <div>{t("backups.gone")}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
