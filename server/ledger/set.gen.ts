/** Written by `npm run generate`. */
export const set = { number: 17, digest: "7fcb498e05828bab" } as const;
