import { Button, Group, Stack, TagsInput, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CrisisWords } from "#engine/crisis.ts";
import { announce } from "../announce.ts";
import { call } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { StopDialog } from "../shell/stop-dialog.tsx";
import classes from "./crisis.module.css";
import { groupOf, stale } from "./kept.ts";

/** Words, what holding them would keep as it is now, and the press that does it. */
export function NewHold() {
  const { t } = useWords();
  const [words, setWords] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  const [about, setAbout] = useState("");
  const [stops, setStops] = useState(false);
  // What stands in the field counts as well: in a hurry nobody presses Enter.
  const all = typed.trim().length < 2 ? words : [...words, typed.trim()];
  const sound = CrisisWords.safeParse(all).success;
  const [asked] = useDebouncedValue(all.join("\n"), 300);
  const preview = useQuery({
    queryKey: ["previewHold", asked],
    queryFn: ({ signal }) => call("previewHold", { body: { words: asked.split("\n") } }, { signal }),
    enabled: CrisisWords.safeParse(asked.split("\n")).success,
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const hold = useChange("beginHold", {
    stale: [...stale],
    done: ({ held }) => {
      setWords([]);
      setTyped("");
      setAbout("");
      announce.done(t("crisis.held", { count: held }));
    },
  });
  const kept = sound ? preview.data?.kept : undefined;
  const forms = preview.data?.forms ?? [];
  return (
    <section className={classes.new} aria-label={t("crisis.new")}>
      <h2>{t("crisis.new")}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (sound) hold.mutate({ body: { words: all, about } });
        }}
      >
        <Stack gap={16}>
          <TagsInput
            label={t("crisis.words")}
            description={t("crisis.wordsHint")}
            value={words}
            searchValue={typed}
            onSearchChange={setTyped}
            onChange={setWords}
            maxTags={50}
            maxLength={80}
            splitChars={[",", ";"]}
            clearable
            clearButtonProps={{ "aria-label": t("crisis.drop") }}
            error={all.some((word) => word.length < 2) && t("crisis.short")}
          />
          <TextInput
            label={t("crisis.about")}
            maxLength={300}
            value={about}
            onChange={({ currentTarget }) => setAbout(currentTarget.value)}
          />
          <div role="status" className={classes.would} hidden={kept === undefined}>
            {kept !== undefined && (
              <>
                <strong>{t("crisis.would")}</strong>
                <ul>
                  <li>
                    {t("crisis.would.posts", { posts: kept.posts, people: kept.people ?? 0, group: groupOf(kept) })}
                  </li>
                  {kept.proposals > 0 && <li>{t("crisis.would.asked", { count: kept.proposals })}</li>}
                  {kept.planned > 0 && <li>{t("crisis.would.planned", { count: kept.planned })}</li>}
                </ul>
                <p>{t(preview.data?.more === true ? "crisis.would.more" : "crisis.would.new")}</p>
                {forms.length > 0 && (
                  <p className={classes.note}>{t("crisis.forms", { words: forms.slice(0, 12).join(", ") })}</p>
                )}
              </>
            )}
          </div>
          <Group justify="space-between" gap={12}>
            <button type="button" className={classes.all} onClick={() => setStops(true)}>
              {t("crisis.all")}
            </button>
            <Button type="submit" color="brick" disabled={!sound} loading={hold.isPending}>
              {t("crisis.hold")}
            </Button>
          </Group>
        </Stack>
      </form>
      <StopDialog opened={stops} close={() => setStops(false)} />
    </section>
  );
}
