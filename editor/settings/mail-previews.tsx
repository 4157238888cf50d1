import { SegmentedControl, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { languages, type Language } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { pathOf } from "../client.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import classes from "./mail-previews.module.css";

type Sample = Reply<"listMailTemplates">["rows"][number];
const names: Record<Language, string> = { en: "English", fr: "Français" };

/** Every mail that this server writes, as its readers see it. */
export function MailPreviews() {
  const query = useReply("listMailTemplates", {});
  return (
    <Answer query={query} lines={1} height={320}>
      {() => <Previews rows={query.data!.rows} />}
    </Answer>
  );
}

function Previews({ rows }: { rows: Sample[] }) {
  const { t, text, language: mine } = useWords();
  const [name, setName] = useState(rows[0]?.name ?? "");
  const [language, setLanguage] = useState<Language>(mine);
  const [form, setForm] = useState<"html" | "text">("html");
  const shown = rows.find((row) => row.name === name);
  if (shown === undefined) return null;
  return (
    <Stack gap={16}>
      <div className={classes.choice}>
        <Select
          aria-label={t("mail.part.previews")}
          allowDeselect={false}
          data={rows.map((row) => ({ value: row.name, label: text(row.title) }))}
          value={name}
          onChange={(next) => next !== null && setName(next)}
        />
        <SegmentedControl
          value={language}
          onChange={(next) => setLanguage(next as Language)}
          data={languages.map((value) => ({ value, label: names[value] }))}
        />
        <SegmentedControl
          value={form}
          onChange={(next) => setForm(next as typeof form)}
          data={[
            { value: "html", label: t("mail.asHtml") },
            { value: "text", label: t("mail.asText") },
          ]}
        />
      </div>
      <p className={classes.about}>
        {text(shown.help)} {t(shown.optional ? "mail.optional" : "mail.needed")}
      </p>
      <div className={classes.mail}>
        <p className={classes.subject}>{shown.subject[language]}</p>
        {form === "html" ? (
          <iframe
            className={classes.frame}
            title={t("mail.previewOf", { title: text(shown.title) })}
            sandbox=""
            src={`${pathOf("showMailTemplate").replace(":name", encodeURIComponent(shown.name))}?language=${language}`}
          />
        ) : (
          <pre className={classes.plain}>{shown.text[language]}</pre>
        )}
      </div>
    </Stack>
  );
}
