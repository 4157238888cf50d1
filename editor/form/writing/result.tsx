import { Select } from "@mantine/core";
import { useDeferredValue } from "react";
import type { Card } from "#engine/card.ts";
import { compose } from "#engine/compose.ts";
import { readTemplate, render } from "#engine/template.ts";
import { useWords } from "../../language.tsx";
import { cards, useCard } from "../../networks.ts";
import { NetworkMark, networkTitle } from "../../ui/network.tsx";
import { sampleItem, type Trial } from "./sample.ts";
import classes from "./writing.module.css";

/** Counted as the network counts, once its card is here. */
function Counter({ network, text }: { network: string; text: string }) {
  const { t, number } = useWords();
  const card = useCard(network, true);
  return card === null ? null : <Counted card={card} text={text} t={t} number={number} />;
}

function Counted({
  card,
  text,
  t,
  number,
}: { card: Card; text: string } & Pick<ReturnType<typeof useWords>, "t" | "number">) {
  const { text: most } = card.limits;
  const count = card.count(text, card.limits);
  const part = Math.min(1, count / most);
  const said = t("writing.count", { count: number(count), most: number(most), network: card.title });
  return (
    <li className={classes.counter} data-tone={count > most ? "over" : part > 0.9 ? "near" : undefined} title={said}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="8" pathLength="1" />
        <circle cx="10" cy="10" r="8" pathLength="1" strokeDasharray={`${part} 1`} transform="rotate(-90 10 10)" />
      </svg>
      <NetworkMark network={card.name} size={18} />
      <span className="num">
        <b>{number(count)}</b> / {number(most)}
      </span>
      {count > most && (
        <em>{t("writing.over", { network: card.title, count: number(count - most), most: number(most) })}</em>
      )}
    </li>
  );
}

/**
 * What comes of the template for one item, and how long that is at each network that this step leads to. It follows the writing at its own
 * pace: a letter is on screen before anything is counted.
 */
export function Result({ value, trial: { samples, chosen, choose, networks } }: { value: string; trial: Trial }) {
  const { t, language } = useWords();
  const written = useDeferredValue(value);
  const sample = samples.find(({ key }) => key === chosen) ?? samples[0];
  const { template } = readTemplate(written);
  if (template === null || written.trim() === "") return null;
  const item = sampleItem(language, sample);
  const text = compose(render(template, item), item.link);
  const shown = networks.filter((network) => cards.has(network));
  return (
    <figure className={classes.result}>
      <figcaption>
        <b>{t("writing.result")}</b>
        {sample === undefined ? (
          <span>{t("writing.example")}</span>
        ) : (
          <Select
            size="xs"
            className={classes.on!}
            aria-label={t("writing.on")}
            allowDeselect={false}
            comboboxProps={{ width: 300, position: "bottom-end" }}
            data={samples.map(({ key, title, summary }) => ({
              value: key,
              label: title || summary.slice(0, 80) || key,
            }))}
            value={sample.key}
            onChange={(key) => key !== null && choose(key)}
          />
        )}
      </figcaption>
      <p>{text === "" ? t("writing.nothing") : text}</p>
      {shown.length > 0 && (
        <ul aria-label={shown.map(networkTitle).join(", ")}>
          {shown.map((network) => (
            <Counter key={network} network={network} text={text} />
          ))}
        </ul>
      )}
    </figure>
  );
}
