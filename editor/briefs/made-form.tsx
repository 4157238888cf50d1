import "../suggest/words.ts";
import { Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { PhotoField } from "../suggest/photo-field.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { type Asked, staleAsked } from "./use.ts";

/** What came of it: a link, words, a picture of one's own. One of them is enough. */
export function MadeForm({ asked: { id, made }, close }: { asked: Asked; close: () => void }) {
  const { t } = useWords();
  const [link, setLink] = useState(made?.link ?? "");
  const [words, setWords] = useState(made?.words ?? "");
  const [photo, setPhoto] = useState({ medium: made?.picture?.id ?? null, alt: made?.picture?.alt ?? "" });
  const send = useChange("finishAsked", { stale: [...staleAsked], done: close });
  const empty = link.trim() === "" && words.trim() === "" && photo.medium === null;
  const unsaid = photo.medium !== null && photo.alt.trim() === "";
  return (
    <Sheet opened close={close} title={t("asked.made.title")} about={t("asked.made.about")}>
      <Stack gap={16}>
        <TextInput
          size="md"
          type="url"
          inputMode="url"
          placeholder="https://"
          label={t("asked.made.link")}
          maxLength={2000}
          value={link}
          onChange={({ currentTarget }) => setLink(currentTarget.value)}
        />
        <Textarea
          size="md"
          autosize
          minRows={3}
          maxRows={8}
          label={t("asked.made.words")}
          placeholder={t("asked.made.wordsHint")}
          maxLength={3000}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <PhotoField draft={photo} change={(next) => setPhoto((now) => ({ ...now, ...next }))} />
      </Stack>
      <DialogEnd
        close={close}
        size="md"
        saving={send.isPending}
        act={{
          label: t("asked.finish"),
          disabled: empty || unsaid,
          press: () =>
            send.mutate({ params: { id }, body: { link: link.trim() === "" ? null : link, words, ...photo } }),
        }}
      />
    </Sheet>
  );
}
