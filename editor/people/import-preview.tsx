import type { ReactNode } from "react";
import { Title } from "@mantine/core";
import { useWords } from "../language.tsx";
import { Table } from "../ui/table.tsx";
import own from "./people.module.css";
import type { Preview } from "./use-inviting.ts";

/** Rows that are drawn; the sentence above them counts all. */
const drawn = 100;

/** What a list would do, worst first: lines that cannot be used, people who are known, then who is invited. */
export function ImportPreview({ preview, children }: { preview: Preview; children: ReactNode }) {
  const { t, text } = useWords();
  const { people, known, bad, ignored, newTeams } = preview;
  const more = (all: number) => all > drawn && <p className="muted">{t("import.more", { count: all - drawn })}</p>;
  return (
    <div className={own.preview}>
      <p role="status" className={own.sum}>
        {t("import.sum", { people: people.length, known: known.length, bad: bad.length })}
      </p>
      {ignored.length > 0 && <p className="muted">{t("import.ignored", { columns: ignored.join(", ") })}</p>}
      {newTeams.length > 0 && (
        <p className="muted">
          {t("import.newTeams", { count: newTeams.length, teams: newTeams.slice(0, 20).join(", ") })}
        </p>
      )}
      {bad.length > 0 && (
        <section>
          <Title order={2} size="h3" mb={8}>
            {t("import.bad")}
          </Title>
          <Table label={t("import.bad")}>
            <thead>
              <tr>
                <th>{t("import.line")}</th>
                <th>{t("import.what")}</th>
                <th>{t("import.why")}</th>
              </tr>
            </thead>
            <tbody>
              {bad.slice(0, drawn).map((each) => (
                <tr key={each.line}>
                  <td>{each.line}</td>
                  <td className={own.raw}>{each.text}</td>
                  <td>{text(each.why)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          {more(bad.length)}
        </section>
      )}
      {known.length > 0 && (
        <section>
          <Title order={2} size="h3" mb={8}>
            {t("import.known")}
          </Title>
          <Table label={t("import.known")}>
            <thead>
              <tr>
                <th>{t("import.line")}</th>
                <th>{t("people.name")}</th>
                <th>{t("import.why")}</th>
              </tr>
            </thead>
            <tbody>
              {known.slice(0, drawn).map(({ line, name, email, state }) => (
                <tr key={line}>
                  <td>{line}</td>
                  <td>
                    {name} <span className="muted">{email}</span>
                  </td>
                  <td>{t(`import.state.${state}`)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          {more(known.length)}
        </section>
      )}
      {people.length > 0 && (
        <section>
          <Title order={2} size="h3" mb={8}>
            {t("import.fresh")}
          </Title>
          <Table label={t("import.fresh")}>
            <thead>
              <tr>
                <th>{t("people.name")}</th>
                <th>{t("people.language")}</th>
                <th>{t("import.teams")}</th>
                <th>{t("import.place")}</th>
              </tr>
            </thead>
            <tbody>
              {people.slice(0, drawn).map(({ line, name, email, language, teams, place }) => (
                <tr key={line}>
                  <td>
                    {name}
                    <br />
                    <span className="muted">{email}</span>
                  </td>
                  <td>{language === null ? t("import.unsaid") : t(`import.spoken.${language}`)}</td>
                  <td>{teams.join(", ")}</td>
                  <td>{place}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          {more(people.length)}
        </section>
      )}
      {children}
    </div>
  );
}
