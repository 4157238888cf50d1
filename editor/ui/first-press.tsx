import { type ReactNode, Suspense, useState } from "react";

/** A menu's button until it is pressed; then the menu itself, open, whose code came with the press. */
export function FirstPress({ button, children }: { button: (press: () => void) => ReactNode; children: ReactNode }) {
  const [pressed, press] = useState(false);
  const shown = button(() => press(true));
  return pressed ? <Suspense fallback={shown}>{children}</Suspense> : shown;
}
