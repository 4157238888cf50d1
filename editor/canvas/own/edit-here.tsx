import "./words.ts";
import { Anchor } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { networkTitle } from "../../ui/network.tsx";
import classes from "./edit-here.module.css";
import { Writing } from "./own-writing.tsx";
import { useOwnText } from "./use-own-text.ts";

type Message = Reply<"preview">["posts"][number];

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
        network={message.network}
        chosen={message.key}
        cancel={leave}
        save={(text) => {
          own.save(text);
          announce.done(t(own.did === "branch" ? "own.branched" : "own.changed", { network }));
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
        <IconPencil size={15} stroke={1.9} aria-hidden="true" /> {t("own.edit")}
      </button>
      {own.own && (
        <p className={classes.own}>
          {t("own.own", { network })} ·{" "}
          <Anchor
            component="button"
            type="button"
            inherit
            underline="always"
            onClick={() => {
              own.back();
              announce.done(t("own.common", { network }));
              show();
            }}
          >
            {t("own.takeBack")}
          </Anchor>
        </p>
      )}
    </div>
  );
}
