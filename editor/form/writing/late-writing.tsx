import { Textarea } from "@mantine/core";
import { Suspense, useLayoutEffect, useRef, useState } from "react";
import { lazy } from "../../ui/lazy.ts";
import { makeCaret } from "./caret.ts";
import type { WritingProps } from "./writing-field.tsx";

// It brings an editor of its own, and most steps have no template.
const Field = lazy(async () => ({ default: (await import("./writing-field.tsx")).WritingField }));

/**
 * The words of a message, whose field comes a moment late: until then they are written as they are stored, and whoever writes goes on where they were. A
 * field that took the keyboard along when it goes would leave the letters that come after it to the drawing, as its keys.
 */
export function LateWriting(props: Omit<WritingProps, "caret">) {
  const [caret] = useState(makeCaret);
  return (
    <Suspense fallback={<Meanwhile {...props} caret={caret} />}>
      <Field {...props} caret={caret} />
    </Suspense>
  );
}

function Meanwhile({ name, value, change, frame, limit, caret }: WritingProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const { current } = field;
    return () => {
      const written = current !== null && document.activeElement === current;
      caret.leave(written ? { from: current.selectionStart, to: current.selectionEnd } : null);
    };
  }, [caret]);
  const { placeholder } = frame;
  return (
    <Textarea
      ref={field}
      label={frame.label}
      description={frame.description}
      error={frame.error}
      {...(placeholder === undefined ? {} : { placeholder })}
      data-field={name}
      autosize
      minRows={3}
      maxLength={limit}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
