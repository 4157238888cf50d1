/** Comments say nothing, and sax keeps them letter by letter. What looks like one inside CDATA is none. */
export function withoutComments(text: string): string {
  let comment = text.indexOf("<!--");
  if (comment === -1) return text;
  let out = "";
  let from = 0;
  let cdata = text.indexOf("<![CDATA[");
  while (comment !== -1) {
    if (cdata !== -1 && cdata < comment) {
      const close = text.indexOf("]]>", cdata);
      if (close === -1) break;
      if (comment < close) comment = text.indexOf("<!--", close);
      cdata = text.indexOf("<![CDATA[", close);
      continue;
    }
    const end = text.indexOf("-->", comment + 4);
    if (end === -1) break;
    out += text.slice(from, comment);
    from = end + 3;
    comment = text.indexOf("<!--", from);
    if (cdata !== -1 && cdata < from) cdata = text.indexOf("<![CDATA[", from);
  }
  return out + text.slice(from);
}
