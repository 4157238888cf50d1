import { useEffect, useRef, type RefObject } from "react";
import type { Field } from "../../form/field.ts";
import { useCanvasPart } from "../state/store.ts";

/** Whether a problem's field (`feeds.0.url`) belongs to a form field (`feeds`). */
export const sitsOn = (place: string | undefined, field: string): boolean =>
  place === field || place?.startsWith(`${field}.`) === true || place?.startsWith(`config.${field}`) === true;

const takes = "input, textarea:not([aria-busy=true]), button, [contenteditable=true]";
/** Pictures of the screen in which a field may still come: some bring their own code. */
const patience = 120;

/** Puts the caret into the field that is wanted, once for each time that it is: who has gone on is not called back. */
export function useWantedField(form: RefObject<HTMLElement | null>, node: string, fields: readonly Field[]): void {
  const wanted = useCanvasPart((state) => state.wanted);
  const names = useRef<string[]>([]);
  useEffect(() => {
    names.current = fields.map(({ name }) => name);
  });
  useEffect(() => {
    if (wanted?.node !== node) return;
    let frame = 0;
    const look = (left: number): void => {
      const name = names.current.find((each) => sitsOn(wanted.field, each));
      const place = name === undefined ? null : form.current?.querySelector(`[data-field="${CSS.escape(name)}"]`);
      const inner = wanted.field.split(".").at(-1) ?? "";
      // Of a list of small forms the very field that is meant, where it can be told.
      const exact = place?.querySelector(`[data-field="${CSS.escape(inner)}"]`) ?? place;
      const input = exact?.matches(takes) ? exact : exact?.querySelector(takes);
      if (input instanceof HTMLElement) input.focus();
      else if (left > 0) frame = requestAnimationFrame(() => look(left - 1));
    };
    look(patience);
    return () => cancelAnimationFrame(frame);
  }, [wanted, node, form]);
}
