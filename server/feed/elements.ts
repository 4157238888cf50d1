const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** Elements that stand apart from what is around them, as paragraphs do. */
const paragraphs = set(
  "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure hr fieldset form details center menu dir listing",
);
/** Elements that begin a line of their own. */
const lines = set(
  "div section article header footer main nav aside address hgroup li dt dd tr caption figcaption legend summary option optgroup thead tbody tfoot body html layer",
);
const cells = set("td th");
/** What is in them is not read: code, what stands in for a player, what is not shown. */
const hidden = set(
  "script style noscript template head title iframe object embed applet video audio canvas svg textarea datalist noembed noframes",
);
/** Elements that have no end. */
const voids = set("area base br col command embed frame hr img input keygen link meta param source track wbr bgsound");

const inline = set(
  "a abbr acronym area audio b base basefont bdi bdo bgsound big blink button canvas cite code col colgroup command data del dfn dialog em embed font frame frameset i image img input ins kbd keygen label link map mark marquee math meta meter nobr noembed noframes noscript object output param picture plaintext progress q rb rp rt rtc ruby s samp script select slot small source span strike strong style sub sup svg template textarea time title track tt u var video wbr xmp iframe head applet datalist",
);

/** What an element is to its text. */
export type Element = {
  border: "none" | "cell" | "line" | "paragraph";
  hidden: boolean;
  void: boolean;
};

const elements = new Map<string, Element>();
for (const [border, names] of [
  ["none", inline],
  ["none", hidden],
  ["none", voids],
  ["cell", cells],
  ["line", lines],
  ["paragraph", paragraphs],
] as const)
  for (const name of names) elements.set(name, { border, hidden: hidden.has(name), void: voids.has(name) });

/** The element of a name in small letters; null where HTML neither has nor had it. */
export const elementOf = (name: string): Element | null => elements.get(name) ?? null;
