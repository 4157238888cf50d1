import "./words.ts";
import { Kbd, VisuallyHidden } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { Choices } from "../ui/choices.tsx";
import { Face } from "../ui/face.tsx";
import { found } from "./found.ts";
import type { Offer } from "./offer.ts";
import classes from "./panel.module.css";
import { lately, remember } from "./recent.ts";
import { useOffers } from "./use-offers.ts";

/** Where it leads, as it is called, and what is said of it besides. */
function Row({ offer: { icon: Glyph, face, name, more, keys } }: { offer: Offer }) {
  return (
    <>
      <span className={classes.icon} aria-hidden="true">
        {face ? <Face {...face} size={28} /> : Glyph && <Glyph size={18} stroke={1.7} />}
      </span>
      <span className={classes.name}>{name}</span>
      {more && <span className={classes.more}>{more}</span>}
      {keys && <Kbd size="xs">{keys}</Kbd>}
    </>
  );
}

/** One field for everything: where to go, whom and what to find, what to do. What was used lately is there before a word is typed. */
export function Panel({ close }: { close: () => void }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState("");
  const [used] = useState(lately);
  const shut = () => {
    // It gives the focus back before anything else happens: what is picked may want it.
    dialog.current?.close();
    close();
  };
  const offers = useOffers(query);
  const groups = found(offers, query, used);
  const count = groups.reduce((sum, [, some]) => sum + some.length, 0);

  // What is around a dialog is the dialog too, as far as presses go: its own parts cover all of itself.
  const beside = useEffectEvent((event: PointerEvent) => event.target === dialog.current && shut());
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (!element.open) element.showModal();
    const press = (event: PointerEvent) => void beside(event);
    element.addEventListener("pointerdown", press);
    return () => element.removeEventListener("pointerdown", press);
  }, []);

  const pick = (offer: Offer) => {
    remember(offer.id);
    shut();
    offer.run();
  };
  return (
    <dialog
      ref={dialog}
      className={classes.panel}
      aria-label={t("launcher.title")}
      onCancel={(event) => {
        event.preventDefault();
        shut();
      }}
    >
      <Choices
        label={t("launcher.title")}
        listed={t("launcher.found")}
        hint={t("launcher.hint")}
        query={query}
        ask={setQuery}
        most={200}
        groups={groups.map(([group, some]) => ({ key: group, name: t(`launcher.${group}`), some }))}
        idOf={({ id }) => id.replaceAll(/\s+/gu, "_")}
        draw={(offer) => <Row offer={offer} />}
        pick={pick}
        keys={{ Tab: () => undefined }}
        none={
          <p className={classes.none}>
            <strong>{t("launcher.none", { query: query.trim() })}</strong>
            <span>{t("launcher.noneHelp")}</span>
          </p>
        }
        foot={[
          [["↑", "↓"], t("launcher.choose")],
          [["↵"], t("launcher.open")],
          [[t("launcher.esc")], t("launcher.close")],
        ]}
        beside={
          <button type="button" className={classes.shut} aria-label={t("action.close")} onClick={shut}>
            <IconX size={18} stroke={1.8} aria-hidden="true" />
          </button>
        }
      />
      <VisuallyHidden role="status">{query.trim() !== "" && t("launcher.count", { count })}</VisuallyHidden>
    </dialog>
  );
}
