import { useWords } from "../../language.tsx";
import type { Offer } from "./offers.ts";
import classes from "./writing.module.css";

/** What may be inserted at the caret. The keyboard stays in the field, which names the option that is marked. */
export function InsertList({
  id,
  offers,
  marked,
  at,
  insert,
}: {
  id: string;
  offers: readonly Offer[];
  marked: Offer | undefined;
  at: { left: number; top: number };
  insert: (offer: Offer) => void;
}) {
  const { t } = useWords();
  return (
    <div id={`${id}-list`} role="listbox" aria-label={t("writing.list")} className={classes.list} style={at}>
      {offers.map((offer, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={offer.name}
          ref={(option) => (offer === marked ? option?.scrollIntoView({ block: "nearest" }) : undefined)}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={offer === marked}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => insert(offer)}
        >
          {offer.name}
        </div>
      ))}
    </div>
  );
}
