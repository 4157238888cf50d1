import { useNetwork } from "@mantine/hooks";
import { IconCloudOff } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import classes from "./banner.module.css";

/** Says that the connection is gone, while it is. */
export function Offline() {
  const { t } = useWords();
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <div className={classes.offline}>
          <IconCloudOff size={18} stroke={1.8} aria-hidden="true" />
          {t("offline.text")}
        </div>
      )}
    </div>
  );
}
