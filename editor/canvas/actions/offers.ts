import "./words.ts";
import { languages } from "#engine/text.ts";
import { wordsOf, type Words } from "../../language.tsx";
import type { Offer } from "../../launcher/offer.ts";
import { applies, type Action, type Desk } from "./action.ts";
import { iconOf } from "./icons.ts";
import { keyName } from "./key-names.ts";
import { actions } from "./list.ts";

/** These are open where it is asked for them, or need a place on the drawing. */
const none: ReadonlySet<Action["id"]> = new Set(["launcher", "menu", "walk", "also", "move", "resize", "target"]);

/** What can be done on the open map as it is now, for the launcher. */
export function offersOf(desk: Desk, { t, language }: Words): Offer[] {
  const others = languages.filter((each) => each !== language).map(wordsOf);
  const now = actions.filter((action) => !none.has(action.id) && applies(action, desk));
  return now.map((action: Action): Offer => ({
    id: `do:${action.id}`,
    group: "canvas",
    name: t(`do.${action.id}`),
    also: others.map((words) => words.t(`do.${action.id}`)),
    keys: action.keys?.[0] && keyName(action.keys[0], t),
    icon: iconOf(action),
    run: () => void action.run(desk, action.keys?.[0] ?? ""),
  }));
}
