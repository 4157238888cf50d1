import { Button, Group, Modal, MultiSelect, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { bareText, type Returning } from "#engine/evergreen.ts";
import { announce } from "../announce.ts";
import { call, CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import classes from "./library.module.css";
import { monthName, type SecondLife, stale } from "./use.ts";

/** What is written: how one that is there comes back; a new one, or a second life, with words of its own. */
export type About = { id: string; rule: Returning | null } | { of: SecondLife | null };

const usual: Returning = { gap: 60, months: [], ends: null };

export function RuleDialog({ about, close }: { about: About; close: () => void }) {
  const { t, language } = useWords();
  const known = "id" in about ? about : null;
  const of = "of" in about ? about.of : null;
  const [rule, setRule] = useState<Returning>(known?.rule ?? usual);
  const [text, setText] = useState("");
  const [link, setLink] = useState(of?.link ?? "");
  const [id] = useState(() => known?.id ?? crypto.randomUUID());
  const revision = useRef(0);
  const [saving, setSaving] = useState(false);
  const [, go] = useLocation();
  const client = useQueryClient();
  const same = of !== null && text.trim() !== "" && bareText(text) === bareText(of.text);
  const change = (next: Partial<Returning>) => setRule((now) => ({ ...now, ...next }));

  async function save(): Promise<void> {
    setSaving(true);
    try {
      if (known === null) {
        const written = {
          version: 1 as const,
          words: [{ text: text.trim(), for: null }],
          link: link.trim() === "" ? null : link.trim(),
        };
        const saved = await call("saveEntry", {
          params: { id },
          body: { revision: revision.current, written, evergreen: true },
        });
        // Where the rule is refused, the next try writes the same post once more.
        revision.current = saved.entry.revision;
      }
      await call("saveEvergreen", { params: { id }, body: { ...rule, ...(of === null ? {} : { of: of.key }) } });
      await Promise.all(stale.map((name) => client.invalidateQueries({ queryKey: [name] })));
      close();
      if (known === null) go(`/entries/${id}`);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      announce.failure(error);
    } finally {
      setSaving(false);
    }
  }
  const title =
    known !== null ? t("library.form.rule") : of === null ? t("library.form.new") : t("library.form.second");
  return (
    <Modal opened size="lg" onClose={close} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!same) void save();
        }}
      >
        <Stack gap={18}>
          {of !== null && (
            <figure className={classes.before}>
              <figcaption>{t("library.form.before")}</figcaption>
              <blockquote>{of.text}</blockquote>
            </figure>
          )}
          {known === null && (
            <>
              <Textarea
                label={t(of === null ? "library.form.words" : "library.form.newWords")}
                description={t("library.form.wordsHint")}
                autosize
                minRows={3}
                maxLength={20_000}
                required
                withAsterisk={false}
                data-autofocus
                value={text}
                error={same && t("library.form.same")}
                onChange={({ currentTarget }) => setText(currentTarget.value)}
              />
              <TextInput
                label={t("library.form.link")}
                type="url"
                maxLength={4000}
                value={link}
                onChange={({ currentTarget }) => setLink(currentTarget.value)}
              />
            </>
          )}
          <NumberInput
            label={t("library.form.gap")}
            description={t("library.form.gapHint")}
            min={7}
            max={1000}
            clampBehavior="blur"
            allowDecimal={false}
            value={rule.gap}
            onChange={(value) => change({ gap: Math.min(1000, Math.max(7, Number(value) || 7)) })}
          />
          <MultiSelect
            label={t("library.form.months")}
            description={t("library.form.monthsHint")}
            data={Array.from({ length: 12 }, (_, index) => ({
              value: `${index + 1}`,
              label: monthName(index + 1, language),
            }))}
            value={rule.months.map(String)}
            clearable
            clearButtonProps={{ "aria-label": t("library.form.monthsHint") }}
            onChange={(months) => change({ months: months.map(Number).toSorted((a, b) => a - b) })}
          />
          <TextInput
            type="date"
            label={t("library.form.ends")}
            description={t("library.form.endsHint")}
            value={rule.ends ?? ""}
            onChange={({ currentTarget }) => change({ ends: currentTarget.value === "" ? null : currentTarget.value })}
          />
        </Stack>
        {known === null ? (
          <Group justify="flex-end" mt={24}>
            <Button variant="default" onClick={close}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={saving} disabled={same}>
              {t("library.form.go")}
            </Button>
          </Group>
        ) : (
          <DialogEnd close={close} saving={saving} />
        )}
      </form>
    </Modal>
  );
}
