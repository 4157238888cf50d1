import { Button, Modal, NumberInput, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { cueBounds } from "#engine/cue.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { PostOf } from "./post.tsx";
import classes from "./cues.module.css";

const fresh = {
  author: "",
  colleague: null as string | null,
  title: "",
  text: "",
  ideas: "",
  topic: null as string | null,
  most: 3,
  days: 3,
};

/** A manager gives a post by its link: what it shows is filled in, what it hides is said in a sentence. */
export function CueDialog({ given, close }: { given: string; close: () => void }) {
  const { t, text } = useWords();
  const [address, setAddress] = useState(given);
  const [said, setSaid] = useState(fresh);
  const say = (next: Partial<typeof fresh>) => setSaid((now) => ({ ...now, ...next }));
  const topics = useReply("listTopics", {});
  const people = useReply("briefPeople", {});
  const look = useChange("lookCue", {
    quiet: true,
    done: ({ title, text: words }) =>
      setSaid((now) => ({ ...now, title: now.title || title.slice(0, 300), text: now.text || words.slice(0, 2000) })),
  });
  const open = useChange("openCue", {
    stale: ["listCues", "listMyCues"],
    quiet: true,
    done: ({ asked }) => {
      announce.done(t(asked ? "cues.asked" : "cues.waits"));
      close();
    },
  });
  const seen = look.data;
  const known = seen !== undefined && seen.known !== null;
  const { ideas, ...rest } = said;
  const send = () =>
    open.mutate({
      body: {
        ...rest,
        address,
        ideas: ideas
          .split("\n")
          .map((idea) => idea.trim())
          .filter(Boolean)
          .slice(0, cueBounds.ideas),
      },
    });
  const error = open.error ?? look.error;
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={t("cues.add")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (seen === undefined) look.mutate({ body: { address } });
          else send();
        }}
      >
        <Stack gap={16}>
          <TextInput
            label={t("cues.form.address")}
            description={t("cues.form.addressHint")}
            placeholder="https://"
            data-autofocus
            inputMode="url"
            maxLength={4000}
            value={address}
            error={error !== null && text(error.text)}
            onChange={({ currentTarget }) => {
              setAddress(currentTarget.value);
              look.reset();
              open.reset();
            }}
          />
          {seen === undefined ? (
            <Button type="submit" variant="default" loading={look.isPending} disabled={address.trim() === ""}>
              {t("cues.form.look")}
            </Button>
          ) : known ? (
            <p className={classes.known} role="status">
              {t("cues.form.known")}
            </p>
          ) : (
            <>
              {seen.title === "" && seen.text === "" && <p className={classes.known}>{t("cues.form.unread")}</p>}
              {(said.title.trim() !== "" || said.text.trim() !== "") && (
                <PostOf
                  small
                  post={{ ...seen, author: said.author.trim() || null, title: said.title, text: said.text }}
                />
              )}
              <TextInput
                label={t("cues.form.title")}
                maxLength={300}
                value={said.title}
                onChange={({ currentTarget }) => say({ title: currentTarget.value })}
              />
              <Textarea
                label={t("cues.form.text")}
                autosize
                minRows={2}
                maxRows={8}
                maxLength={2000}
                value={said.text}
                onChange={({ currentTarget }) => say({ text: currentTarget.value })}
              />
              <div className={classes.two}>
                <TextInput
                  label={t("cues.form.author")}
                  maxLength={200}
                  value={said.author}
                  onChange={({ currentTarget }) => say({ author: currentTarget.value })}
                />
                <Select
                  label={t("cues.form.colleague")}
                  description={t("cues.form.colleagueHint")}
                  placeholder={t("cues.form.nobody")}
                  searchable
                  clearable
                  data={(people.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                  value={said.colleague}
                  onChange={(colleague) => say({ colleague })}
                />
              </div>
              <Textarea
                label={t("cues.form.ideas")}
                description={t("cues.form.ideasHint")}
                autosize
                minRows={2}
                maxRows={6}
                value={said.ideas}
                onChange={({ currentTarget }) => say({ ideas: currentTarget.value })}
              />
              <Select
                label={t("cues.form.topic")}
                placeholder={t("cues.form.everybody")}
                clearable
                data={(topics.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                value={said.topic}
                onChange={(topic) => say({ topic })}
              />
              <div className={classes.two}>
                <NumberInput
                  label={t("cues.form.most")}
                  min={1}
                  max={cueBounds.people}
                  allowDecimal={false}
                  value={said.most}
                  onChange={(most) => typeof most === "number" && say({ most })}
                />
                <NumberInput
                  label={t("cues.form.days")}
                  min={1}
                  max={cueBounds.days}
                  allowDecimal={false}
                  value={said.days}
                  onChange={(days) => typeof days === "number" && say({ days })}
                />
              </div>
              <DialogEnd close={close} saving={open.isPending} act={{ label: t("cues.form.send"), press: send }} />
            </>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
