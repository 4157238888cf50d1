import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Table } from "../ui/table.tsx";
import { When } from "../ui/when.tsx";

/** The append-only record of what people did. Actions and subjects are stable codes, the same in every language. */
export function AuditLog() {
  const { t } = useWords();
  const { rows, query } = useRows("listAudit", { query: {} });
  return (
    <Answer query={query} lines={6} height={44}>
      {() =>
        rows.length === 0 ? (
          <Empty title={t("audit.none")} />
        ) : (
          <>
            <Table label={t("settings.audit")}>
              <thead>
                <tr>
                  <th>{t("audit.at")}</th>
                  <th>{t("audit.by")}</th>
                  <th>{t("audit.action")}</th>
                  <th>{t("audit.subject")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <When at={row.at} />
                    </td>
                    <td>{row.by ?? t("audit.system")}</td>
                    <td>
                      <code>{row.action}</code>
                    </td>
                    <td className="muted">
                      <code>{row.subject}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
            <More query={query} />
          </>
        )
      }
    </Answer>
  );
}
