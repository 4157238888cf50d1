import { Button, Checkbox, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { IconAdjustments } from "@tabler/icons-react";
import { Link } from "wouter";
import { visibilities } from "#engine/card.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { cards } from "../networks.ts";
import { languageChoices } from "../ui/languages.ts";
import { Fold } from "../ui/fold.tsx";
import classes from "./entry.module.css";
import { type Draft, type Finding, instantIn, localOf } from "./draft.ts";
import { Findings } from "./findings.tsx";

type Part = { draft: Draft; change: (next: Partial<Draft>) => void; findings: readonly Finding[] };

/** Where readers go on, and whether the link stands in the post or below it. */
export function LinkPart({ draft: { written: said }, change, findings }: Part) {
  const { t } = useWords();
  return (
    <section className={classes.part}>
      <div className={classes.linkRow}>
        <TextInput
          type="url"
          inputMode="url"
          size="md"
          label={t("entry.link")}
          placeholder="https://"
          maxLength={4000}
          value={said.link ?? ""}
          onChange={({ currentTarget }) =>
            change({
              written: { ...said, link: currentTarget.value.trim() === "" ? null : currentTarget.value.trim() },
            })
          }
        />
        {said.link !== null && (
          <SegmentedControl
            aria-label={t("entry.linkIn")}
            value={said.linkIn}
            onChange={(linkIn) => change({ written: { ...said, linkIn: linkIn === "comment" ? "comment" : "post" } })}
            data={(["post", "comment"] as const).map((value) => ({ value, label: t(`entry.linkIn.${value}`) }))}
          />
        )}
      </div>
      {said.link !== null && (
        <div className={classes.pair}>
          <Select
            label={t("entry.card")}
            allowDeselect={false}
            data={(["ours", "network", "none"] as const).map((value) => ({ value, label: t(`entry.card.${value}`) }))}
            value={said.card}
            onChange={(card) => card !== null && change({ written: { ...said, card } })}
          />
          <Select
            label={t("entry.short")}
            allowDeselect={false}
            data={shorts.map((value) => ({ value, label: t(`entry.short.${value}`) }))}
            value={said.short === null ? "usual" : said.short ? "short" : "whole"}
            onChange={(value) =>
              change({ written: { ...said, short: value === "short" ? true : value === "whole" ? false : null } })
            }
          />
        </div>
      )}
      <Findings findings={findings} place={/^link/u} />
    </section>
  );
}

const shorts = ["usual", "short", "whole"] as const;

/** What few posts need: what follows below, in which language, for how long, and who says yes. */
export function MorePart({
  id,
  draft,
  change,
  findings,
  networks,
}: Part & { id: string; networks: readonly string[] }) {
  const { t, language } = useWords();
  const editor = isEditor(useMe());
  const { data: topics } = useReply("listTopics", {});
  const campaigns = useReply("listCampaigns", { query: { of: "open", limit: 100 } }, { enabled: editor });
  const open = campaigns.data?.rows ?? [];
  const second = useReply("readSignOffRule", {}, { enabled: editor }).data?.entries === true;
  const { written: said } = draft;
  // Who may see it is only asked where one of its networks lets an app choose.
  const choosing = networks.flatMap((network) => {
    const card = cards.get(network);
    return (card?.visibilities?.length ?? 0) > 0 ? [card!] : [];
  });
  const offered = visibilities.filter((one) => choosing.some((card) => card.visibilities?.includes(one)));
  const say = (next: Partial<Draft["written"]>) => change({ written: { ...said, ...next } });
  return (
    <>
      <section className={classes.part}>
        <div className={classes.pair}>
          <Select
            label={t("entry.topic")}
            placeholder={t("entry.topicNone")}
            clearable
            data={(topics?.rows ?? [])
              .filter(({ archived, id }) => !archived || id === draft.topic)
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.topic}
            onChange={(topic) => change({ topic })}
          />
          <Select
            label={t("entry.language")}
            placeholder={t("entry.languageNone")}
            clearable
            searchable
            data={languageChoices(language, said.language ?? "")}
            value={said.language}
            onChange={(next) => say({ language: next })}
          />
          {editor && (open.length > 0 || draft.campaign !== null) && (
            <Select
              label={t("entry.campaign")}
              placeholder={t("entry.campaignNone")}
              clearable
              data={open.map(({ id, name }) => ({ value: id, label: name }))}
              value={draft.campaign}
              onChange={(campaign) => change({ campaign })}
            />
          )}
        </div>
      </section>
      <Fold
        icon={IconAdjustments}
        title={t("entry.more")}
        opened={said.thread.length > 0 || said.comment !== "" || said.visibility !== "account"}
      >
        <div className={classes.more}>
          {said.thread.map((text, index) => (
            <div key={index}>
              <Textarea
                label={t("entry.then", { number: index + 2 })}
                autosize
                minRows={2}
                maxLength={20_000}
                value={text}
                onChange={({ currentTarget }) =>
                  say({ thread: said.thread.map((one, n) => (n === index ? currentTarget.value : one)) })
                }
              />
              <Findings findings={findings} place={new RegExp(`^thread\\.${index}$`, "u")} />
            </div>
          ))}
          <div className={classes.row}>
            {said.thread.length < 9 && (
              <Button variant="default" onClick={() => say({ thread: [...said.thread, ""] })}>
                {t("entry.thenAdd")}
              </Button>
            )}
            {said.thread.length > 0 && (
              <Button variant="subtle" onClick={() => say({ thread: said.thread.slice(0, -1) })}>
                {t("entry.thenRemove")}
              </Button>
            )}
          </div>
          <Textarea
            label={t("entry.comment")}
            description={t("entry.commentHelp")}
            autosize
            minRows={2}
            maxLength={5000}
            value={said.comment}
            onChange={({ currentTarget }) => say({ comment: currentTarget.value })}
          />
          <Findings findings={findings} place={/^comment/u} />
          <div>
            <span className={classes.label}>{t("entry.long")}</span>
            <SegmentedControl
              aria-label={t("entry.long")}
              value={said.long}
              onChange={(long) => say({ long: long === "thread" ? "thread" : "cut" })}
              data={(["cut", "thread"] as const).map((value) => ({ value, label: t(`entry.long.${value}`) }))}
            />
          </div>
          {(offered.length > 0 || said.visibility !== "account") && (
            <Select
              label={t("entry.visibility")}
              description={t("entry.visibilityHelp", {
                networks: new Intl.ListFormat(language).format(choosing.map(({ title }) => title)),
              })}
              allowDeselect={false}
              data={[
                { value: "account" as const, label: t("entry.visibility.account") },
                ...(offered.length > 0 ? offered : visibilities).map((value) => ({
                  value,
                  label: t(`entry.visibility.${value}`),
                })),
              ]}
              value={said.visibility}
              onChange={(visibility) => visibility !== null && say({ visibility })}
            />
          )}
          <TextInput
            type="datetime-local"
            label={t("entry.until")}
            value={localOf(draft.until)}
            onChange={({ currentTarget }) => change({ until: instantIn(currentTarget.value) })}
          />
          <Findings findings={findings} place={/^until/u} />
          <Checkbox
            label={t("entry.evergreen")}
            checked={draft.evergreen}
            onChange={({ currentTarget }) => change({ evergreen: currentTarget.checked })}
          />
          {editor && draft.evergreen && <Link href={`/library?entry=${id}`}>{t("entry.evergreenHow")}</Link>}
          {editor && (
            <Checkbox
              label={t("entry.approval")}
              description={second ? t("entry.approvalAsked") : null}
              disabled={second}
              checked={second || draft.approval}
              onChange={({ currentTarget }) => change({ approval: currentTarget.checked })}
            />
          )}
        </div>
      </Fold>
    </>
  );
}
