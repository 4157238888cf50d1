import "./words.ts";
import { Alert, Button, FileButton, Group, Select, Stack, Textarea } from "@mantine/core";
import { IconFileTypeCsv, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { languages, type Language } from "#engine/text.ts";
import { CallError, sendFile } from "../client.ts";
import { useWords } from "../language.tsx";
import { Back } from "../ui/back.tsx";
import { Page } from "../ui/page.tsx";
import { saveAs } from "../ui/save-as.ts";
import { ImportPreview } from "./import-preview.tsx";
import { ImportResult } from "./import-result.tsx";
import own from "./people.module.css";
import { type Preview, useInviting } from "./use-inviting.ts";

const names: Record<Language, string> = { en: "English", fr: "Français" };
/** Bytes that the server reads of a list. */
const most = 2_000_000;

/** People by a list: read first, with every line that cannot be used; nobody is invited before the button that says how many. */
export function ImportPage() {
  const { t, text, language: mine } = useWords();
  const client = useQueryClient();
  const [pasted, paste] = useState("");
  const [words, setWords] = useState("");
  const [language, setLanguage] = useState<Language>(mine);
  const [preview, show] = useState<Preview | null>(null);
  const [refused, refuse] = useState<CallError | null>(null);
  const [reading, setReading] = useState(false);
  const inviting = useInviting();

  const read = async (list: Blob): Promise<void> => {
    setReading(true);
    refuse(null);
    show(null);
    inviting.again();
    try {
      show((await sendFile("readPeopleList", list, () => undefined, new AbortController().signal)) as Preview);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      refuse(error);
    } finally {
      setReading(false);
    }
  };
  const choose = (file: File | null): void => {
    if (file === null) return;
    paste("");
    void read(file);
  };
  const invite = async (): Promise<void> => {
    if (preview === null) return;
    await inviting.go(preview, { language, words });
    void client.invalidateQueries({ queryKey: ["listMembers"] });
  };
  const started = inviting.told.length > 0 || inviting.busy;
  const whole = preview !== null && inviting.told.length === preview.people.length && started;
  return (
    <Page title={t("import.title")} intro={t("import.intro")} back={<Back to="/people">{t("people.title")}</Back>}>
      {!started && (
        <Stack gap={16} maw={760} mb={28}>
          <Textarea
            label={t("import.paste")}
            description={t("import.pasteHelp")}
            placeholder={t("import.example")}
            autosize
            minRows={5}
            maxRows={14}
            spellCheck={false}
            value={pasted}
            onChange={(event) => paste(event.currentTarget.value)}
          />
          <Group gap={12}>
            <Button
              disabled={pasted.trim() === "" || pasted.length > most}
              loading={reading}
              onClick={() => void read(new Blob([pasted], { type: "text/csv" }))}
            >
              {t("import.read")}
            </Button>
            <FileButton onChange={choose} accept=".csv,.txt,.tsv,text/csv,text/plain">
              {(props) => (
                <Button {...props} variant="default" leftSection={<IconUpload size={18} stroke={1.8} />}>
                  {t("import.file")}
                </Button>
              )}
            </FileButton>
            <Button
              variant="subtle"
              leftSection={<IconFileTypeCsv size={18} stroke={1.8} />}
              onClick={() => saveAs(t("import.templateName"), "text/csv", `\uFEFF${t("import.template")}`)}
            >
              {t("import.templateGet")}
            </Button>
          </Group>
          {refused && (
            <Alert color="brick" role="alert">
              {text(refused.text)}
            </Alert>
          )}
        </Stack>
      )}
      {preview && !started && (
        <ImportPreview preview={preview}>
          {preview.people.length > 0 && (
            <Stack gap={16} maw={620}>
              <Select
                label={t("import.language")}
                description={t("import.languageHelp")}
                allowDeselect={false}
                value={language}
                data={languages.map((each) => ({ value: each, label: names[each] }))}
                onChange={(next) => setLanguage(languages.find((each) => each === next) ?? language)}
              />
              <Textarea
                label={t("people.words")}
                description={t("people.wordsHelp")}
                maxLength={180}
                autosize
                value={words}
                onChange={(event) => setWords(event.currentTarget.value)}
              />
              {!preview.mail && <Alert color="honey">{t("import.noMail")}</Alert>}
              <Button size="md" className={own.invite!} onClick={() => void invite()}>
                {t("import.invite", { count: preview.people.length })}
              </Button>
            </Stack>
          )}
        </ImportPreview>
      )}
      {preview && started && (
        <ImportResult preview={preview} told={inviting.told} whole={whole}>
          {inviting.failed && (
            <Alert color="brick" role="alert" mb={16}>
              {text(inviting.failed.text)}
              <Button mt={12} onClick={() => void invite()}>
                {t("import.goOn", { count: preview.people.length - inviting.told.length })}
              </Button>
            </Alert>
          )}
        </ImportResult>
      )}
    </Page>
  );
}
