import { UnstyledButton } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useWords } from "../../language.tsx";
import { NetworkMark, networkTitle } from "../../ui/network.tsx";
import { whyNone } from "./answers.tsx";
import classes from "./networks.module.css";
import type { Somebody } from "./people.ts";

/** Somebody's accounts with how many messages each would get; one without stays, with the reason. The arrow keys go from one to the next. */
export function Networks({
  person: { name, accounts },
  chosen,
  choose,
}: {
  person: Somebody;
  chosen: string;
  choose: (ref: string) => void;
}) {
  const { t, text } = useWords();
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const by = ["ArrowRight", "ArrowDown"].includes(event.key)
      ? 1
      : ["ArrowLeft", "ArrowUp"].includes(event.key)
        ? -1
        : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = accounts.findIndex(({ ref }) => ref === chosen);
    const next = (at + by + accounts.length) % accounts.length;
    choose(accounts[next]!.ref);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=radio]")[next]?.focus();
  };
  return (
    <div
      className={classes.networks}
      role="radiogroup"
      tabIndex={-1}
      aria-label={t("posts.networks", { name })}
      data-arrows
      onKeyDown={walk}
    >
      {accounts.map((account) => {
        const { ref, network, handle, goes } = account;
        const label = t("posts.network", { network: networkTitle(network), count: goes });
        const reason = goes === 0 ? whyNone(account, t, text) : null;
        return (
          <UnstyledButton
            key={ref}
            role="radio"
            aria-checked={ref === chosen}
            tabIndex={ref === chosen ? 0 : -1}
            className={classes.network!}
            aria-label={reason === null ? label : `${label}. ${reason}`}
            title={reason === null ? `${networkTitle(network)} · ${handle}` : `${networkTitle(network)} : ${reason}`}
            onClick={() => choose(ref)}
          >
            <NetworkMark network={network} size={20} />
            <span className="num">{goes}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
