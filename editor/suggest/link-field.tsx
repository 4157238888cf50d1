import { Loader, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import type { Draft } from "./draft.ts";
import { PageCard } from "./page-card.tsx";
import classes from "./suggest.module.css";

/** Milliseconds without a letter after which the page behind a link is looked at. */
const rest = 500;

/** A link, and what the page behind it says of itself. */
export function LinkField({ draft, change }: { draft: Draft; change: (change: Partial<Draft>) => void }) {
  const { t, text } = useWords();
  const [looked, setLooked] = useState<{ of: string; reply: Reply<"lookAtSuggestionLink"> } | null>(null);
  const look = useChange("lookAtSuggestionLink", { quiet: true });
  const link = draft.link.trim();
  const { mutate } = look;
  useEffect(() => {
    if (link === "") return undefined;
    const timer = setTimeout(
      () => mutate({ body: { link } }, { onSuccess: (reply) => setLooked({ of: link, reply }) }),
      rest,
    );
    return () => clearTimeout(timer);
  }, [link, mutate]);
  const found = looked !== null && looked.of === link ? looked.reply : null;
  return (
    <div className={classes.fields}>
      <TextInput
        type="url"
        inputMode="url"
        autoCapitalize="off"
        size="md"
        label={t("suggest.link")}
        placeholder="https://"
        maxLength={4000}
        value={draft.link}
        error={found !== null && found.link === null ? t("suggest.noLink") : null}
        rightSection={look.isPending ? <Loader size={18} aria-label={t("suggest.looking")} /> : null}
        onChange={(event) => change({ link: event.currentTarget.value })}
      />
      {link === "" && "clipboard" in navigator && (
        <button
          type="button"
          className={classes.paste}
          onClick={() => {
            // Refused, or nothing in it: one pastes by hand.
            void navigator.clipboard.readText().then(
              (text) => text.trim() !== "" && change({ link: text.trim().slice(0, 4000) }),
              () => undefined,
            );
          }}
        >
          {t("suggest.paste")}
        </button>
      )}
      {found?.page && <PageCard page={found.page} link={found.link ?? link} />}
      {found?.why && <p className={classes.quiet}>{t("suggest.pageUnread", { why: text(found.why) })}</p>}
    </div>
  );
}
