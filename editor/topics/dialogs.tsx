import { Input, Modal, MultiSelect, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { stale, type Topic, type Use } from "./use.ts";
import classes from "./topics.module.css";

const colours = [1, 2, 3, 4, 5];

/** Makes a topic, or changes one: name, colour, description, and who may feed it. */
export function TopicDialog({ topic, use, close }: { topic: Topic | null; use: Use | undefined; close: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(topic?.name ?? "");
  const [colour, setColour] = useState(topic?.colour ?? null);
  const [description, setDescription] = useState(topic?.description ?? "");
  const fed = use?.topics.find(({ id }) => id === topic?.id)?.feeders ?? [];
  const [feeders, setFeeders] = useState(fed.map(({ id }) => id));
  const create = useChange("createTopic", { stale: [...stale], done: close });
  const change = useChange("changeTopic", { stale: [...stale], done: close });
  const people = new Map([...fed, ...(use?.members ?? [])].map((member) => [member.id, member.name]));
  const save = () =>
    topic === null
      ? create.mutate({ body: { name, description, ...(colour === null ? {} : { colour }) } })
      : change.mutate({
          params: { id: topic.id },
          body: { name, description, feeders, ...(colour === null ? {} : { colour }) },
        });
  return (
    <Modal
      opened
      onClose={close}
      title={topic === null ? t("topics.new") : t("topics.editTitle", { name: topic.name })}
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
            label={t("topics.name")}
            description={topic === null ? undefined : t("topics.nameHelp")}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Input.Wrapper label={t("topics.colour")} labelElement="div">
            <div className={classes.colours} role="radiogroup" aria-label={t("topics.colour")}>
              {colours.map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="colour"
                    aria-label={t("topics.colourOf", { number: each })}
                    checked={colour === each}
                    onChange={() => setColour(each)}
                  />
                  <span className={classes.dot} data-colour={each} />
                </label>
              ))}
            </div>
          </Input.Wrapper>
          <Textarea
            label={t("topics.description")}
            description={t("topics.descriptionHelp")}
            autosize
            minRows={2}
            maxLength={400}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {topic !== null && (
            <MultiSelect
              label={t("topics.feeders")}
              description={t("topics.feedersHelp")}
              searchable
              hidePickedOptions
              limit={50}
              data={[...people].map(([value, label]) => ({ value, label }))}
              value={feeders}
              onChange={setFeeders}
            />
          )}
        </Stack>
        <DialogEnd close={close} saving={create.isPending || change.isPending} />
      </form>
    </Modal>
  );
}

/** Makes a topic part of another, with what that means said before. */
export function MergeDialog({ topic, topics, close }: { topic: Topic; topics: readonly Topic[]; close: () => void }) {
  const { t } = useWords();
  const [into, setInto] = useState<string | null>(null);
  const merge = useChange("mergeTopic", { stale: [...stale], done: close });
  const press = () => {
    if (into !== null) merge.mutate({ params: { id: topic.id }, body: { into } });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t("topics.mergeTitle", { name: topic.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Stack gap={18}>
        <Text>{t("topics.mergeText")}</Text>
        <Select
          label={t("topics.into")}
          required
          withAsterisk={false}
          searchable
          data={topics.filter(({ id }) => id !== topic.id).map(({ id, name }) => ({ value: id, label: name }))}
          value={into}
          onChange={setInto}
        />
      </Stack>
      <DialogEnd
        close={close}
        saving={merge.isPending}
        act={{ label: t("topics.mergeDo"), press, disabled: into === null }}
      />
    </Modal>
  );
}
