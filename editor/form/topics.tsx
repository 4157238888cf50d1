import "./words.ts";
import type { ReactNode } from "react";
import { ActionIcon, Button, Input, Stack, TextInput } from "@mantine/core";
import { IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { freshId } from "../drawing/draft.ts";
import { useWords } from "../language.tsx";
import classes from "./form.module.css";
import { WordsField } from "./words-field.tsx";

type Topic = { id: string; name: string; words: string[] };
type Frame = { label: string; description: ReactNode; error: string | null };

const isTopic = (value: unknown): value is Topic =>
  typeof value === "object" && value !== null && "id" in value && "name" in value && "words" in value;

/** Topics with their words. The id behind a topic names its way out and never changes, so that wires stay when it is renamed. */
export function Topics({ value, change, frame }: { value: unknown; change: (topics: Topic[]) => void; frame: Frame }) {
  const { t } = useWords();
  const topics = Array.isArray(value) ? value.filter(isTopic) : [];
  const replace = (id: string, part: Partial<Topic>) =>
    change(topics.map((topic) => (topic.id === id ? { ...topic, ...part } : topic)));
  const up = (at: number) =>
    change([...topics.slice(0, at - 1), topics[at]!, topics[at - 1]!, ...topics.slice(at + 1)]);
  const add = () =>
    change([
      ...topics,
      {
        id: freshId(new Set(topics.map((topic) => topic.id)), "topic"),
        name: "",
        words: [],
      },
    ]);
  return (
    <Input.Wrapper {...frame} data-field="topics" labelElement="div">
      <Stack gap={8} mt={4}>
        {topics.map((topic, index) => (
          <div key={topic.id} className={classes.row}>
            <TextInput
              label={t("topic.name")}
              maxLength={60}
              placeholder={t("topic.nameHint")}
              value={topic.name}
              onChange={(event) => replace(topic.id, { name: event.currentTarget.value })}
            />
            <div style={{ marginTop: 10 }}>
              <WordsField
                name="words"
                frame={{ label: t("topic.words") }}
                placeholder={t("topic.wordsHint")}
                value={topic.words}
                change={(words) => replace(topic.id, { words })}
                most={100}
                each={100}
              />
            </div>
            <div className={classes.rowTools}>
              {index > 0 && (
                <ActionIcon
                  size={28}
                  color="ink"
                  aria-label={t("rows.up", { number: index + 1 })}
                  onClick={() => up(index)}
                >
                  <IconArrowUp size={15} stroke={1.7} />
                </ActionIcon>
              )}
              <ActionIcon
                size={28}
                color="brick"
                aria-label={t("topic.remove", { name: topic.name || String(index + 1) })}
                onClick={() => change(topics.filter((each) => each.id !== topic.id))}
              >
                <IconTrash size={15} stroke={1.7} />
              </ActionIcon>
            </div>
          </div>
        ))}
        <Button variant="default" size="compact-md" leftSection={<IconPlus size={15} />} onClick={add}>
          {t("topic.add")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
