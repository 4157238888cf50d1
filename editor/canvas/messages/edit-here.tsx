import { Button, Textarea } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { readTemplate } from "#engine/template.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { networkTitle } from "../../ui/network.tsx";
import { useTrial } from "../panels/use-trial.ts";
import classes from "./edit-here.module.css";
import type { Message } from "./people.ts";
import { type OwnText, useOwnText } from "./use-own-text.ts";

const WritingField = lazy(async () => ({
  default: (await import("../../form/writing/writing-field.tsx")).WritingField,
}));

/** A message's words, which are changed where they stand, for its network alone; it says by what, and keeps a way back. */
export function EditHere({ message, show, children }: { message: Message; show: () => void; children: ReactNode }) {
  const { t } = useWords();
  const own = useOwnText(message);
  const [writing, write] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const network = networkTitle(message.network);
  if (own === null) return children;
  const leave = () => {
    write(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (writing) {
    return (
      <Writing
        own={own}
        message={message}
        cancel={leave}
        save={(text) => {
          own.save(text);
          announce.done(t(own.did === "branch" ? "posts.branched" : "posts.changed", { network }));
          show();
          leave();
        }}
      />
    );
  }
  return (
    <div className={classes.words}>
      {children}
      <button ref={button} type="button" className={classes.edit} onClick={() => write(true)}>
        <IconPencil size={15} stroke={1.9} aria-hidden="true" /> {t("posts.edit")}
      </button>
      {own.own && (
        <p className={classes.own}>
          {t("posts.own", { network })} ·{" "}
          <button
            type="button"
            onClick={() => {
              own.back();
              announce.done(t("posts.common", { network }));
              show();
            }}
          >
            {t("posts.takeBack")}
          </button>
        </p>
      )}
    </div>
  );
}

/** Puts the caret into the field once its code is there: what stood in for it until then would take it along when it goes. */
function Begin({ box }: { box: RefObject<HTMLElement | null> }) {
  useEffect(() => box.current?.querySelector<HTMLElement>("[contenteditable]")?.focus(), [box]);
  return null;
}

function Writing({
  own,
  message,
  cancel,
  save,
}: {
  own: OwnText;
  message: Message;
  cancel: () => void;
  save: (text: string) => void;
}) {
  const { t } = useWords();
  const { trial } = useTrial(own.step);
  const [text, setText] = useState(own.text);
  const box = useRef<HTMLDivElement>(null);
  const { template } = readTemplate(text);
  const network = networkTitle(message.network);
  const label = t("posts.textFor", { network });
  const same = text.trim() === own.text.trim();
  return (
    // Keys that are written are nobody's way through the feed.
    <div ref={box} className={classes.writing} data-arrows>
      <Suspense fallback={<Textarea label={label} readOnly aria-busy autosize minRows={3} value={text} />}>
        <WritingField
          name="own"
          value={text}
          change={setText}
          frame={{
            label,
            description: t(own.did === "branch" ? "posts.makesBranch" : "posts.makesStep", { network }),
            error: null,
          }}
          limit={10_000}
          trial={{ ...trial, chosen: message.key, networks: [message.network] }}
        />
        <Begin box={box} />
      </Suspense>
      <div className={classes.answers}>
        <Button variant="default" size="sm" onClick={cancel}>
          {t("action.cancel")}
        </Button>
        <Button size="sm" disabled={same || template === null || text.trim() === ""} onClick={() => save(text)}>
          {t("posts.keep", { network })}
        </Button>
      </div>
    </div>
  );
}
