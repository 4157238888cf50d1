import { Button, ScrollArea, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconEye, IconHistory, IconHourglass, IconRefresh, IconSparkles } from "@tabler/icons-react";
import { readRef } from "#engine/ref.ts";
import type { Reply } from "#server/api.ts";
import { PostKept } from "../../kept/said.tsx";
import { useWords } from "../../language.tsx";
import type { CallError } from "../../client.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failed } from "../../ui/failed.tsx";
import { picturesOf } from "../../ui/picture.ts";
import { shownLink } from "../../ui/link-card.ts";
import { PostCard } from "../../ui/post-card.tsx";
import { PostRest } from "../../ui/post-rest.tsx";
import { Tag } from "../../ui/tag.tsx";
import { PreviewMade } from "./preview-made.tsx";
import { PreviewSteps } from "./preview-steps.tsx";
import { CostLines } from "../publishing/costs.tsx";
import classes from "./preview-tab.module.css";

/** The posts that this draft would make now, and on the left what each step did to get there. */
export function PreviewTab({
  preview,
  pending,
  error,
  old,
  show,
  ask,
}: {
  preview: Reply<"preview"> | undefined;
  pending: boolean;
  error: CallError | null;
  old: boolean;
  show: () => void;
  ask: () => void;
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
  const shown = preview.posts.filter(({ letGo }) => letGo === null).length;
  return (
    <div className={classes.preview}>
      <PreviewSteps preview={preview} />
      <div className={classes.main}>
        <header className={classes.header}>
          <h2>{t("preview.posts", { count: preview.postCount })}</h2>
          {shown < preview.postCount && <span className="muted">{t("preview.shown", { count: shown })}</span>}
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
        {preview.posts.length === 0 ? (
          <>
            <PreviewMade preview={preview} ask={ask} />
            <p className={classes.nothing}>{t("preview.nothing")}</p>
          </>
        ) : (
          <ScrollArea className={classes.scroll!} type="auto" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
            <PreviewMade preview={preview} ask={ask} />
            <div className={classes.cards}>
              {preview.posts.map((post, index) => (
                <div key={index} className={classes.card} data-stays={post.letGo !== null || undefined}>
                  <PostCard
                    post={{
                      network: post.network,
                      name: post.accountName,
                      handle: readRef(post.account).handle,
                      avatar: post.avatar,
                      text: post.text,
                      link: post.link,
                      original: post.original,
                      warning: post.warning,
                      visibility: post.visibility,
                      media: picturesOf(post.media, post.network),
                      ...shownLink(post, post.network, { title: post.item }),
                    }}
                    badge={
                      <Tag tone={post.mode === "auto" ? "good" : post.mode === "ask" ? "calm" : "warn"}>
                        {t(`mode.${post.mode}`)}
                      </Tag>
                    }
                  />
                  <PostRest parts={post.rest} />
                  {post.machine && (
                    <p className={classes.ruling} data-severity="info">
                      <IconSparkles size={14} stroke={1.8} aria-hidden="true" />
                      {t("preview.byMachine")}
                    </p>
                  )}
                  {post.at !== null && (
                    <p className={classes.ruling} data-severity="info">
                      <IconHourglass size={14} stroke={1.8} aria-hidden="true" />
                      <PostKept at={post.at} />
                    </p>
                  )}
                  {post.letGo !== null && (
                    <p className={classes.ruling} data-severity="info">
                      <IconHistory size={14} stroke={1.8} aria-hidden="true" />
                      {text(post.letGo)}
                    </p>
                  )}
                  {post.problems.map((problem) => (
                    <p key={problem.code} className={classes.ruling} data-severity={problem.severity}>
                      <IconAlertTriangle size={14} stroke={1.8} aria-hidden="true" />
                      {text(problem.message)}
                    </p>
                  ))}
                </div>
              ))}
            </div>
          </ScrollArea>
        )}
      </div>
    </div>
  );
}
