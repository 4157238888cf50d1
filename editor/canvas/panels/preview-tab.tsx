import "./words.ts";
import { Button, ScrollArea, Skeleton } from "@mantine/core";
import { IconDeviceMobile, IconEye, IconRefresh } from "@tabler/icons-react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../../language.tsx";
import type { CallError } from "../../client.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failed } from "../../ui/failed.tsx";
import { Tag } from "../../ui/tag.tsx";
import { PreviewMade } from "./preview-made.tsx";
import { PreviewSteps } from "./preview-steps.tsx";
import { CostLines } from "../publishing/costs.tsx";
import classes from "./preview-tab.module.css";

/** What each step of this draft did, how many posts came of it, and what an AI made; the posts themselves are shown beside the drawing. */
export function PreviewTab({
  preview,
  pending,
  error,
  old,
  show,
  ask,
  messages,
}: {
  preview: Reply<"preview"> | undefined;
  pending: boolean;
  error: CallError | null;
  old: boolean;
  show: () => void;
  ask: () => void;
  /** Shows the posts as people will see them. */
  messages: () => void;
}) {
  const { t, text } = useWords();
  if (pending) {
    return (
      <div className={classes.posts} aria-busy="true">
        <p className={classes.reading}>{t("preview.reading")}</p>
        {[0, 1, 2].map((card) => (
          <Skeleton key={card} height={150} width={320} radius={16} />
        ))}
      </div>
    );
  }
  if (error) return <Failed error={error} again={show} small />;
  if (!preview) {
    return (
      <Empty
        small
        icon={<IconEye size={22} stroke={1.6} />}
        title={t("preview.empty")}
        action={<Button onClick={show}>{t("preview.show")}</Button>}
      >
        {t("preview.emptyText")}
      </Empty>
    );
  }
  const broken = preview.problems.filter((problem) => problem.severity === "error");
  if (broken.length > 0 && preview.steps.length === 0) {
    return (
      <Empty
        small
        title={t("preview.broken")}
        action={
          <Button variant="default" onClick={show}>
            {t("action.retry")}
          </Button>
        }
      >
        {broken
          .slice(0, 3)
          .map((problem) => text(problem.message))
          .join(" ")}
      </Empty>
    );
  }
  return (
    <div className={classes.preview}>
      <PreviewSteps preview={preview} />
      <div className={classes.main}>
        <header className={classes.header}>
          <h2>{t("preview.posts", { count: preview.postCount })}</h2>
          {old && <Tag tone="warn">{t("preview.old")}</Tag>}
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconRefresh size={14} stroke={1.8} />}
            onClick={show}
          >
            {t("preview.again")}
          </Button>
        </header>
        <div className={classes.costs}>
          <CostLines rows={preview.costs} of="preview" />
        </div>
        <ScrollArea className={classes.scroll!} type="auto" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
          {preview.posts.length === 0 ? (
            <p className={classes.nothing}>{t("preview.nothing")}</p>
          ) : (
            <Button variant="default" leftSection={<IconDeviceMobile size={16} stroke={1.8} />} onClick={messages}>
              {t("preview.messages")}
            </Button>
          )}
          <PreviewMade preview={preview} ask={ask} />
        </ScrollArea>
      </div>
    </div>
  );
}
