import { SegmentedControl, Slider } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useWords } from "../language.tsx";
import { DockButton } from "../ui/dock.tsx";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./photo.module.css";
import { type Crop, reduced } from "./reduce.ts";

const shapes = { whole: null, square: 1, wide: 1.91 } as const;
type Shape = keyof typeof shapes;

/** Cuts a photo to a shape that networks show; which part, is said by a slider, which needs no dragging. */
export function CropSheet({
  opened,
  close,
  photo,
  apply,
}: {
  opened: boolean;
  close: () => void;
  photo: Blob;
  apply: (crop: Crop) => void;
}) {
  const { t } = useWords();
  const [shape, setShape] = useState<Shape>("square");
  const [at, setAt] = useState(50);
  const [shown, setShown] = useState<string | null>(null);
  const crop: Crop = { ratio: shapes[shape], at: at / 100 };
  useEffect(() => {
    if (!opened) return undefined;
    let over = false;
    void reduced(photo, { ratio: shapes[shape], at: at / 100 }).then((blob) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        if (!over && typeof reader.result === "string") setShown(reader.result);
      });
      reader.readAsDataURL(blob);
    });
    return () => {
      over = true;
    };
  }, [opened, photo, shape, at]);
  return (
    <Sheet opened={opened} close={close} title={t("suggest.crop")}>
      <div className={classes.crop}>
        {shown !== null && <img className={classes.cut} src={shown} alt={t("suggest.cropped")} />}
        <SegmentedControl
          fullWidth
          size="md"
          aria-label={t("suggest.shape")}
          value={shape}
          onChange={(value) => setShape(value as Shape)}
          data={(Object.keys(shapes) as Shape[]).map((value) => ({ value, label: t(`suggest.shape.${value}`) }))}
        />
        {shape !== "whole" && (
          <Slider
            value={at}
            onChange={setAt}
            step={5}
            label={null}
            thumbLabel={t("suggest.part")}
            aria-label={t("suggest.part")}
          />
        )}
        <DockButton tone="act" icon={IconCheck} onClick={() => apply(crop)}>
          {t("suggest.cropDone")}
        </DockButton>
      </div>
    </Sheet>
  );
}
