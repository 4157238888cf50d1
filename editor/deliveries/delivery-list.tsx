import "./words.ts";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Face } from "../ui/face.tsx";
import { When } from "../ui/when.tsx";
import classes from "./delivery-list.module.css";
import { DeliveryState, isCut, isOpen, type DeliveryRow } from "./delivery-state.tsx";

/** Deliveries as rows: who, what, where it stands. `open` shows one beside the list instead of leaving the page. */
export function DeliveryList({ rows, open }: { rows: DeliveryRow[]; open?: (id: number) => void }) {
  const { t, text } = useWords();
  const inner = (row: DeliveryRow) => (
    <>
      <Face
        name={row.account.name}
        avatar={row.account.avatar}
        network={row.account.network}
        company={row.account.company}
        size={34}
      />
      <span className={classes.words}>
        <span className={classes.text}>{row.text}</span>
        <span className={classes.about}>
          {row.account.name}
          {row.reason && (row.state !== "published" || isCut(row)) && ` · ${text(row.reason)}`}
          {row.part > 0 &&
            row.state !== "published" &&
            ` · ${t("delivery.partsOut", { out: row.part, count: row.parts })}`}
        </span>
      </span>
      <span className={classes.end}>
        <DeliveryState state={row.state} reason={row.reasonCode} cut={isCut(row)} />
        <span className={classes.when}>
          <When at={row.publishedAt ?? (isOpen(row.state) ? row.dueAt : row.createdAt)} />
        </span>
      </span>
    </>
  );
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.id}>
          {open ? (
            <button type="button" className={classes.row} onClick={() => open(row.id)}>
              {inner(row)}
            </button>
          ) : (
            <Link href={`/deliveries/${row.id}`} className={classes.row!}>
              {inner(row)}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
