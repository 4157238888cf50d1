import "./words.ts";
import { IconArrowsExchange, IconChevronRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import classes from "./handover.module.css";

/** Accounts that colleagues would like to hand over to the reader; nothing where there are none. */
export function Offered() {
  const { t } = useWords();
  const { data } = useReply("listHandovers", {});
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <ul className={classes.offered}>
      {data.rows.map(({ id, name, network, accepted }) => (
        <li key={id}>
          <Link href={`/accounts/${id}/take`}>
            <IconArrowsExchange size={20} stroke={1.7} aria-hidden="true" />
            <span>
              {t(accepted ? "handover.oneAccepted" : "handover.one", { name, network: networkTitle(network) })}
            </span>
            <IconChevronRight size={18} stroke={1.8} aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
