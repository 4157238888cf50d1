import "./words.ts";
import { Compartment, EditorState, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { Input, UnstyledButton } from "@mantine/core";
import { useEffect, useEffectEvent, useId, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import type { Trial } from "./sample.ts";
import { InsertList } from "./insert-list.tsx";
import type { Caret } from "./caret.ts";
import { fieldOffers, offerOf, offersFor, type Offer } from "./offers.ts";
import { piecesOf, type Step, type Token, writtenAs } from "./pieces.ts";
import { Result } from "./result.tsx";
import { TokenMenu } from "./token-menu.tsx";
import { useAhead } from "../../ui/ahead.ts";
import { useSayer } from "./sayer.ts";
import { type Listener, writing } from "./tokens.ts";
import { completed, typingAt } from "./typing.ts";
import { Wrong } from "./wrong.tsx";
import classes from "./writing.module.css";

type Frame = { label: string; description: ReactNode; error: string | null; placeholder?: string };
export type WritingProps = {
  name: string;
  value: string;
  change: (value: string) => void;
  frame: Frame;
  /** The longest text. */
  limit: number;
  trial: Trial;
  /** Where somebody writes already, in what stood here before (late-writing.tsx). */
  caret: Caret;
};

type Place = { left: number; top: number };

/** The words of a message, with tokens for what an item says. */
export function WritingField({ name, value: told, change, frame, limit, trial, caret: before }: WritingProps) {
  const { written: value, write: put, tell, ahead } = useAhead(told, change);
  const { t, language } = useWords();
  const id = useId();
  const say = useSayer();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const [attributes] = useState(() => new Compartment());
  const [caret, setCaret] = useState<number | null>(null);
  const [dismissed, dismiss] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const [menu, setMenu] = useState<{ from: number; at: Place } | null>(null);

  const pieces = useMemo(() => piecesOf(value), [value]);
  // What is being written just now is not called wrong yet.
  const wrong = pieces.broken.find(({ from, to }) => caret === null || caret < from || caret > to);
  const typing = caret === null ? null : typingAt(value, Math.min(caret, value.length));
  const offers = typing === null || typing.open === dismissed ? [] : offersFor(typing, language);
  const marked = offers[Math.min(active, offers.length - 1)];

  const placeOf = (at: number): Place => {
    const [rect, outer] = [view.current?.coordsAtPos(at, 1), box.current?.getBoundingClientRect()];
    if (!rect || !outer) return { left: 0, top: 0 };
    return { left: Math.max(0, Math.min(rect.left - outer.left, outer.width - 220)), top: rect.top - outer.top };
  };
  const write = (from: number, to: number, insert: string, head = from + insert.length) => {
    view.current?.dispatch({
      changes: { from, to, insert },
      selection: { anchor: head },
      scrollIntoView: true,
      userEvent: "input.complete",
    });
    view.current?.focus();
  };
  const insert = ({ written }: Offer) => {
    const editor = view.current;
    if (editor === null) return;
    const { from, to, head } = editor.state.selection.main;
    if (typing !== null && from === to) {
      const edit = completed(value, head, typing, written);
      write(edit.from, edit.to, edit.insert, edit.caret);
    } else write(from, to, `{{${written}}}`);
  };
  const listener: Listener = {
    changed: (state, docChanged) => {
      setCaret(state.selection.main.empty ? state.selection.main.head : null);
      setActive(0);
      if (docChanged) put(state.doc.toString());
    },
    key: (key) => {
      if (marked === undefined || typing === null) return false;
      if (key === "Escape") dismiss(typing.open);
      else if (key === "ArrowDown") setActive((active + 1) % offers.length);
      else if (key === "ArrowUp") setActive((active + offers.length - 1) % offers.length);
      else insert(marked);
      return true;
    },
    opened: ({ from }) => setMenu({ from, at: placeOf(from) }),
    cut: (taken, given) => announce.warning(t("field.cut", { taken, given })),
  };
  const latest = useRef(listener);
  useLayoutEffect(() => {
    latest.current = listener;
  });

  const named = () => ({
    id: `${id}-input`,
    "data-field": name,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": `${id}-keys`,
    "aria-autocomplete": "list",
    ...(wrong !== undefined || (frame.error !== null && pieces.broken.length === 0) ? { "aria-invalid": "true" } : {}),
    ...(marked === undefined
      ? {}
      : {
          "aria-controls": `${id}-list`,
          "aria-activedescendant": `${id}-${offers.indexOf(marked)}`,
        }),
  });
  const begin = useEffectEvent(() => ({ value, hint: frame.placeholder ?? "", attributes: named() }));
  useEffect(() => {
    if (box.current === null) return;
    const first = begin();
    const editor = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: first.value,
        extensions: [
          writing(say, first.hint, limit, () => latest.current),
          attributes.of(EditorView.contentAttributes.of(first.attributes)),
        ],
      }),
    });
    view.current = editor;
    const at = before.take();
    if (at !== null) {
      const end = editor.state.doc.length;
      editor.focus();
      editor.dispatch({ selection: { anchor: Math.min(at.from, end), head: Math.min(at.to, end) } });
    }
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [attributes, limit, say, before]);
  const said = JSON.stringify(named());
  useEffect(() => {
    const now = JSON.parse(said) as Record<string, string>;
    view.current?.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of(now)) });
  }, [attributes, said]);
  // What changed it from outside (undo on the canvas, another window) is no step of the writing. Who writes just now is ahead of what the page says:
  // it would take the letters back that came since.
  useEffect(() => {
    const editor = view.current;
    const old = editor?.state.doc.toString();
    if (editor === null || old === undefined || old === told || ahead()) return;
    editor.dispatch({
      changes: { from: 0, to: old.length, insert: told },
      annotations: Transaction.addToHistory.of(false),
      filter: false,
    });
  }, [told, ahead]);

  const open = menu === null ? undefined : pieces.tokens.find(({ from }) => from === menu.from);
  const rewrite = (token: Token, steps: Step[]) =>
    view.current?.dispatch({
      changes: { from: token.from, to: token.to, insert: writtenAs({ ...token, steps }, language) },
    });
  const used = new Set(pieces.tokens.map(offerOf));
  const unused = fieldOffers(language).filter(({ is }) => !used.has(is));
  const list = offers.length > 0 ? placeOf(typing?.open ?? 0) : null;
  return (
    <div>
      <Input.Wrapper
        label={frame.label}
        labelElement="div"
        labelProps={{ id: `${id}-label`, onClick: () => view.current?.focus() }}
        error={
          wrong === undefined ? (
            pieces.broken.length === 0 && frame.error
          ) : (
            <Wrong
              broken={wrong}
              value={value}
              choose={() => {
                view.current?.dispatch({ selection: { anchor: wrong.from, head: wrong.to }, scrollIntoView: true });
                view.current?.focus();
              }}
              mend={(written) => write(wrong.from, wrong.to, written)}
            />
          )
        }
      >
        <div
          ref={box}
          className={classes.field}
          data-error={wrong !== undefined || (frame.error !== null && pieces.broken.length === 0) || undefined}
          onBlur={(event) => {
            if (event.currentTarget.contains(event.relatedTarget)) return;
            setCaret(null);
            tell();
          }}
          onKeyDownCapture={(event) => {
            if (event.ctrlKey || event.metaKey) tell();
          }}
        >
          {list !== null && (
            <InsertList
              id={id}
              offers={offers}
              marked={marked}
              at={{ left: list.left, top: list.top + 26 }}
              insert={insert}
            />
          )}
          {open !== undefined && menu !== null && (
            <TokenMenu
              token={open}
              at={menu.at}
              change={(steps) => rewrite(open, steps)}
              remove={() => {
                setMenu(null);
                write(open.from, open.to, "");
              }}
              close={() => {
                setMenu(null);
                view.current?.focus();
              }}
            />
          )}
        </div>
      </Input.Wrapper>
      <p id={`${id}-keys`} className={classes.keys}>
        {t("writing.keys", { key: "{" })} {frame.description}
      </p>
      <div className={classes.chips} role="group" aria-label={t("writing.insert")}>
        {unused.map((offer) => (
          <UnstyledButton
            key={offer.name}
            className={classes.chip!}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert(offer)}
            aria-label={t("writing.insertOne", { name: offer.name })}
          >
            + {offer.name}
          </UnstyledButton>
        ))}
      </div>
      <Result value={value} trial={trial} />
    </div>
  );
}
