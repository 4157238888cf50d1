import { type Words, useWords } from "../language.tsx";
import { deeds } from "../messages/deeds.ts";
import { type Row, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Table } from "../ui/table.tsx";
import { When } from "../ui/when.tsx";

type Deed = Row<"listAudit">;
type Said = keyof typeof deeds;
const isSaid = (key: string): key is Said => key in deeds;

/** What a deed was, behind its doer's name; one that this page has no words for by its stable code. */
export function deedWords(
  { action, name, subject, detail }: Pick<Deed, "action" | "name" | "subject" | "detail">,
  t: Words["t"],
) {
  const key = `did.${action}`;
  const word = (value: unknown): string => (typeof value === "string" ? value : "");
  const number = Number(detail["number"] ?? detail["count"] ?? 0);
  return isSaid(key)
    ? t(key, {
        name: name || word(detail["name"]) || word(detail["handle"]) || "…",
        title: word(detail["title"]),
        mode: word(detail["mode"]),
        answer: word(detail["answer"]),
        days: Number(detail["days"] ?? 0),
        count: number,
        number,
      })
    : `${action} · ${subject}`;
}

/** The append-only record of what people did. Each line is a sentence; its stable code is there for whoever compares. */
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
                  <th>{t("audit.action")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} title={`${row.action} ${row.subject}`}>
                    <td>
                      <When at={row.at} />
                    </td>
                    <td>
                      <strong>{row.by ?? t("audit.system")}</strong> {deedWords(row, t)}
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
