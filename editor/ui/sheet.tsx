import { Drawer } from "@mantine/core";
import { type ReactNode, type PointerEvent, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import classes from "./sheet.module.css";

/** Points down from which letting go closes it. */
const enough = 90;

/**
 * A sheet that rises from the bottom over what it belongs to; on a wide window it stands in the middle. Escape, a press beside it, its
 * grabber and a pull down close it; the focus stays inside, and goes back to what opened it.
 */
export function Sheet({
  opened,
  close,
  title,
  about,
  children,
}: {
  opened: boolean;
  close: () => void;
  title: ReactNode;
  /** One sentence below the title. */ about?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  const { pulled, pull } = usePull(close);
  return (
    <Drawer.Root
      opened={opened}
      onClose={close}
      position="bottom"
      size="auto"
      transitionProps={{ duration: 240 }}
      classNames={{ inner: classes.inner!, content: classes.sheet!, title: classes.title!, body: classes.body! }}
      styles={pulled === 0 ? {} : { content: { translate: `0 ${pulled}px`, transition: "none" } }}
    >
      <Drawer.Overlay color="var(--scrim-sheet)" backgroundOpacity={1} />
      <Drawer.Content>
        <div className={classes.head} {...pull}>
          <button type="button" className={classes.grabber} aria-label={t("action.close")} onClick={close} />
          <Drawer.Title>{title}</Drawer.Title>
          {about && <p className={classes.about}>{about}</p>}
        </div>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** How far its head is pulled down, in points, and what watches that. */
function usePull(close: () => void) {
  const from = useRef<number | null>(null);
  const [pulled, setPulled] = useState(0);
  const far = (event: PointerEvent) => (from.current === null ? 0 : Math.max(0, event.clientY - from.current));
  return {
    pulled,
    pull: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (!(event.target as Element).closest("button")) event.currentTarget.setPointerCapture(event.pointerId);
        from.current = event.clientY;
      },
      onPointerMove: (event: PointerEvent) => from.current !== null && setPulled(far(event)),
      onPointerUp: (event: PointerEvent) => {
        const down = far(event);
        from.current = null;
        setPulled(0);
        if (down > enough) close();
      },
      onPointerCancel: () => {
        from.current = null;
        setPulled(0);
      },
    },
  };
}
