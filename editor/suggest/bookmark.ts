/** A bookmark that opens our page with the address and the headline of the page that one reads. It reads nothing else there. */
export const bookmarkOf = (origin: string): string =>
  `javascript:void open('${origin}/suggest?way=bookmark&link='+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title.slice(0,300)))`;
