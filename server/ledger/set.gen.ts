/** Written by `npm run generate`. */
export const set = { number: 4, digest: "09db3a3dda1c4c05" } as const;
