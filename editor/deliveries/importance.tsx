import { Switch } from "@mantine/core";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";

/** A manager marks a story as important: whoever has it waiting is told at once, within what they allow. */
export function Importance({ delivery }: { delivery: number }) {
  const editor = isEditor(useMe());
  return editor ? <Marked delivery={delivery} /> : null;
}

function Marked({ delivery }: { delivery: number }) {
  const { t } = useWords();
  const query = useReply("readImportance", { params: { id: delivery } });
  const mark = useChange("markImportant", { stale: ["readImportance"] });
  const known = query.data;
  if (!known) return null;
  return (
    <Switch
      my={16}
      label={t("beside.important")}
      description={
        known.important?.by ? t("beside.importantBy", { name: known.important.by }) : t("beside.importantHelp")
      }
      checked={known.important !== null}
      disabled={mark.isPending}
      onChange={(event) => mark.mutate({ params: { id: delivery }, body: { on: event.currentTarget.checked } })}
    />
  );
}
