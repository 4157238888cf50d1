import { Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";

/** What a new version asks of people, and what is told of it. `keep` saves what is written and gives its revision. */
export function PublishDialog({
  draft,
  keep,
  close,
}: {
  draft: Reply<"getCharterDraft">;
  keep: () => Promise<number>;
  close: () => void;
}) {
  const { t } = useWords();
  const [note, setNote] = useState({ en: "", fr: "" });
  const [asks, setAsks] = useState(true);
  const first = draft.current === null;
  const publish = useChange("publishCharter", {
    stale: ["getCharterDraft", "getCharter", "me"],
    done: ({ number }) => {
      close();
      announce.done(t("charter.published", { number }));
    },
  });
  const go = async () => {
    // A save that fails is told by itself.
    const revision = await keep().catch(() => null);
    if (revision !== null) publish.mutate({ body: { revision, note, asks: asks || first } });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t("charter.publish.title", { number: (draft.versions[0]?.number ?? 0) + 1 })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Stack gap={16}>
        {!first && (
          <>
            <Textarea
              label={t("charter.publish.noteFr")}
              description={t("charter.publish.noteHelp")}
              maxLength={400}
              autosize
              value={note.fr}
              onChange={(event) => setNote({ ...note, fr: event.currentTarget.value })}
            />
            <Textarea
              label={t("charter.publish.note")}
              maxLength={400}
              autosize
              value={note.en}
              onChange={(event) => setNote({ ...note, en: event.currentTarget.value })}
            />
          </>
        )}
        <Radio.Group
          label={t("charter.publish.who")}
          value={asks || first ? "all" : "small"}
          onChange={(next) => setAsks(next === "all")}
        >
          <Stack gap={12} mt={8}>
            <Radio value="all" label={t("charter.publish.all")} description={t("charter.publish.allHelp")} />
            {!first && (
              <Radio value="small" label={t("charter.publish.small")} description={t("charter.publish.smallHelp")} />
            )}
          </Stack>
        </Radio.Group>
      </Stack>
      <DialogEnd
        close={close}
        saving={publish.isPending}
        act={{ label: t("charter.publish.do"), press: () => void go() }}
      />
    </Modal>
  );
}
