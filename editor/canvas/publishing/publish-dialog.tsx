import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useCallback, useState } from "react";
import type { FirstItems } from "#engine/map.ts";
import "./words.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { Blocking } from "./blocking.tsx";
import { Changes } from "./changes.tsx";
import { MonthCosts } from "./costs.tsx";
import { sameDrawing } from "../../drawing/difference.ts";
import { changeMap } from "../../drawing/draft.ts";
import { useMe } from "../../me.ts";
import { useOpenMap } from "../state/map-context.ts";
import { FirstChoice } from "./first-choice.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";

/** Shows what publishing will change and asks what must be asked; refused while an error stands. */
export function PublishDialog({ close }: { close: () => void }) {
  const { t, text } = useWords();
  const { workspace } = useMe();
  const canvas = useCanvas();
  const document = useDocument();
  const said = useScheduleWords(document.schedule);
  const { detail, saver, learn, run } = useOpenMap();
  const problems = useCanvasPart((state) => state.problems);
  const [note, setNote] = useState("");
  const [saving, setSaving] = useState(false);
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.filter((problem) => problem.severity === "warning");
  const live = detail.live?.number ?? null;
  const version = (live ?? 0) + 1;
  const publish = useChange("publishMap", {
    stale: ["listMaps", "listVersions"],
    done: (reply) => {
      saver.advance(reply.revision);
      learn(reply);
      close();
      announce.done(t("publish.done", { version: reply.live?.number ?? version }));
      // Who asked for posts at once sees them come.
      if (live === null && document.first.kind !== "skip") run();
    },
  });
  const begin = useCallback((first: FirstItems) => canvas.edit(changeMap({ first }), "first"), [canvas]);
  const same = detail.live !== null && sameDrawing(detail.live.document, document);
  const confirm = async () => {
    setSaving(true);
    const revision = await saver.flush();
    setSaving(false);
    if (revision === null) announce.warning(t("publish.unsaved"));
    else publish.mutate({ params: { id: detail.id }, body: { revision, note } });
  };
  return (
    <Modal
      opened
      onClose={close}
      size={560}
      title={t("publish.title", { name: document.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Stack gap={20}>
        <Text>
          {t(live === null ? "publish.first" : "publish.next", {
            version,
            live,
            schedule: said(document.schedule),
          })}
        </Text>
        <Blocking problems={problems} leave={close} />
        {warnings.length > 0 && (
          <Alert color="honey" title={t("problems.warning")}>
            {warnings.slice(0, 4).map((problem, index) => (
              <div key={index}>{text(problem.message)}</div>
            ))}
          </Alert>
        )}
        <Changes live={detail.live?.document ?? null} draft={document} />
        {live === null && <FirstChoice document={document} change={begin} suggest={workspace.demo} />}
        {live !== null && <MonthCosts id={detail.id} />}
        <Text size="sm" c="dimmed">
          {t("publish.consent")}
        </Text>
        <TextInput
          label={t("publish.note")}
          placeholder={t("publish.noteHint")}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
      <Group justify="flex-end" mt={24}>
        <Button variant="default" onClick={close}>
          {t("action.cancel")}
        </Button>
        <Button
          disabled={errors.length > 0 || same}
          loading={saving || publish.isPending}
          onClick={() => void confirm()}
        >
          {t("publish.confirm", { version })}
        </Button>
      </Group>
    </Modal>
  );
}
