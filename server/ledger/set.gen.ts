/** Written by `npm run generate`. */
export const set = { number: 6, digest: "e1ba982aae0c4963" } as const;
