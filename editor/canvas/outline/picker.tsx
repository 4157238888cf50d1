import { Select } from "@mantine/core";
import { useWords } from "../../language.tsx";
import { writeSoon } from "../../ui/write-soon.ts";
import { facesByKind } from "../../nodes.ts";
import { mayStand, type Asked } from "../../drawing/inserting.ts";

type Row = { value: string; label: string };

/** A list that is open at once, found in by letters, and gone with a choice, Escape or the next thing that is touched. */
export function Picker({
  label,
  data,
  pick,
  close,
}: {
  label: string;
  data: Row[] | { group: string; items: Row[] }[];
  pick: (value: string) => void;
  close: () => void;
}) {
  const { t } = useWords();
  return (
    <Select
      size="sm"
      w={260}
      maw="100%"
      aria-label={label}
      placeholder={label}
      searchable
      ref={writeSoon}
      nothingFoundMessage={t("field.nothingFound")}
      data={data}
      value={null}
      onChange={(value) => {
        close();
        if (value !== null) pick(value);
      }}
      onBlur={close}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    />
  );
}

/** The same with the steps that may stand at a place. */
export function StepPicker({
  wants,
  ...rest
}: {
  label: string;
  wants: Pick<Asked, "from" | "to">;
  pick: (type: string) => void;
  close: () => void;
}) {
  const { t, text } = useWords();
  const data = [...facesByKind]
    .map(([kind, faces]) => ({
      group: t(`kind.${kind}`),
      items: faces
        .filter((face) => mayStand(face, wants))
        .map((face) => ({ value: face.type, label: text(face.title) })),
    }))
    .filter(({ items }) => items.length > 0);
  return <Picker data={data} {...rest} />;
}
