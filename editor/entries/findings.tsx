import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./entry.module.css";
import { type Finding, foundAt } from "./draft.ts";

/** What stands in the way of a place, said where it is, with the network's name where it is one's alone. */
export function Findings({ findings, place }: { findings: readonly Finding[]; place: RegExp }) {
  const { t, text } = useWords();
  const here = foundAt(findings, place);
  if (here.length === 0) return null;
  return (
    <ul className={classes.findings} role="status">
      {here.map(({ network, code, severity, message, place: where }) => {
        const Sign = severity === "error" ? IconAlertTriangle : IconInfoCircle;
        return (
          <li key={`${where} ${network} ${code}`} data-severity={severity}>
            <Sign size={16} stroke={1.9} aria-hidden="true" />
            {network === null
              ? text(message)
              : t("entry.onNetwork", { network: networkTitle(network), message: text(message) })}
          </li>
        );
      })}
    </ul>
  );
}
