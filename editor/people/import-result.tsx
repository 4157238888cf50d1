import { Alert, Button, Group, Progress } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { saveAs } from "../ui/save-as.ts";
import { Table } from "../ui/table.tsx";
import own from "./people.module.css";
import type { Preview, Told } from "./use-inviting.ts";

const drawn = 100;
/** A name that begins as a formula is none to a spreadsheet. */
const quoted = (cell: string): string => `"${cell.replace(/^(?=[=+\-@])/u, "'").replaceAll('"', '""')}"`;

/** Who got what: while it goes on, and when it is whole. */
export function ImportResult({
  preview,
  told,
  whole,
  children,
}: {
  preview: Preview;
  told: readonly Told[];
  whole: boolean;
  children: ReactNode;
}) {
  const { t } = useWords();
  const all = preview.people.length;
  const count = (outcome: Told["outcome"]): number => told.filter((each) => each.outcome === outcome).length;
  const made = told.filter(({ link }) => link !== null);
  const others = told.filter(({ outcome }) => outcome !== "mailed" && outcome !== "made");
  const save = (): void => {
    const rows = [
      [t("people.name"), t("people.email"), t("import.link")],
      ...made.map(({ name, email, link }) => [name, email, link ?? ""]),
    ];
    const csv = rows.map((row) => row.map(quoted).join(";")).join("\r\n");
    saveAs(t("import.linksName"), "text/csv", `\uFEFF${csv}\r\n`);
  };
  return (
    <div className={own.preview}>
      {!whole && (
        <>
          <p className={own.sum}>{t("import.under", { done: told.length, all })}</p>
          <Progress value={(100 * told.length) / Math.max(1, all)} aria-label={t("import.progress")} />
        </>
      )}
      {children}
      {whole && (
        <>
          <p role="status" className={own.sum}>
            {t("import.done", { mailed: count("mailed"), made: made.length, others: others.length })}
          </p>
          {count("mailed") > 0 && <p className="muted">{t("import.pace")}</p>}
          {made.length > 0 && (
            <Alert color="honey">
              <p className={own.alertText}>{t("import.links", { count: made.length })}</p>
              <Button leftSection={<IconDownload size={18} stroke={1.8} />} onClick={save}>
                {t("import.linksGet")}
              </Button>
            </Alert>
          )}
          <Group gap={12}>
            <Button variant="default" component={Link} href="/people">
              {t("import.see")}
            </Button>
          </Group>
        </>
      )}
      {told.length > 0 && (
        <Table label={t("import.result")}>
          <thead>
            <tr>
              <th>{t("people.name")}</th>
              <th>{t("import.got")}</th>
            </tr>
          </thead>
          <tbody>
            {told.slice(0, drawn).map(({ name, email, outcome }) => (
              <tr key={email}>
                <td>
                  {name} <span className="muted">{email}</span>
                </td>
                <td>{t(`import.state.${outcome}`)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {told.length > drawn && <p className="muted">{t("import.more", { count: told.length - drawn })}</p>}
    </div>
  );
}
