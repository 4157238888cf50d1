import "./words.ts";
import { Anchor } from "@mantine/core";
import { useWords } from "../language.tsx";
import { PostRest } from "../ui/post-rest.tsx";
import { When } from "../ui/when.tsx";
import { DeliveryState, type DeliveryDetail } from "./delivery-state.tsx";
import classes from "./delivery-view.module.css";

/** Of a post of several parts: how each fares, with its address and, where it is not out, why. */
export function Chain({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useWords();
  const { chain, post } = delivery;
  if (chain.length === 0) return null;
  return (
    <section aria-label={t("post.chain")}>
      <p className="muted">
        {t("post.first")} · <PartState part={chain[0]!} />
      </p>
      <PostRest parts={post.parts.slice(1)} foot={(number) => <PartState part={chain[number]!} />} />
    </section>
  );
}

function PartState({ part: { state, reason, url, publishedAt } }: { part: DeliveryDetail["chain"][number] }) {
  const { t, text } = useWords();
  return (
    <span className={classes.part}>
      {state === null ? <span className="muted">{t("post.waits")}</span> : <DeliveryState state={state} />}
      {publishedAt && (
        <span className="muted">
          <When at={publishedAt} />
        </span>
      )}
      {url && (
        <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
          {t("post.open")}
        </Anchor>
      )}
      {reason && <span className="muted">{text(reason)}</span>}
    </span>
  );
}
