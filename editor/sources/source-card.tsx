import { Anchor, Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconRefresh } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { NodeIcon } from "../ui/node-icon.tsx";
import { useWords } from "../language.tsx";
import { faces } from "../nodes.ts";
import { useChange } from "../replies.ts";
import { Tag } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import classes from "./sources.module.css";

type ReadDocument = NonNullable<Reply<"listSources">["rows"][number]["document"]>;

/** What the last list held, to the last entry; those that it lists twice by name. */
function Document({ document }: { document: ReadDocument }) {
  const { t } = useWords();
  const { fresh, known, doubled, blank, doubles } = document;
  return (
    <>
      <span className="num">{t("sources.document", { all: fresh + known + doubled + blank, fresh, known })}</span>
      {doubled > 0 && (
        <details>
          <summary className="num">{t("sources.doubled", { count: doubled })}</summary>
          <ul>
            {doubles.map(({ title, link }, index) => (
              <li key={index}>{title || link}</li>
            ))}
          </ul>
        </details>
      )}
      {blank > 0 && <span className="num">{t("sources.blank", { count: blank })}</span>}
    </>
  );
}

/** One source: its health, its times, the sentence that says what is wrong, the maps that read it. */
export function SourceCard({ source }: { source: Reply<"listSources">["rows"][number] }) {
  const { t, text } = useWords();
  const client = useQueryClient();
  const face = faces.get(source.type);
  const poll = useChange("pollSource", {
    done: (reply) => {
      void client.invalidateQueries({ queryKey: ["listSources"] });
      if (!reply.error) announce.done(t("sources.polled"));
    },
  });
  const failing = source.error !== null;
  return (
    <li className={`${classes.card} kind-source`} data-failing={failing || undefined}>
      <span className={classes.icon}>
        <NodeIcon manifest={face} size={20} />
      </span>
      <div className={classes.main}>
        <div className={classes.head}>
          <h2>{source.title || source.address}</h2>
          <Tag tone={failing ? "bad" : source.okAt ? "good" : "plain"}>
            {t(
              failing
                ? source.received
                  ? "sources.refused"
                  : "sources.failing"
                : source.okAt
                  ? "sources.good"
                  : source.received
                    ? "sources.waiting"
                    : "sources.idle",
            )}
          </Tag>
        </div>
        <p className={classes.address}>
          {/* What comes by itself has no address that anybody would know. */}
          {face && source.received ? text(face.title) : `${face ? `${text(face.title)} · ` : ""}${source.address}`}
        </p>
        {source.error && (
          <p className={classes.error}>
            {text(source.error)}{" "}
            {source.failures > 1 && <span>({t("sources.failures", { count: source.failures })})</span>}
          </p>
        )}
        {source.movedTo && <p className={classes.address}>{t("sources.moved", { address: source.movedTo })}</p>}
        <p className={classes.facts}>
          <span>
            {t(source.received ? "sources.lastCame" : "sources.last")} <When at={source.polledAt} />
          </span>
          {!source.received && (
            <span>
              {t(failing ? "sources.nextTry" : "sources.next")}{" "}
              <When at={source.nextPollAt} empty={t("sources.notScheduled")} />
            </span>
          )}
          {source.waitUntil && (
            <span>
              {t("sources.asked")} <When at={source.waitUntil} />
            </span>
          )}
          <span className="num">{t("sources.items", { count: source.items })}</span>
          {source.document && <Document document={source.document} />}
          <span>
            {t("sources.usedBy")}{" "}
            {source.maps.length === 0
              ? t("sources.unused")
              : source.maps.map((map, index) => (
                  <span key={map.id}>
                    {index > 0 && ", "}
                    <Anchor component={Link} href={`/maps/${map.id}`} size="sm">
                      {map.name}
                    </Anchor>
                  </span>
                ))}
          </span>
        </p>
      </div>
      {!source.received && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} stroke={1.7} />}
          loading={poll.isPending}
          disabled={source.waitUntil !== null}
          onClick={() => poll.mutate({ params: { id: source.id } })}
        >
          {t("sources.poll")}
        </Button>
      )}
    </li>
  );
}
