import { Tooltip } from "@mantine/core";
import { useWords } from "../language.tsx";
import { step, useNow } from "./now.ts";
import { relative } from "./relative.ts";

/** A relative time, with the exact one in the reader's zone on hover or focus. */
export function When({ at, empty }: { at: string | null; empty?: string }) {
  const { language, t, exact } = useWords();
  const now = useNow();
  if (at === null) return <span className="muted">{empty ?? t("time.never")}</span>;
  const time = Date.parse(at);
  return (
    <Tooltip label={exact(at)}>
      <time dateTime={at} className="num" style={{ whiteSpace: "nowrap" }}>
        {relative(time, now, language) ?? t(time > now + step ? "time.soon" : "time.now")}
      </time>
    </Tooltip>
  );
}
