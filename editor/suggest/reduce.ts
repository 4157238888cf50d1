/** Pixels of the longer side that are sent, and how good they are: networks show no more, and a phone's connection is slow. */
const side = 2560;
const quality = 0.86;
/** Bytes below which a file is sent as it is: making it anew would gain nothing. */
const small = 700_000;

/** Which part of a picture is kept: its shape, and where it lies, 0 to 1. */
export type Crop = { ratio: number | null; at: number };
export const whole: Crop = { ratio: null, at: 0.5 };

/** The part of a picture of these measures that a crop keeps. */
export function partOf(
  width: number,
  height: number,
  { ratio, at }: Crop,
): { x: number; y: number; w: number; h: number } {
  if (ratio === null) return { x: 0, y: 0, w: width, h: height };
  const [w, h] = width / height > ratio ? [Math.round(height * ratio), height] : [width, Math.round(width / ratio)];
  return { x: Math.round((width - w) * at), y: Math.round((height - h) * at), w, h };
}

/**
 * A photo as it is sent: upright, no larger than is shown anywhere, cut to its part. What the browser cannot read goes as it is; the server
 * says what it is then.
 */
export async function reduced(file: Blob, crop: Crop = whole): Promise<Blob> {
  if (crop.ratio === null && file.size <= small && /^image\/(?:jpeg|png|webp|gif)$/u.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const { x, y, w, h } = partOf(picture.width, picture.height, crop);
    const scale = Math.min(1, side / Math.max(w, h));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
    const pen = canvas.getContext("2d");
    if (pen === null) return file;
    pen.drawImage(picture, x, y, w, h, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    return made ?? file;
  } catch {
    return file;
  }
}
