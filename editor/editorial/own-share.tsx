import { Button, NumberInput, Stack, TagsInput } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { type Line, useLineChange } from "./use-line.ts";
import classes from "./editorial.module.css";

/** How much of what goes out should be own content, what is own, and how much it was lately. */
export function OwnShare({ line }: { line: Line }) {
  const { t } = useWords();
  const coverage = useReply("editorialCoverage", { query: {} });
  const [share, setShare] = useState(line.ownShare);
  const [sites, setSites] = useState(line.ownSites);
  const save = useLineChange("changeEditorial", () => announce.done(t("editorial.shareSaved")));
  const cells = coverage.data?.cells ?? [];
  const posts = cells.reduce((sum, cell) => sum + cell.posts, 0);
  const own = cells.reduce((sum, cell) => sum + cell.own, 0);
  const percent = Math.round((100 * own) / posts);
  return (
    <section className={classes.share} aria-labelledby="own-content">
      <h2 id="own-content">{t("editorial.share")}</h2>
      <p className={classes.text}>{t("editorial.shareText")}</p>
      {posts > 0 && (
        <p className={classes.now}>
          {t("editorial.ownNow", { own, posts, weeks: coverage.data!.weeks.length, percent })}{" "}
          {line.ownShare !== null &&
            t(percent < line.ownShare ? "editorial.below" : "editorial.above", { goal: line.ownShare })}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ body: { ownShare: share, ownSites: sites } });
        }}
      >
        <Stack gap={18} maw={560}>
          <NumberInput
            label={t("editorial.goal")}
            placeholder={t("editorial.noGoal")}
            min={0}
            max={100}
            allowDecimal={false}
            value={share ?? ""}
            onChange={(value) => setShare(typeof value === "number" ? value : null)}
          />
          <TagsInput
            label={t("editorial.sites")}
            description={t("editorial.sitesHelp")}
            placeholder={sites.length === 0 ? t("editorial.sitesHint") : ""}
            maxTags={50}
            value={sites}
            onChange={setSites}
          />
          <Button type="submit" loading={save.isPending} style={{ alignSelf: "start" }}>
            {t("action.save")}
          </Button>
        </Stack>
      </form>
    </section>
  );
}
