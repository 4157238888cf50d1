import { Textarea, TextInput, type TextareaProps, type TextInputProps } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useAhead } from "../ui/ahead.ts";

type Own = { value: string; change: (value: string) => void };

/** How a field hears what is written, and tells it. */
function useWritten({ value, change }: Own) {
  const { written, write, tell } = useAhead(value, change);
  return {
    value: written,
    onChange: (event: { currentTarget: { value: string } }) => write(event.currentTarget.value),
    onBlur: tell,
    onKeyDownCapture: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.key === "Enter") tell();
    },
  };
}

/** A line of plain words, or an address. */
export function LineField({ value, change, ...rest }: Own & Omit<TextInputProps, "value" | "onChange">) {
  return <TextInput {...rest} autoComplete="off" {...useWritten({ value, change })} />;
}

/** Several lines of them. */
export function LinesField({ value, change, ...rest }: Own & Omit<TextareaProps, "value" | "onChange">) {
  return <Textarea {...rest} autosize minRows={2} maxRows={10} {...useWritten({ value, change })} />;
}
