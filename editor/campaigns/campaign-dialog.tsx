import { Input, Modal, MultiSelect, NumberInput, Select, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { useState } from "react";
import { markOf } from "#engine/marks.ts";
import type { Body } from "#server/api.ts";
import { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import dots from "../topics/topics.module.css";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Fold } from "../ui/fold.tsx";
import classes from "./campaigns.module.css";
import { type Campaign, stale } from "./use.ts";

type Written = Omit<Body<"saveCampaign">, "revision">;
const marks = ["source", "medium", "campaign", "content"] as const;

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const fresh = (): Written => ({
  ...{ name: "", about: "", colour: 1, objective: null, audience: null, topics: [], budget: 4, hashtags: [] },
  ...{
    firstDay: dayIn(7),
    lastDay: dayIn(35),
    utm: { source: "ambassadors", medium: "social", campaign: "", content: "" },
  },
});
const writtenOf = ({ objective, audience, topics, ...known }: Campaign): Written => {
  const { name, about, colour, budget, hashtags, firstDay, lastDay, utm } = known;
  return {
    ...{ name, about, colour, budget, hashtags, firstDay, lastDay, utm },
    ...{ objective: objective?.id ?? null, audience: audience?.id ?? null, topics: topics.map(({ id }) => id) },
  };
};

/** Writes a campaign, or a new one. Where somebody else was quicker, what stands now is shown in the place of what was written. */
export function CampaignDialog({
  known,
  close,
  done,
}: {
  known: Campaign | null;
  close: () => void;
  done: (now: Campaign) => void;
}) {
  const { t } = useWords();
  const [id] = useState(() => known?.id ?? crypto.randomUUID());
  const [seen, see] = useState(known?.revision ?? 0);
  const [written, setWritten] = useState(() => (known === null ? fresh() : writtenOf(known)));
  const [changed, setChanged] = useState(false);
  const line = useReply("editorialLine", {});
  const topics = useReply("listTopics", {});
  const save = useChange("saveCampaign", {
    stale: [...stale],
    done: (now) => {
      done(now);
      close();
    },
  });
  const write = (next: Partial<Written>) => setWritten((now) => ({ ...now, ...next }));
  const reversed = written.lastDay < written.firstDay;
  const send = () => {
    const named = written.utm.campaign === "" ? { ...written.utm, campaign: markOf(written.name) } : written.utm;
    save.mutate(
      { params: { id }, body: { revision: seen, ...written, utm: named } },
      {
        onError: (error) => {
          if (!(error instanceof CallError) || error.code !== "campaign_changed") return;
          const now = error.details as Campaign;
          see(now.revision);
          setWritten(writtenOf(now));
          setChanged(true);
        },
      },
    );
  };
  const named = (rows: readonly { id: string; name: string }[] = []) =>
    rows.map(({ id: value, name: label }) => ({ value, label }));
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={known === null ? t("campaigns.new") : known.name}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!reversed) send();
        }}
      >
        <Stack gap={18}>
          {changed && (
            <p className={classes.note} role="alert">
              {t("campaign.changed")}
            </p>
          )}
          <TextInput
            label={t("campaign.name")}
            placeholder={t("campaign.nameHint")}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={80}
            value={written.name}
            onChange={({ currentTarget }) => write({ name: currentTarget.value })}
          />
          <Textarea
            label={t("campaign.about")}
            autosize
            minRows={2}
            maxLength={1000}
            value={written.about}
            onChange={({ currentTarget }) => write({ about: currentTarget.value })}
          />
          <div className={classes.days}>
            {(["firstDay", "lastDay"] as const).map((which) => (
              <TextInput
                key={which}
                type="date"
                required
                withAsterisk={false}
                label={t(which === "firstDay" ? "campaign.first" : "campaign.last")}
                description={which === "firstDay" ? t("campaign.zone") : undefined}
                error={which === "lastDay" && reversed ? t("campaign.reversed") : null}
                value={written[which]}
                onChange={({ currentTarget }) => currentTarget.value !== "" && write({ [which]: currentTarget.value })}
              />
            ))}
          </div>
          {known !== null && !reversed && <Outside known={known} days={written} />}
          <NumberInput
            label={t("campaign.budget")}
            description={t("campaign.budgetHelp")}
            min={1}
            max={1000}
            allowDecimal={false}
            value={written.budget ?? ""}
            onChange={(budget) => write({ budget: typeof budget === "number" ? budget : null })}
          />
          <div className={classes.days}>
            <Select
              label={t("campaign.objective")}
              clearable
              data={named(line.data?.objectives)}
              value={written.objective}
              onChange={(objective) => write({ objective })}
            />
            <Select
              label={t("campaign.audience")}
              clearable
              data={named(line.data?.audiences)}
              value={written.audience}
              onChange={(audience) => write({ audience })}
            />
          </div>
          <MultiSelect
            label={t("campaign.topics")}
            searchable
            hidePickedOptions
            data={named(
              topics.data?.rows.filter(({ archived, id: topic }) => !archived || written.topics.includes(topic)),
            )}
            value={written.topics}
            onChange={(next) => write({ topics: next })}
          />
          <TagsInput
            label={t("campaign.hashtags")}
            description={t("campaign.hashtagsHelp")}
            maxTags={10}
            value={written.hashtags}
            onChange={(hashtags) => write({ hashtags: hashtags.map((tag) => tag.replace(/^#+/u, "")) })}
          />
          <Input.Wrapper label={t("campaign.colour")} labelElement="div">
            <div className={dots.colours} role="radiogroup" aria-label={t("campaign.colour")}>
              {[1, 2, 3, 4, 5].map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="colour"
                    aria-label={t("campaign.colourOf", { number: each })}
                    checked={written.colour === each}
                    onChange={() => write({ colour: each })}
                  />
                  <span className={dots.dot} data-colour={each} />
                </label>
              ))}
            </div>
          </Input.Wrapper>
          <Fold icon={IconTag} title={t("campaign.marks")}>
            <Stack gap={14}>
              <p className={classes.about}>{t("campaign.marksHelp")}</p>
              <div className={classes.days}>
                {marks.map((mark) => (
                  <TextInput
                    key={mark}
                    label={t(`campaign.utm.${mark}`)}
                    maxLength={100}
                    placeholder={mark === "campaign" ? markOf(written.name) : ""}
                    value={written.utm[mark] ?? ""}
                    onChange={({ currentTarget }) => write({ utm: { ...written.utm, [mark]: currentTarget.value } })}
                  />
                ))}
              </div>
            </Stack>
          </Fold>
        </Stack>
        <DialogEnd close={close} saving={save.isPending} />
      </form>
    </Modal>
  );
}

/** What of it other days would leave out, before they are saved. */
function Outside({ known, days: { firstDay, lastDay } }: { known: Campaign; days: Written }) {
  const { t } = useWords();
  const same = firstDay === known.firstDay && lastDay === known.lastDay;
  const query = useReply(
    "campaignOutside",
    { params: { id: known.id }, query: { firstDay, lastDay } },
    { anew: true, enabled: !same },
  );
  if (same || query.data === undefined) return null;
  const { planned, waiting } = query.data;
  if (planned + waiting === 0) return null;
  return (
    <p className={classes.note} role="status">
      {t("campaign.outside", { planned, waiting, both: planned > 0 && waiting > 0 ? "yes" : "no" })}
    </p>
  );
}
