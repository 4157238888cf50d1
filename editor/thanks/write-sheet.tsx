import { Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Body } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { stale } from "./stale.ts";

type Kind = Body<"writeThanks">["kind"];
const kinds: readonly Kind[] = ["suggestion", "brief", "lesson", "mentor", "visit", "help"];

/** A few words to a person, for one thing. Everybody stands in the list, whether they take part or not: it must tell nothing. */
export function WriteSheet({ close, sent }: { close: () => void; sent: (id: string) => void }) {
  const { t } = useWords();
  const { member } = useMe();
  const people = useReply("briefPeople", {});
  const [id] = useState(() => crypto.randomUUID());
  const [to, setTo] = useState<string | null>(null);
  const [kind, setKind] = useState<Kind | null>(null);
  const [thing, setThing] = useState("");
  const [words, setWords] = useState("");
  const send = useChange("writeThanks", { stale: [...stale], done: () => sent(id) });
  const lacks = to === null || kind === null || thing.trim() === "" || words.trim() === "";
  return (
    <Sheet opened close={close} title={t("thanks.write")} about={t("thanks.writeAbout")}>
      <Stack gap={16}>
        <Select
          size="md"
          searchable
          label={t("thanks.whom")}
          value={to}
          onChange={setTo}
          data={(people.data?.rows ?? []).flatMap((row) =>
            row.id === member.id ? [] : [{ value: row.id, label: row.name }],
          )}
        />
        <Select
          size="md"
          label={t("thanks.what")}
          value={kind}
          onChange={(next) => setKind(kinds.find((each) => each === next) ?? null)}
          data={kinds.map((value) => ({ value, label: t(`thanks.kind.${value}`) }))}
        />
        <TextInput
          size="md"
          label={t("thanks.thing")}
          placeholder={t("thanks.thingHint")}
          maxLength={120}
          value={thing}
          onChange={({ currentTarget }) => setThing(currentTarget.value)}
        />
        <Textarea
          size="md"
          autosize
          minRows={3}
          maxRows={8}
          maxLength={600}
          label={t("thanks.words")}
          description={t("thanks.wordsText")}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
      </Stack>
      <DialogEnd
        close={close}
        size="md"
        saving={send.isPending}
        act={{
          label: t("thanks.send"),
          disabled: lacks,
          press: () => !lacks && send.mutate({ body: { id, to, kind, thing, words } }),
        }}
      />
    </Sheet>
  );
}
