import "./words.ts";
import { Input, Modal, MultiSelect, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Body } from "#server/api.ts";
import { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply, useRows } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import classes from "./briefs.module.css";
import { type Brief, signs, stale } from "./use.ts";

type Written = Omit<Body<"saveBrief">, "revision">;
const kinds = ["chat", "article", "film", "other"] as const;
const helps = ["text", "picture", "technique"] as const;

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const fresh = (campaign: string | null): Written => ({
  ...{ kind: "article", title: "", wanted: "", help: { text: "", picture: "", technique: "" }, effort: "" },
  ...{ lastDay: inDays(14), campaign, topic: null, team: null, people: [] },
});
const writtenOf = ({ kind, title, wanted, help, effort, lastDay, campaign, topic, team, people }: Brief): Written => ({
  ...{ kind, title, wanted, help, effort, lastDay, campaign: campaign?.id ?? null },
  ...{ topic: topic?.id ?? null, team: team?.id ?? null, people: people.map(({ id }) => id) },
});

/** Writes a brief, or a new one for a campaign. Where somebody else was quicker, what stands now is shown in the place of what was written. */
export function BriefDialog({
  known,
  campaign,
  close,
  done,
}: {
  known: Brief | null;
  campaign: string | null;
  close: () => void;
  done: (now: Brief) => void;
}) {
  const { t } = useWords();
  const [id] = useState(() => known?.id ?? crypto.randomUUID());
  const [seen, see] = useState(known?.revision ?? 0);
  const [written, setWritten] = useState(() => (known === null ? fresh(campaign) : writtenOf(known)));
  const [changed, setChanged] = useState(false);
  const topics = useReply("listTopics", {});
  const people = useReply("briefPeople", {});
  const campaigns = useRows("listCampaigns", { query: { of: "open" } });
  const save = useChange("saveBrief", {
    stale: [...stale],
    done: (now) => {
      done(now);
      close();
    },
  });
  const write = (next: Partial<Written>) => setWritten((now) => ({ ...now, ...next }));
  const send = () =>
    save.mutate(
      { params: { id }, body: { revision: seen, ...written } },
      {
        onError: (error) => {
          if (!(error instanceof CallError) || error.code !== "brief_changed") return;
          const now = error.details as Brief;
          see(now.revision);
          setWritten(writtenOf(now));
          setChanged(true);
        },
      },
    );
  const named = (rows: readonly { id: string; name: string }[] = []) =>
    rows.map(({ id: value, name: label }) => ({ value, label }));
  // What it belongs to may have been stopped, and who is asked have left: they are still called by their names.
  const withKnown = (rows: { value: string; label: string }[], more: readonly { id: string; name: string }[]) => [
    ...rows,
    ...named(more.filter((one) => !rows.some(({ value }) => value === one.id))),
  ];
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={known === null ? t("briefs.new") : known.title}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack gap={18}>
          {changed && (
            <p className={classes.note} role="alert">
              {t("brief.form.changed")}
            </p>
          )}
          <Input.Wrapper label={t("brief.form.kind")} labelElement="div">
            <div className={classes.kinds} role="radiogroup" aria-label={t("brief.form.kind")}>
              {kinds.map((kind) => {
                const Sign = signs[kind];
                return (
                  <label key={kind}>
                    <input type="radio" name="kind" checked={written.kind === kind} onChange={() => write({ kind })} />
                    <Sign size={24} stroke={1.6} aria-hidden="true" />
                    {t(`brief.kind.${kind}`)}
                  </label>
                );
              })}
            </div>
          </Input.Wrapper>
          <TextInput
            label={t("brief.form.title")}
            placeholder={t("brief.form.titleHint")}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={120}
            value={written.title}
            onChange={({ currentTarget }) => write({ title: currentTarget.value })}
          />
          <Textarea
            label={t("brief.wanted")}
            description={t("brief.form.wantedHint")}
            autosize
            minRows={3}
            maxRows={10}
            maxLength={3000}
            value={written.wanted}
            onChange={({ currentTarget }) => write({ wanted: currentTarget.value })}
          />
          <div className={classes.two}>
            <TextInput
              label={t("brief.effort")}
              placeholder={t("brief.form.effortHint")}
              maxLength={80}
              value={written.effort}
              onChange={({ currentTarget }) => write({ effort: currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t("brief.form.lastDay")}
              value={written.lastDay ?? ""}
              onChange={({ currentTarget }) =>
                write({ lastDay: currentTarget.value === "" ? null : currentTarget.value })
              }
            />
          </div>
          <Input.Wrapper label={t("brief.form.help")} labelElement="div">
            <div className={classes.two}>
              {helps.map((help) => (
                <TextInput
                  key={help}
                  label={t(
                    help === "text"
                      ? "brief.form.helpText"
                      : help === "picture"
                        ? "brief.form.helpPicture"
                        : "brief.form.helpTechnique",
                  )}
                  placeholder={help === "text" ? t("brief.form.helpHint") : ""}
                  maxLength={160}
                  value={written.help[help] ?? ""}
                  onChange={({ currentTarget }) => write({ help: { ...written.help, [help]: currentTarget.value } })}
                />
              ))}
            </div>
          </Input.Wrapper>
          <Input.Wrapper
            label={t("brief.form.whom")}
            description={t(known?.state === "open" ? "brief.form.openNote" : "brief.form.whomHelp")}
            labelElement="div"
          >
            <Stack gap={14} mt={8}>
              <MultiSelect
                label={t("brief.form.people")}
                searchable
                hidePickedOptions
                maxValues={100}
                data={withKnown(named(people.data?.rows), known?.people ?? [])}
                value={written.people}
                onChange={(next) => write({ people: next })}
              />
              <div className={classes.two}>
                <Select
                  label={t("brief.form.topic")}
                  clearable
                  data={named(topics.data?.rows.filter(({ archived, id: one }) => !archived || one === written.topic))}
                  value={written.topic}
                  onChange={(topic) => write({ topic })}
                />
                <Select
                  label={t("brief.form.team")}
                  clearable
                  data={named(topics.data?.teams)}
                  value={written.team}
                  onChange={(team) => write({ team })}
                />
              </div>
            </Stack>
          </Input.Wrapper>
          <Select
            label={t("brief.campaign")}
            clearable
            data={withKnown(named(campaigns.rows), known?.campaign ? [known.campaign] : [])}
            value={written.campaign}
            onChange={(next) => write({ campaign: next })}
          />
        </Stack>
        <DialogEnd close={close} saving={save.isPending} />
      </form>
    </Modal>
  );
}
