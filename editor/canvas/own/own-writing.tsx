import "./words.ts";
import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { readTemplate } from "#engine/template.ts";
import { LateWriting } from "../../form/writing/late-writing.tsx";
import { useWords } from "../../language.tsx";
import { networkTitle } from "../../ui/network.tsx";
import { useTrial } from "../trial/use-trial.ts";
import classes from "./edit-here.module.css";
import type { OwnText } from "./use-own-text.ts";

/** The text of one network, being written; nothing is changed before it is used. */
export function Writing({
  own,
  network: name,
  chosen,
  cancel,
  save,
}: {
  own: OwnText;
  network: string;
  /** The item on which it is tried; absent: as it is chosen for the step. */
  chosen?: string;
  cancel: () => void;
  save: (text: string) => void;
}) {
  const { t } = useWords();
  const { trial } = useTrial(own.step);
  const [text, setText] = useState(own.text);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("[contenteditable], textarea")?.focus(), []);
  const { template } = readTemplate(text);
  const network = networkTitle(name);
  const label = t("own.textFor", { network });
  const same = text.trim() === own.text.trim();
  return (
    // Keys that are written are nobody's way through the feed.
    <div ref={box} className={classes.writing} data-arrows>
      <p className={classes.says}>{t(own.did === "branch" ? "own.makesBranch" : "own.makesStep", { network })}</p>
      <LateWriting
        name="own"
        value={text}
        change={setText}
        frame={{
          label,
          description: null,
          error: null,
        }}
        limit={10_000}
        trial={{ ...trial, ...(chosen === undefined ? {} : { chosen }), networks: [name] }}
      />
      <div className={classes.answers}>
        <Button variant="default" size="sm" onClick={cancel}>
          {t("action.cancel")}
        </Button>
        <Button size="sm" disabled={same || template === null || text.trim() === ""} onClick={() => save(text)}>
          {t("own.keep", { network })}
        </Button>
      </div>
    </div>
  );
}
