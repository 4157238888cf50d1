import "./words.ts";
import { Anchor, Button, Group } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { firstPart } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { networkTitle } from "../ui/network.tsx";
import { When } from "../ui/when.tsx";
import { Attempts } from "./attempts.tsx";
import { DeliveryActions } from "./delivery-actions.tsx";
import { Chain } from "./chain.tsx";
import { DeliveryState, isCut, isOpen, type DeliveryDetail } from "./delivery-state.tsx";
import { Readings } from "./readings.tsx";
import { ShownPost } from "./shown-post.tsx";
import { WhyLink } from "../why/why-link.tsx";
import classes from "./delivery-view.module.css";

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** All about one delivery: the post, where it stands and why, each attempt, the way to the published post. */
export function DeliveryView({ delivery }: { delivery: DeliveryDetail }) {
  const { t, text } = useWords();
  const editor = isEditor(useMe());
  const { account, item } = delivery;
  const { media, card } = firstPart(delivery.post);
  const others = media !== undefined || card?.picture !== undefined;
  return (
    <div className={classes.view}>
      <div className={classes.state}>
        <DeliveryState state={delivery.state} reason={delivery.reasonCode} cut={isCut(delivery)} />
        <p>
          {delivery.reason ? `${text(delivery.reason)} ` : ""}
          {t(`delivery.about.${delivery.state}`)} {delivery.adopted && t("delivery.adopted")}
        </p>
      </div>
      {delivery.missing && (
        <p className={classes.missing}>
          {t(
            delivery.missing.video
              ? "delivery.videoMissing"
              : others
                ? "delivery.onePictureMissing"
                : "delivery.pictureMissing",
          )}{" "}
          {text(delivery.missing.reason)}{" "}
          {delivery.missing.until && (
            <>
              {t(delivery.missing.drops ? "delivery.pictureDrops" : "delivery.pictureWaits")}{" "}
              <When at={delivery.missing.until} />.
            </>
          )}
        </p>
      )}
      <ShownPost delivery={delivery} />
      <Chain delivery={delivery} />
      {delivery.unprepared && (
        <p className="muted">{t(delivery.unprepared === "let_go" ? "delivery.letGo" : "delivery.ends")}</p>
      )}
      <Group gap={8}>
        {delivery.remoteUrl && (
          <Button
            component="a"
            href={delivery.remoteUrl}
            target="_blank"
            rel="noreferrer"
            rightSection={<IconExternalLink size={16} stroke={1.7} />}
          >
            {t("delivery.view", { network: networkTitle(account.network) })}
          </Button>
        )}
        <DeliveryActions delivery={delivery} />
      </Group>
      <dl className={classes.facts}>
        <Fact label={t("delivery.account")}>
          {account.name} · @{account.handle}
        </Fact>
        <Fact label={t("delivery.map")}>
          {editor ? (
            <Anchor component={Link} href={`/maps/${delivery.mapId}`}>
              {delivery.mapName}
            </Anchor>
          ) : (
            delivery.mapName
          )}{" "}
          · {t("runs.version", { number: delivery.version })}
        </Fact>
        {editor && (
          <Fact label={t("delivery.run")}>
            <Anchor component={Link} href={`/runs/${delivery.runId}`}>
              {t("delivery.runOpen")}
            </Anchor>
          </Fact>
        )}
        <Fact label={t("delivery.created")}>
          <When at={delivery.createdAt} />
        </Fact>
        {delivery.publishedAt ? (
          <Fact label={t("delivery.publishedAt")}>
            <When at={delivery.publishedAt} />
          </Fact>
        ) : (
          <>
            {isOpen(delivery.state) && (
              <Fact label={t("delivery.due")}>
                <When at={delivery.dueAt} />
              </Fact>
            )}
            <Fact label={t("delivery.expires")}>
              <When at={delivery.expiresAt} />
            </Fact>
          </>
        )}
        {delivery.short && (
          <Fact label={t("delivery.short")}>
            <Anchor href={delivery.short.url} target="_blank" rel="noreferrer">
              {delivery.short.url.replace(/^https?:\/\//u, "")}
            </Anchor>
          </Fact>
        )}
        {delivery.retractedAt && (
          <Fact label={t("delivery.retracted")}>
            <When at={delivery.retractedAt} />
          </Fact>
        )}
        {delivery.approvedAt && (
          <Fact label={t("delivery.approved")}>
            <When at={delivery.approvedAt} /> {delivery.approvedBy && t("delivery.by", { name: delivery.approvedBy })}
          </Fact>
        )}
        {delivery.machine && (
          <Fact label={t("delivery.machine")}>
            {[
              ...new Set(delivery.machine.map(({ task, model }) => `${t(`delivery.machine.${task}`)} · ${model}`)),
            ].join(", ")}
            {editor && <small className="muted"> · {delivery.machine.map(({ prompt }) => prompt).join(", ")}</small>}
          </Fact>
        )}
        {item && (
          <Fact label={t("delivery.item")}>
            {item.source}
            {item.link && (
              <>
                {" · "}
                <Anchor href={item.link} target="_blank" rel="noreferrer">
                  {t("delivery.read")}
                </Anchor>
              </>
            )}
            {" · "}
            <WhyLink item={item.key} account={account.id} />
          </Fact>
        )}
        {editor && delivery.changed && (
          <Fact label={t("delivery.changed")}>
            <When at={delivery.changed.at} />
            {" · "}
            {delivery.changed.link ? (
              <Anchor href={delivery.changed.link} target="_blank" rel="noreferrer">
                {delivery.changed.title || delivery.changed.link}
              </Anchor>
            ) : (
              delivery.changed.title
            )}
          </Fact>
        )}
      </dl>
      <Readings delivery={delivery} />
      <Attempts history={delivery.history} post={delivery.post} />
    </div>
  );
}
