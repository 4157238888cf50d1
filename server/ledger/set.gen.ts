/** Written by `npm run generate`. */
export const set = { number: 15, digest: "b3ec344e9c7c4515" } as const;
