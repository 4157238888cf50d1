/**
 * The post as it is sent: the text, with the link behind it unless the text already contains it.
 * Pure; the same everywhere a post's text is counted, shown or sent.
 */
export function compose(text: string, link: string | null): string {
  if (link === null || link === "" || text.includes(link)) return text;
  const words = text.trimEnd();
  return words === "" ? link : `${words} ${link}`;
}
