import "./words.ts";
import { Kbd, VisuallyHidden } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { Face } from "../ui/face.tsx";
import { found } from "./found.ts";
import type { Offer } from "./offer.ts";
import classes from "./panel.module.css";
import { lately, remember } from "./recent.ts";
import { useOffers } from "./use-offers.ts";

function Row({
  offer,
  id,
  chosen,
  mark,
  pick,
}: {
  offer: Offer;
  id: string;
  chosen: boolean;
  mark: () => void;
  pick: () => void;
}) {
  const { icon: Glyph, face } = offer;
  return (
    <button
      type="button"
      tabIndex={-1}
      id={id}
      role="option"
      aria-selected={chosen}
      className={classes.row}
      onPointerMove={mark}
      onClick={pick}
    >
      <span className={classes.icon} aria-hidden="true">
        {face ? <Face {...face} size={28} /> : Glyph && <Glyph size={18} stroke={1.7} />}
      </span>
      <span className={classes.name}>{offer.name}</span>
      {offer.more && <span className={classes.more}>{offer.more}</span>}
      {offer.keys && <Kbd size="xs">{offer.keys}</Kbd>}
    </button>
  );
}

/** One field for everything: where to go, whom and what to find, what to do. What was used lately is there before a word is typed. */
export function Panel({ close }: { close: () => void }) {
  const { t } = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(0);
  const [used] = useState(lately);
  const shut = () => {
    // It gives the focus back before anything else happens: what is picked may want it.
    dialog.current?.close();
    close();
  };
  const offers = useOffers(query);
  const groups = found(offers, query, used);
  const rows = groups.flatMap(([, some]) => some);
  const now = Math.max(0, Math.min(marked, rows.length - 1));

  // What is around a dialog is the dialog too, as far as presses go: its own parts cover all of itself.
  const beside = useEffectEvent((event: PointerEvent) => event.target === dialog.current && shut());
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (!element.open) element.showModal();
    const press = (event: PointerEvent) => void beside(event);
    element.addEventListener("pointerdown", press);
    return () => element.removeEventListener("pointerdown", press);
  }, []);

  const pick = (offer: Offer | undefined) => {
    if (offer === undefined) return;
    remember(offer.id);
    shut();
    offer.run();
  };
  const mark = (index: number) => {
    setMarked(index);
    list.current?.querySelectorAll("[role=option]")[index]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A word that is still being composed takes Enter and the arrows itself.
    if (event.nativeEvent.isComposing) return;
    const act = (action: () => void) => {
      event.preventDefault();
      action();
    };
    const count = Math.max(1, rows.length);
    if (event.key === "ArrowDown") act(() => mark((now + 1) % count));
    else if (event.key === "ArrowUp") act(() => mark((now - 1 + count) % count));
    else if (event.key === "Enter") act(() => pick(rows[now]));
    else if (event.key === "Tab") act(() => undefined);
  };
  return (
    <dialog
      ref={dialog}
      className={classes.panel}
      aria-label={t("launcher.title")}
      onCancel={(event) => {
        event.preventDefault();
        shut();
      }}
    >
      <div className={classes.search}>
        <IconSearch size={19} stroke={1.8} aria-hidden="true" />
        <input
          role="combobox"
          aria-label={t("launcher.title")}
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={rows[now] && `${id}-${now}`}
          placeholder={t("launcher.hint")}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            mark(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className={classes.shut} aria-label={t("action.close")} onClick={shut}>
          <IconX size={18} stroke={1.8} aria-hidden="true" />
        </button>
      </div>
      <div ref={list} id={id} className={classes.list} role="listbox" aria-label={t("launcher.found")}>
        {groups.map(([group, some]) => (
          <div key={group} role="group" aria-label={t(`launcher.${group}`)}>
            <div className={classes.group} aria-hidden="true">
              {t(`launcher.${group}`)}
            </div>
            {some.map((offer) => {
              const index = rows.indexOf(offer);
              return (
                <Row
                  key={offer.id}
                  offer={offer}
                  id={`${id}-${index}`}
                  chosen={index === now}
                  mark={() => setMarked(index)}
                  pick={() => pick(offer)}
                />
              );
            })}
          </div>
        ))}
      </div>
      {rows.length === 0 && (
        <p className={classes.none}>
          <strong>{t("launcher.none", { query: query.trim() })}</strong>
          <span>{t("launcher.noneHelp")}</span>
        </p>
      )}
      <VisuallyHidden role="status">
        {query.trim() !== "" && t("launcher.count", { count: rows.length })}
      </VisuallyHidden>
      <p className={classes.foot} aria-hidden="true">
        <span>
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {t("launcher.choose")}
        </span>
        <span>
          <Kbd size="xs">↵</Kbd> {t("launcher.open")}
        </span>
        <span>
          <Kbd size="xs">{t("launcher.esc")}</Kbd> {t("launcher.close")}
        </span>
      </p>
    </dialog>
  );
}
