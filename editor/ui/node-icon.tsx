import type { Face } from "#engine/face.ts";

/** A node type's icon: the paths of its manifest, which are part of the program and never data. */
export function NodeIcon({ manifest, size = 18 }: { manifest: Pick<Face, "icon"> | undefined; size?: number }) {
  const markup = manifest?.icon ?? '<circle cx="12" cy="12" r="9"/><path d="M12 8v5m0 3v.01"/>';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: markup }}
    />
  );
}
