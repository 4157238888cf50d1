/** Pages on which one thing is done from top to bottom, without the menu: reading the charter, joining. */
export const isAlone = (path: string): boolean => /^\/(?:charter|welcome)\/?$/u.test(path);
