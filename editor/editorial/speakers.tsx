import { CloseButton, Select } from "@mantine/core";
import { IconCheck, IconClock, IconX } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { type Line, useLineChange } from "./use-line.ts";
import classes from "./editorial.module.css";

/** By topic who may well speak on it, and what they answered. */
export function Speakers({ line }: { line: Line }) {
  const { t } = useWords();
  const list = useReply("listTopics", {});
  const use = useReply("topicUse", {});
  const set = useLineChange("setSpeaker");
  const topics = (list.data?.rows ?? []).filter(({ archived }) => !archived);
  return (
    <Answer query={list} lines={3} height={64}>
      {() =>
        topics.length === 0 ? (
          <p>
            {t("editorial.noTopics")} <Link href="/topics">{t("editorial.toTopics")}</Link>
          </p>
        ) : (
          <>
            <p className={classes.text}>{t("editorial.speakersText")}</p>
            <ul className={classes.list}>
              {topics.map(({ id, name }) => {
                const own = line.speakers.filter(({ topic }) => topic === id);
                const asked = new Set(own.map(({ member }) => member.id));
                return (
                  <li key={id}>
                    <div>
                      <h3>{name}</h3>
                      <p className={classes.tags}>
                        {own.length === 0 && <span data-missing>{t("editorial.noSpeaker")}</span>}
                        {own.map(({ member, agrees }) => (
                          <span key={member.id} className={classes.speaker} data-agrees={String(agrees)}>
                            {agrees === null ? (
                              <IconClock size={16} aria-hidden />
                            ) : agrees ? (
                              <IconCheck size={16} aria-hidden />
                            ) : (
                              <IconX size={16} aria-hidden />
                            )}
                            {t(
                              agrees === null ? "editorial.asked" : agrees ? "editorial.agrees" : "editorial.declines",
                              {
                                name: member.name,
                              },
                            )}
                            {agrees !== false && (
                              <CloseButton
                                size={26}
                                aria-label={t("editorial.takeBack", { name: member.name })}
                                onClick={() => set.mutate({ body: { topic: id, member: member.id, speaks: false } })}
                              />
                            )}
                          </span>
                        ))}
                      </p>
                    </div>
                    <Select
                      className={classes.pick!}
                      aria-label={t("editorial.addSpeakerTo", { name })}
                      placeholder={t("editorial.addSpeaker")}
                      searchable
                      limit={50}
                      value={null}
                      data={(use.data?.members ?? [])
                        .filter((member) => !asked.has(member.id))
                        .map((member) => ({ value: member.id, label: member.name }))}
                      onChange={(member) =>
                        member !== null && set.mutate({ body: { topic: id, member, speaks: true } })
                      }
                    />
                  </li>
                );
              })}
            </ul>
          </>
        )
      }
    </Answer>
  );
}
