import "./words.ts";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconPlus, IconTags } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import { MergeDialog, TopicDialog } from "./dialogs.tsx";
import { Teams } from "./teams.tsx";
import classes from "./topics.module.css";
import { stale, type Topic, type Use } from "./use.ts";

type Asked = { is: "new" } | { is: "edit" | "merge"; topic: Topic } | null;

/** Topics with who follows, feeds and names them, and teams: what maps pick people by. */
export function TopicsPage() {
  const { t } = useWords();
  const list = useReply("listTopics", {});
  const use = useReply("topicUse", {});
  const [asked, ask] = useState<Asked>(null);
  const done = () => ask(null);
  const topics = (list.data?.rows ?? []).toSorted((a, b) => Number(a.archived) - Number(b.archived));
  return (
    <Page
      title={t("topics.title")}
      intro={t("topics.intro")}
      actions={
        <>
          <Button component={Link} href="/topics/mine" variant="default">
            {t("nav.myTopics")}
          </Button>
          <Button leftSection={<IconPlus size={18} />} onClick={() => ask({ is: "new" })}>
            {t("topics.new")}
          </Button>
        </>
      }
    >
      <Answer query={list} lines={4} height={72}>
        {() =>
          topics.length === 0 ? (
            <Empty icon={<IconTags size={28} />} title={t("topics.none")}>
              {t("topics.noneText")}
            </Empty>
          ) : (
            <>
              {use.data?.open != null && use.data.open > 0 && (
                <p className={classes.open}>{t("topics.openToo", { count: use.data.open })}</p>
              )}
              <ul className={classes.topics}>
                {topics.map((topic) => (
                  <TopicLine key={topic.id} topic={topic} use={use.data} ask={ask} alone={topics.length === 1} />
                ))}
              </ul>
            </>
          )
        }
      </Answer>
      {list.data && <Teams teams={list.data.teams} use={use.data} />}
      {asked !== null && asked.is !== "merge" && (
        <TopicDialog topic={asked.is === "edit" ? asked.topic : null} use={use.data} close={done} />
      )}
      {asked?.is === "merge" && <MergeDialog topic={asked.topic} topics={topics} close={done} />}
    </Page>
  );
}

function TopicLine({
  topic,
  use,
  ask,
  alone,
}: {
  topic: Topic;
  use: Use | undefined;
  ask: (asked: Asked) => void;
  alone: boolean;
}) {
  const { t, language } = useWords();
  const change = useChange("changeTopic", { stale: [...stale] });
  const own = use?.topics.find(({ id }) => id === topic.id);
  const names = new Intl.ListFormat(language, { type: "conjunction" });
  return (
    <li className={classes.topic} data-archived={topic.archived || undefined}>
      <span className={classes.dot} data-colour={topic.colour} aria-hidden />
      <div>
        <h2>
          {topic.name} {topic.archived && <Tag tone="plain">{t("topics.archivedTag")}</Tag>}
        </h2>
        {topic.description !== "" && <p>{topic.description}</p>}
        {own && (
          <p className={classes.use}>
            <span data-idle={own.unfollowed || undefined}>
              {own.unfollowed && own.maps.length > 0
                ? t("topics.unfollowed")
                : own.followers === null
                  ? t("topics.few")
                  : t("topics.followers", { count: own.followers })}
            </span>
            <span>
              {own.maps.length === 0 ? t("topics.noMap") : t("topics.maps")}{" "}
              {own.maps.map(({ id, name }, index) => (
                <span key={id}>
                  {index > 0 && ", "}
                  <Link href={`/maps/${id}`}>{name}</Link>
                </span>
              ))}
            </span>
            {own.feeders.length > 0 && (
              <span>{t("topics.fed", { names: names.format(own.feeders.map(({ name }) => name)) })}</span>
            )}
          </p>
        )}
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={40} color="ink" aria-label={t("topics.actions", { name: topic.name })}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => ask({ is: "edit", topic })}>{t("topics.edit")}</Menu.Item>
          <Menu.Item onClick={() => change.mutate({ params: { id: topic.id }, body: { archived: !topic.archived } })}>
            {t(topic.archived ? "topics.return" : "topics.archive")}
          </Menu.Item>
          {!alone && <Menu.Item onClick={() => ask({ is: "merge", topic })}>{t("topics.merge")}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
