import { navigate } from "wouter/use-browser-location";
import type { Desk } from "./action.ts";

/** To the page on which the drawing is tried on the past; as it is here, so what was drawn a moment ago is saved first. */
export async function tryPast({ saver }: Pick<Desk, "saver">): Promise<void> {
  await saver.flush();
  navigate(`${location.pathname}/backtest`);
}
