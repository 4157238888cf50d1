import { Switch } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconAdjustments } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { Fold } from "../ui/fold.tsx";
import classes from "./preferences.module.css";

/** How a person answers on this device: for how long a yes can be taken back, and whether single keys answer. */
export function usePreferences() {
  const [calm, setCalm] = useLocalStorage({
    key: "relaymap:undo-calm",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [keys, setKeys] = useLocalStorage({
    key: "relaymap:answer-keys",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return { seconds: calm ? 30 : 10, calm, setCalm, keys, setKeys };
}

/** Folded below everything: nobody needs it daily. */
export function Preferences() {
  const { t } = useWords();
  const { calm, setCalm, keys, setKeys } = usePreferences();
  return (
    <Fold
      icon={IconAdjustments}
      title={t("preferences.title")}
      about={t("preferences.about", { count: calm ? 30 : 10 })}
    >
      <div className={classes.switches}>
        <Switch
          size="md"
          label={t("preferences.calm")}
          description={t("preferences.calmText")}
          checked={calm}
          onChange={(event) => setCalm(event.currentTarget.checked)}
        />
        <Switch
          size="md"
          label={t("preferences.keys")}
          description={t("preferences.keysText")}
          checked={keys}
          onChange={(event) => setKeys(event.currentTarget.checked)}
        />
      </div>
    </Fold>
  );
}
