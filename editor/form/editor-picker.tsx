import "./words.ts";
import type { ReactNode } from "react";
import { MultiSelect } from "@mantine/core";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";

type Frame = { label: string; description: ReactNode; error: string | null };

/** People who draw maps, by name. Who no longer can stays chosen until somebody takes them out, and is said to be gone. */
export function EditorPicker({
  value,
  change,
  frame,
  name,
}: {
  value: string[];
  change: (ids: string[]) => void;
  frame: Frame;
  name: string;
}) {
  const { t } = useWords();
  const { data } = useReply("listEditors", {});
  const options = (data?.rows ?? []).map((person) => ({ value: person.id, label: person.name }));
  const known = new Set(options.map((option) => option.value));
  const lost = data ? value.filter((id) => !known.has(id)) : [];
  return (
    <MultiSelect
      {...frame}
      data-field={name}
      searchable
      hidePickedOptions
      placeholder={value.length === 0 ? t("field.people") : ""}
      nothingFoundMessage={t("field.nothingFound")}
      data={[...options, ...lost.map((id) => ({ value: id, label: t("field.personLost") }))]}
      // Until names are here nobody is shown by a number.
      value={data ? value : []}
      onChange={change}
    />
  );
}
