import "./words.ts";
import { Button } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../../language.tsx";
import { Tag } from "../../ui/tag.tsx";
import classes from "./preview-made.module.css";

/** What an AI made of the items, before and after side by side; it is asked when somebody wants to see it, since that costs money. */
export function PreviewMade({ preview, ask }: { preview: Reply<"preview">; ask: () => void }) {
  const { t, text } = useWords();
  const made = preview.steps.flatMap((step) => step.made);
  const unasked = preview.steps.reduce((sum, step) => sum + step.unasked, 0);
  if (made.length + unasked === 0) return null;
  return (
    <section className={classes.made} aria-label={t("preview.made")}>
      <header>
        <h3>{t("preview.made")}</h3>
        {unasked > 0 && (
          <Button size="compact-sm" leftSection={<IconSparkles size={14} stroke={1.8} />} onClick={ask}>
            {t("preview.ask", { count: Math.min(unasked, 10) })}
          </Button>
        )}
      </header>
      {unasked > 0 && <p className="muted">{t("preview.unasked", { count: unasked })}</p>}
      {made.map(({ before, after, reason }, index) => (
        <div key={index} className={classes.pair}>
          <div>
            <small>{t("preview.before")}</small>
            <p>{before}</p>
          </div>
          <div>
            <Tag tone={after === null ? "warn" : "calm"}>{t(after === null ? "preview.notMade" : "preview.after")}</Tag>
            <p>{after ?? (reason && text(reason))}</p>
          </div>
        </div>
      ))}
    </section>
  );
}
