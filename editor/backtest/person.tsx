import { useWords } from "../language.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { When } from "../ui/when.tsx";
import classes from "./backtest.module.css";

/** Whose a message is, where and when: nobody's name where figures about one person are not told. */
export function WhoseLine({
  name,
  avatar,
  company,
  network,
  at,
  children,
}: {
  name: string;
  avatar: string | null;
  company: boolean;
  network: string;
  at: string;
  children?: React.ReactNode;
}) {
  const { t } = useWords();
  const called = name === "" ? t("backtest.somebody") : name;
  return (
    <div className={classes.line}>
      <Face name={called} avatar={avatar} company={company} network={network} size={30} />
      <span className={classes.name}>
        {called} <span className="muted">· {networkTitle(network)} · </span>
        <When at={at} />
      </span>
      {children}
    </div>
  );
}
