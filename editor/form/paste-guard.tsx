import "./words.ts";
import { Button } from "@mantine/core";
import { type ClipboardEvent, type ReactNode, useState } from "react";
import { Link } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import type { Field } from "./field.ts";
import classes from "./form.module.css";
import { accountAt, roomFor, type Stray, strayIn } from "./pasting.ts";

/** Signs in a field that names no bound of its own: what is typed there searches a list. */
const usual = 300;

type Known = { ref: string; name: string; handle: string; url: string | null };

/**
 * Around a setting: what is pasted finds room or is cut, and that is said; an address that is no word and no account is not taken for one, and
 * a sentence offers what may be meant.
 */
export function PasteGuard({
  field,
  follow,
  keep,
  choose,
  accounts,
  children,
}: {
  field: Field;
  /** Reads an address as a new source. */
  follow: (address: string) => void;
  /** Takes it as it is, after all. */
  keep: (address: string) => void;
  choose: (ref: string) => void;
  accounts: Iterable<Known>;
  children: ReactNode;
}) {
  const { t } = useWords();
  const [stray, found] = useState<Stray | null>(null);
  const onPaste = (event: ClipboardEvent<HTMLDivElement>) => {
    found(null);
    const text = event.clipboardData.getData("text/plain");
    const other = strayIn(text, field);
    if (other !== null) {
      event.preventDefault();
      event.stopPropagation();
      return found(other);
    }
    const { target } = event;
    // Lists of words and templates have bounds of their own, and tell them themselves.
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || "lists" in target.dataset)
      return;
    const most = target.maxLength > 0 ? target.maxLength : usual;
    const room = roomFor(most, target.value, (target.selectionEnd ?? 0) - (target.selectionStart ?? 0));
    if (text.length <= room) return;
    event.preventDefault();
    // As if it were typed: the browser's own undo takes it back.
    if (room > 0) document.execCommand("insertText", false, text.slice(0, room));
    announce.warning(t("stray.cut", { taken: room, given: text.length }));
  };
  const account = stray?.meant === "account" ? accountAt(stray.address, accounts) : null;
  const answer = (act: () => void) => () => {
    found(null);
    act();
  };
  return (
    <div onPasteCapture={onPaste}>
      {children}
      {stray !== null && (
        <div className={classes.stray} role="status">
          <p>{t(stray.meant === "word" ? "stray.word" : "stray.account", { host: stray.host })}</p>
          {stray.meant === "word" && (
            <>
              <Button size="compact-sm" onClick={answer(() => follow(stray.address))}>
                {t("stray.read")}
              </Button>
              {field.control === "tags" && (
                <Button size="compact-sm" variant="subtle" onClick={answer(() => keep(stray.address))}>
                  {t("stray.keep")}
                </Button>
              )}
            </>
          )}
          {account !== null && (
            <Button size="compact-sm" onClick={answer(() => choose(account.ref))}>
              {t("stray.choose", { name: account.name })}
            </Button>
          )}
          {stray.meant === "account" && account === null && (
            <Button size="compact-sm" component={Link} href="/accounts">
              {t("stray.connect")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
