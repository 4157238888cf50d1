import { Modal, MultiSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import type { Topic } from "../topics/use.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { type Line, type Thing, useLineChange } from "./use-line.ts";

/** Writes an audience (with the topics for it and what is wanted of it) or an objective. */
export function ThingDialog({
  thing,
  line,
  topics,
  close,
}: {
  thing: Thing;
  line: Line;
  topics: readonly Topic[];
  close: () => void;
}) {
  const { t } = useWords();
  const audience = line.audiences.find(({ id }) => id === thing.id);
  const known = audience ?? line.objectives.find(({ id }) => id === thing.id);
  const [name, setName] = useState(known?.name ?? "");
  const [description, setDescription] = useState(known?.description ?? "");
  const [own, setOwn] = useState(audience?.topics ?? []);
  const before = line.aims.filter((aim) => aim.audience === thing.id);
  const [wanted, want] = useState(() => new Map(before.map(({ objective, note }) => [objective, note])));
  const of = thing.is === "audience";
  const [makeAudience, changeAudience] = [
    useLineChange("createAudience", close),
    useLineChange("changeAudience", close),
  ];
  const [makeObjective, changeObjective] = [
    useLineChange("createObjective", close),
    useLineChange("changeObjective", close),
  ];
  const saving = [makeAudience, changeAudience, makeObjective, changeObjective].some(({ isPending }) => isPending);
  const save = () => {
    const aims = [...wanted].map(([objective, note]) => ({ objective, note }));
    const written = { name, description, topics: own, aims };
    const params = { id: thing.id ?? "" };
    if (of && thing.id === null) makeAudience.mutate({ body: written });
    else if (of) changeAudience.mutate({ params, body: written });
    else if (thing.id === null) makeObjective.mutate({ body: { name, description } });
    else changeObjective.mutate({ params, body: { name, description } });
  };
  const offered = topics.filter((topic) => !topic.archived || own.includes(topic.id));
  return (
    <Modal
      opened
      onClose={close}
      title={
        known ? t("editorial.edit", { name: known.name }) : t(of ? "editorial.newAudience" : "editorial.newObjective")
      }
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap={18}>
          <TextInput
            label={t("editorial.name")}
            placeholder={t(of ? "editorial.audienceHint" : "editorial.objectiveHint")}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t("editorial.description")}
            description={t(of ? "editorial.audienceHelp" : "editorial.objectiveHelp")}
            autosize
            minRows={2}
            maxLength={600}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {of && (
            <>
              <MultiSelect
                label={t("editorial.aims")}
                searchable
                hidePickedOptions
                data={line.objectives.map(({ id: value, name: label }) => ({ value, label }))}
                value={[...wanted.keys()]}
                onChange={(chosen) => want(new Map(chosen.map((each) => [each, wanted.get(each) ?? ""])))}
              />
              {[...wanted].map(([objective, note]) => (
                <TextInput
                  key={objective}
                  label={t("editorial.how", { name: line.objectives.find((row) => row.id === objective)?.name ?? "" })}
                  placeholder={t("editorial.howHint")}
                  maxLength={300}
                  value={note}
                  onChange={(event) => want(new Map(wanted).set(objective, event.currentTarget.value))}
                />
              ))}
              <MultiSelect
                label={t("editorial.topics")}
                searchable
                hidePickedOptions
                data={offered.map(({ id: value, name: label }) => ({ value, label }))}
                value={own}
                onChange={setOwn}
              />
            </>
          )}
        </Stack>
        <DialogEnd close={close} saving={saving} />
      </form>
    </Modal>
  );
}
