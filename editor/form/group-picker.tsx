import type { ReactNode } from "react";
import { useState } from "react";
import { MultiSelect, Text } from "@mantine/core";
import { topicWord } from "#engine/topic.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";

type Frame = { label: string; description: ReactNode; error: string | null };
type Given = { value: string[]; change: (keys: string[]) => void; frame: Frame; name: string };
type Group = { key: string; name: string; names: string[]; gone: boolean };

/** The value that stands for “make this one” in the list. */
const fresh = "+";

/** Topics that people follow. What nobody follows is said at once; a topic that is missing is made in place. */
export function FollowedPicker(given: Given) {
  const { t, language } = useWords();
  const { data } = useReply("listTopics", {});
  const { data: use } = useReply("topicUse", {});
  const make = useChange("createTopic", {
    stale: ["listTopics", "topicUse"],
    done: ({ key }) => given.change([...given.value, key]),
  });
  const groups = data?.rows.map(({ key, name, names, archived }) => ({ key, name, names, gone: archived }));
  const idle = new Set(use?.topics.filter(({ unfollowed }) => unfollowed).map(({ id }) => id));
  const chosen = new Set(given.value.map((name) => groupOf(groups ?? [], name)?.key));
  const unfollowed = (data?.rows ?? [])
    .filter(({ id, key }) => idle.has(id) && chosen.has(key))
    .map(({ name }) => name);
  return (
    <>
      <GroupPicker
        {...given}
        groups={groups}
        all={t("field.topicsAll")}
        none={t("field.topicsNone")}
        make={(name) => make.mutate({ body: { name } })}
        makes={(name) => t("field.topicMake", { name })}
      />
      {unfollowed.length > 0 && (
        <Text size="sm" c="var(--warn)" mt={6} role="status">
          {t("field.unfollowed", {
            names: new Intl.ListFormat(language, { type: "conjunction" }).format(
              unfollowed.map((name) => (language === "fr" ? `« ${name} »` : `“${name}”`)),
            ),
          })}
        </Text>
      )}
    </>
  );
}

export function TeamPicker(given: Given) {
  const { t } = useWords();
  const { data } = useReply("listTopics", {});
  const groups = data?.teams.map(({ key, name }) => ({ key, name, names: [key, topicWord(name)], gone: false }));
  return <GroupPicker {...given} groups={groups} all={t("field.teamsAll")} none={t("field.teamsNone")} />;
}

const groupOf = (groups: readonly Group[], name: string): Group | undefined =>
  groups.find(({ key, names }) => key === name || names.includes(topicWord(name)));

/** Groups by their present names, stored by their keys. A name that no group has stays, and is said to be nobody's. */
function GroupPicker({
  value,
  change,
  frame,
  name,
  groups,
  all,
  none,
  make,
  makes,
}: Given & {
  groups: Group[] | undefined;
  all: string;
  none: string;
  make?: (name: string) => void;
  makes?: (name: string) => string;
}) {
  const { t } = useWords();
  const [search, setSearch] = useState("");
  const known = groups ?? [];
  const chosen = [...new Set(value.map((each) => groupOf(known, each)?.key ?? each))];
  const offered = known
    .filter(({ key, gone }) => !gone || chosen.includes(key))
    .map((group) => ({ value: group.key, label: group.name }));
  const lost = chosen
    .filter((each) => groupOf(known, each) === undefined)
    .map((each) => ({ value: each, label: groups === undefined ? each : t("field.groupLost", { name: each }) }));
  const typed = search.trim();
  const makeable = make !== undefined && groups !== undefined && typed !== "" && groupOf(known, typed) === undefined;
  return (
    <MultiSelect
      {...frame}
      data-field={name}
      searchable
      hidePickedOptions
      maxLength={80}
      placeholder={chosen.length === 0 ? all : ""}
      nothingFoundMessage={none}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options, search: wanted }) =>
        options.filter(
          (option) =>
            !("value" in option) || option.value === fresh || topicWord(option.label).includes(topicWord(wanted)),
        )
      }
      data={[...offered, ...lost, ...(makeable ? [{ value: fresh, label: makes?.(typed) ?? typed }] : [])]}
      value={chosen}
      onChange={(keys) => {
        if (keys.includes(fresh)) {
          setSearch("");
          make?.(typed);
        } else change(keys);
      }}
    />
  );
}
