import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { changeMap } from "../drawing/draft.ts";
import classes from "./map-name.module.css";
import { useCanvas, useDocument } from "./state/store.ts";

/** The map's name; a click turns it into a field. Enter keeps, Escape forgets. */
export function MapName() {
  const { t } = useWords();
  const canvas = useCanvas();
  const { name } = useDocument();
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    const next = draft?.trim();
    if (next && next !== name) canvas.edit(changeMap({ name: next }));
    setDraft(null);
  };
  if (draft === null) {
    return (
      <h1 className={classes.frame}>
        <UnstyledButton
          className={classes.name!}
          onClick={() => setDraft(name)}
          aria-label={`${name} – ${t("canvas.rename")}`}
          title={t("canvas.rename")}
        >
          {name}
        </UnstyledButton>
      </h1>
    );
  }
  return (
    <input
      className={classes.input}
      aria-label={t("canvas.name")}
      value={draft}
      maxLength={120}
      autoFocus
      size={Math.max(draft.length, 12)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}
