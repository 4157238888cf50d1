import "./words.ts";
import { Button, SegmentedControl } from "@mantine/core";
import { IconHeart } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange } from "../replies.ts";
import { Back } from "../ui/back.tsx";
import { Page } from "../ui/page.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { Mine } from "./mine.tsx";
import { Shared } from "./shared.tsx";
import classes from "./thanks.module.css";
import { WriteSheet } from "./write-sheet.tsx";

/** Thanks and badges, for who likes that: one's own, and what colleagues show. */
export function ThanksPage() {
  const { t } = useWords();
  const editor = isEditor(useMe());
  const [search, setSearch] = useSearchParams();
  const part = search.get("of") === "colleagues" ? "colleagues" : "mine";
  const [writing, write] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
  const takeBack = useChange("takeBackThanks", { done: () => announce.done(t("thanks.tookBack")) });
  return (
    <Page
      narrow
      title={t("thanks.title")}
      intro={t("thanks.intro")}
      back={<Back to="/me">{t("nav.myPage")}</Back>}
      actions={
        editor && (
          <Button
            size="md"
            leftSection={<IconHeart size={20} stroke={1.7} aria-hidden="true" />}
            onClick={() => write(true)}
          >
            {t("thanks.write")}
          </Button>
        )
      }
    >
      <SegmentedControl
        className={classes.parts!}
        fullWidth
        size="md"
        aria-label={t("thanks.part")}
        value={part}
        onChange={(next) => setSearch(next === "mine" ? {} : { of: next }, { replace: true })}
        data={[
          { value: "mine", label: t("thanks.mine") },
          { value: "colleagues", label: t("thanks.shared") },
        ]}
      />
      {part === "mine" ? <Mine /> : <Shared />}
      {writing && (
        <WriteSheet
          close={() => write(false)}
          sent={(id) => {
            write(false);
            setSent(id);
          }}
        />
      )}
      {sent !== null && (
        <UndoBar
          key={sent}
          undo={() => {
            takeBack.mutate({ body: { id: sent } });
            setSent(null);
          }}
          done={() => setSent(null)}
        >
          {t("thanks.sent")}
        </UndoBar>
      )}
    </Page>
  );
}
