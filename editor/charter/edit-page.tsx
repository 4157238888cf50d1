import "./words.ts";
import { Button, SegmentedControl, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { changesBetween, type CharterContent, charterGaps } from "#engine/charter.ts";
import { languages, type Language } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./charter.module.css";
import { Fields } from "./fields.tsx";
import { Changes, Legal, Promises } from "./parts.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { Versions } from "./versions.tsx";

const languageNames: Record<Language, string> = { en: "English", fr: "Français" };

type Draft = Reply<"getCharterDraft">;

/** Where managers write the charter, compare it with what is in force, and publish it. */
export function CharterEditPage() {
  const { t } = useWords();
  const query = useReply("getCharterDraft", {});
  const draft = query.data;
  if (!draft)
    return (
      <Page title={t("charter.edit.title")} intro={t("charter.edit.intro")}>
        <Answer query={query}>{() => null}</Answer>
      </Page>
    );
  // Another revision is another text: what is written here begins anew with it.
  return <Written key={`${draft.revision}/${draft.current}/${draft.versions.length}`} draft={draft} />;
}

function Written({ draft }: { draft: Draft }) {
  const { t, language: mine, day } = useWords();
  const [content, setContent] = useState<CharterContent>(draft.content);
  const [language, setLanguage] = useState<Language>(mine);
  const [publishing, publish] = useDisclosure(false);
  const save = useChange("saveCharterDraft", { stale: ["getCharterDraft"] });
  const force = draft.versions.find(({ number }) => number === draft.current);
  const unsaved = JSON.stringify(content) !== JSON.stringify(draft.content);
  const gaps = charterGaps(content);
  const same = force !== undefined && JSON.stringify(content) === JSON.stringify(force.content);
  const keep = async (): Promise<number> =>
    unsaved || draft.revision === 0
      ? (await save.mutateAsync({ body: { content, revision: draft.revision } })).revision
      : draft.revision;
  const half = content[language];
  const changes = force ? changesBetween(force.content[language], half) : [];
  return (
    <Page
      title={t("charter.edit.title")}
      intro={t("charter.edit.intro")}
      actions={
        <>
          <Button
            variant="default"
            disabled={!unsaved}
            loading={save.isPending && !publishing}
            onClick={() => save.mutate({ body: { content, revision: draft.revision } })}
          >
            {t("charter.edit.save")}
          </Button>
          <Button disabled={gaps.length > 0 || same} onClick={publish.open}>
            {t("charter.edit.publish")}
          </Button>
        </>
      }
    >
      <Text mb={4}>
        {force
          ? t("charter.edit.live", { number: force.number })
          : t(draft.versions.length > 0 ? "charter.edit.taken" : "charter.edit.none")}
      </Text>
      {draft.saved && (
        <Text c="dimmed" mb={4}>
          {t("charter.edit.saved", { by: draft.saved.by ?? "…", at: day(draft.saved.at) })}
        </Text>
      )}
      {gaps.map((gap) => (
        <Text key={gap} c="var(--warn)">
          {t(`charter.edit.gap.${gap}`)}
        </Text>
      ))}
      <div className={classes.columns}>
        <div>
          <SegmentedControl
            my={16}
            aria-label={t("charter.edit.language")}
            value={language}
            data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
            onChange={(next) => setLanguage(next as Language)}
          />
          <Fields key={language} half={half} change={(next) => setContent({ ...content, [language]: next })} />
        </div>
        <aside aria-label={t("charter.edit.preview")}>
          <h2 className={classes.section}>{t("charter.edit.preview")}</h2>
          <div className={classes.sheet} lang={language}>
            <Promises promises={half.promises} />
            <div className={classes.folds}>
              <Legal legal={half.legal} />
            </div>
          </div>
          {changes.length > 0 && (
            <>
              <h2 className={classes.section}>{t("charter.edit.compare", { number: force?.number ?? 0 })}</h2>
              <div lang={language}>
                <Changes changes={changes} />
              </div>
            </>
          )}
        </aside>
      </div>
      <Versions draft={draft} />
      {publishing && <PublishDialog draft={draft} keep={keep} close={publish.close} />}
    </Page>
  );
}
