import "./words.ts";
import { Kbd, Menu } from "@mantine/core";
import { Fragment } from "react";
import { useWords } from "../../language.tsx";
import { usePhone } from "../floats/phone.ts";
import { focusCard } from "../floats/focus-card.ts";
import { useCanvasPart } from "../state/store.ts";
import { applies, holdOf } from "./action.ts";
import classes from "./context-menu.module.css";
import { useDesk } from "./desk.ts";
import { iconOf } from "./icons.ts";
import { keyName } from "./key-names.ts";
import { actions } from "./list.ts";

/** What can be done with what is chosen, where the pointer is; each with its key, so that the next time needs no menu. */
export function ContextMenu({ at }: { at: { x: number; y: number } }) {
  const { t } = useWords();
  const desk = useDesk();
  const { canvas } = desk;
  const phone = usePhone();
  const hold = useCanvasPart(holdOf);
  const some = actions.filter((action) => action.menu?.includes(hold) === true && applies(action, desk));
  /** The keyboard comes back to the card, where nothing else has taken it. */
  const back = () =>
    requestAnimationFrame(() => {
      const [card] = canvas.get().chosen;
      if (card !== undefined && document.activeElement === document.body) focusCard(card);
    });
  const close = () => {
    canvas.set({ menu: null });
    // On a phone the settings would cover the drawing that somebody just came back to.
    if (phone) return canvas.choose([]);
    back();
  };
  return (
    <Menu opened onClose={close} position="bottom-start" offset={4} width={288} shadow="lg" closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={classes.place}
          aria-label={t(`menu.${hold}`)}
          style={{ left: at.x, top: at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t(`menu.${hold}`)} className={classes.menu!}>
        {some.map((action, index) => {
          const Glyph = iconOf(action);
          const [key] = action.keys ?? [];
          return (
            <Fragment key={action.id}>
              {index > 0 && some[index - 1]?.work !== action.work && <Menu.Divider />}
              <Menu.Item
                className={classes.item!}
                {...(action.id === "delete" ? { color: "brick" } : {})}
                leftSection={<Glyph size={16} stroke={1.7} />}
                rightSection={key && <Kbd size="xs">{keyName(key, t)}</Kbd>}
                onClick={() => {
                  // The action may ask something where the menu stands, and take the keyboard there.
                  void action.run(desk, key ?? "");
                  canvas.set({ menu: null });
                  back();
                }}
              >
                {t(`do.${action.id}`)}
              </Menu.Item>
            </Fragment>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
